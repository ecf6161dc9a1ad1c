import { describe, expect, it } from 'vitest';
import type { BayDevice, BayHardware } from '../../api/contract/realtime.ts';
import { dispenserWords, teeWords } from './equipment-words.ts';

const ready = { condition: 'ready', fault: null } as const;
const tee: BayDevice = { id: 'tee', kind: 'tee', ...ready, heightMm: 42.4, heightMaxMm: 84.8 };
const beam: BayDevice = { id: 'beam', kind: 'ball-beam', ...ready, isBallPresent: true };
const bay = (devices: BayDevice[], more: Partial<BayHardware> = {}): BayHardware => ({
  ...{ link: 'up', isStopPressed: false, devices },
  ...more,
});

describe('the words of tee and dispenser', () => {
  it('say whether a ball lies there and how high', () => {
    expect(teeWords(bay([tee, beam]))).toMatchObject({
      ...{ title: 'Ball on the tee', height: '42 mm high', ball: 'there', raised: 0.5 },
    });
    expect(teeWords(bay([{ ...tee, heightMm: 0.2 }, beam]))?.height).toBe('Down at the mat');
    expect(teeWords(bay([tee, { ...beam, isBallPresent: false }]))?.title).toBe('No ball on the tee');
    expect(teeWords(bay([{ ...tee, condition: 'busy' }, beam]))?.title).toBe('The tee is moving');
  });

  it('do not say what is not known: of a lost line, a faulty beam, a tee without a sensor', () => {
    expect(teeWords(bay([tee, beam], { link: 'lost' }))).toMatchObject({ ball: 'unknown', height: null });
    expect(teeWords(bay([tee, { ...beam, condition: 'fault', fault: 'sensor' }]))?.ball).toBe('unknown');
    expect(teeWords(bay([tee]))?.ball).toBe('unknown');
    expect(teeWords(bay([]))).toBeNull();
  });

  it('count balls and credit as one says it', () => {
    const dispenser = (stock: number, credit: number): BayDevice => ({
      id: 'd',
      kind: 'dispenser',
      ...ready,
      stock,
      credit,
    });
    expect(dispenserWords(bay([dispenser(240, 1)]))).toEqual({
      ...{ stock: '240 balls in the machine', credit: '1 ball on your credit', isLow: false },
    });
    expect(dispenserWords(bay([dispenser(12, 0)]))).toMatchObject({ credit: 'No balls on your credit', isLow: true });
    expect(dispenserWords(bay([dispenser(12, 0)], { link: 'lost' }))).toBeNull();
  });
});
