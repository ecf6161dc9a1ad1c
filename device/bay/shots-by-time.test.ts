import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APART_MS_MAX, shotsByTime } from './shots-by-time.ts';

const at = (prefix: string, ...seconds: number[]) => seconds.map((s, i) => ({ id: `${prefix}${i}`, atMs: s * 1_000 }));

describe('shots with nothing but their time of day', () => {
  it('belong to the only swing near them', () => {
    expect(shotsByTime(at('shot', 10, 60, 110), at('swing', 13, 63, 200))).toEqual([
      { shot: 'shot0', swing: 'swing0' },
      { shot: 'shot1', swing: 'swing1' },
    ]);
  });

  it('stay apart where two swings or two shots could be meant', () => {
    expect(shotsByTime(at('shot', 10), at('swing', 8, 14))).toEqual([]);
    expect(shotsByTime(at('shot', 10, 15), at('swing', 12))).toEqual([]);
  });

  it('are joined to one swing at most, and each swing to one shot, none of them further apart than allowed', () => {
    const times = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(times, times, (ofShots, ofSwings) => {
        const shots = ofShots.map((atMs, i) => ({ id: `shot${i}`, atMs }));
        const swings = ofSwings.map((atMs, i) => ({ id: `swing${i}`, atMs }));
        const pairs = shotsByTime(shots, swings);
        expect(new Set(pairs.map(({ shot }) => shot)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ swing }) => swing)).size).toBe(pairs.length);
        for (const pair of pairs) {
          const shot = shots.find(({ id }) => id === pair.shot);
          const near = swings.filter((swing) => Math.abs(swing.atMs - (shot?.atMs ?? 0)) <= APART_MS_MAX);
          expect(near.map(({ id }) => id)).toEqual([pair.swing]);
        }
      }),
    );
  });
});
