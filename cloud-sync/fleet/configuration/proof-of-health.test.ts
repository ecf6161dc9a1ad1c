import { describe, expect, it } from 'vitest';
import { FakeBay } from '../../../firmware-bridge/mqtt/fake-bay.ts';
import { baysProve, camerasProve } from './proof-of-health.ts';

describe('a bay', () => {
  it('is well when every camera that saw before sees, and one that the configuration has no more is not missed', () => {
    const bay = new FakeBay('bay-7');
    const proof = camerasProve(bay);
    const camera = (name: string, isWorking: boolean) => ({ name, isWorking });
    bay.change({ cameras: [camera('left', true), camera('right', true), camera('top', false)] });
    expect(proof.working()).toEqual(['left', 'right']);
    bay.change({ cameras: [camera('left', true), camera('top', false)] });
    expect(proof.missing(['left', 'right'])).toBeNull();
    bay.change({ cameras: [camera('left', false), camera('right', true), camera('top', false)] });
    expect(proof.missing(['left', 'right'])).toBe('no pictures of left');
  });
});

describe('a facility', () => {
  const heard = { lately: ['Bay 1', 'Bay 2'], opened: [] as string[] };
  const proof = baysProve((since) => heard[since]);

  it('is well when one of the bays that it heard before has come again', () => {
    expect(proof.missing(proof.working())).toContain('Bay 1, Bay 2');
    heard.opened = ['Bay 9'];
    expect(proof.missing(proof.working())).not.toBeNull();
    heard.opened = ['Bay 9', 'Bay 2'];
    expect(proof.missing(proof.working())).toBeNull();
  });

  it('is well by itself where every bay was switched off before', () => {
    expect(proof.missing([])).toBeNull();
  });
});
