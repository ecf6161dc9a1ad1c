import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whatMakesWay } from './make-way.ts';

const rising = fc
  .uniqueArray(fc.integer({ min: 1, max: 1e6 }), { maxLength: 200 })
  .map((all) => all.toSorted((a, b) => a - b));

describe('what makes way', () => {
  it('is nothing while there is room, and enough where there is none', () => {
    fc.assert(
      fc.property(
        rising,
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom('alert', 'state', 'metrics' as const),
        (all, max, kind) => {
          const gone = whatMakesWay(kind, all, max);
          expect(gone.every((ordinal) => all.includes(ordinal))).toBe(true);
          expect(new Set(gone).size).toBe(gone.length);
          expect(all.length - gone.length).toBeLessThanOrEqual(max);
          if (all.length <= max) expect(gone).toEqual([]);
        },
      ),
    );
  });

  it('are the oldest alerts, and no more of them than must', () => {
    expect(whatMakesWay('alert', [3, 5, 8, 9], 3)).toEqual([3]);
  });

  it('leaves of the metrics a beginning, an end, and the newer half whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 500 }), fc.integer({ min: 1, max: 2_000 }), (max, came) => {
        let kept: number[] = [];
        for (let ordinal = 1; ordinal <= came; ordinal++) {
          kept = [...kept, ordinal];
          const gone = new Set(whatMakesWay('metrics', kept, max));
          kept = kept.filter((each) => !gone.has(each));
          expect(kept.length).toBeLessThanOrEqual(max);
        }
        expect(kept[0]).toBe(1);
        expect(kept.at(-1)).toBe(came);
        const gaps = kept.slice(1).map((ordinal, index) => ordinal - (kept[index] ?? 0));
        // What is new is fine: the newest quarter of what is kept has no gap.
        expect(gaps.slice(-Math.floor(kept.length / 4)).every((gap) => gap === 1) || kept.length < 8).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps 72 hours of snapshots a minute whole, and a week of them coarser the older they are', () => {
    let kept: number[] = [];
    for (let minute = 0; minute < 7 * 24 * 60; minute++) {
      kept.push(minute);
      const gone = new Set(whatMakesWay('metrics', kept, 4_320));
      if (gone.size > 0) kept = kept.filter((each) => !gone.has(each));
      if (minute === 4_319) expect(kept).toHaveLength(4_320);
    }
    const gapsOf = (from: number, to: number): number => {
      const part = kept.filter((minute) => minute >= from && minute < to);
      return (to - from) / part.length;
    };
    expect(gapsOf(0, 1_440)).toBeGreaterThan(gapsOf(4_320, 5_760));
    expect(gapsOf(9_500, 10_080)).toBe(1);
    expect(gapsOf(0, 1_440)).toBeLessThan(64);
  });
});
