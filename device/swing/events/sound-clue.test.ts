import { describe, expect, it } from 'vitest';
import { agreedImpact } from './sound-clue.ts';

const FRAME_MS = 8;
const heard = (timeMs: number) => ({ timeMs, strength: 30, uncertaintyMs: 1.5 });
const beam = (timeMs: number) => ({ timeMs, uncertaintyMs: 0.2, by: 'beam' as const });

describe('impact by other senses', () => {
  it('is the most certain one that agrees with the pictures', () => {
    const agreed = agreedImpact({ sounds: [heard(1001)], stamps: [beam(1000)] }, 1010, FRAME_MS);
    expect(agreed).toMatchObject({ timeMs: 1000, by: 'beam', isUndisputed: true });
    expect(agreed?.heard?.timeMs).toBe(1001);
  });

  it('is what was heard where nothing stamped it', () => {
    expect(agreedImpact({ sounds: [heard(1001)], stamps: [] }, 1010, FRAME_MS)).toMatchObject({ by: 'sound' });
  });

  it('is disputed where two senses put it apart by more than both are unsure of', () => {
    expect(agreedImpact({ sounds: [heard(1015)], stamps: [beam(1000)] }, 1010, FRAME_MS)?.isUndisputed).toBe(false);
  });

  it('is nobody’s who speaks of another stroke', () => {
    expect(agreedImpact({ sounds: [heard(400)], stamps: [beam(1300)] }, 1010, FRAME_MS)).toBeNull();
  });
});
