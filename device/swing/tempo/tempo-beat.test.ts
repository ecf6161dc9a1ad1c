import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportMetric } from '../report/swing-report.ts';
import { compareWithBeat, UNSEEN_TAKEAWAY_S } from './compare-with-beat.ts';
import { TEMPO_BEATS, type TempoBeat } from './tempo-beat.ts';

const measured = (id: string, value: number, low: number, high: number): ReportMetric => ({
  ...{ id, at: null, value, low, high, unit: 's', method: 'planar', cameras: ['a'] },
});
const beat = TEMPO_BEATS[1] as TempoBeat;

describe('the beats of the tempo trainer', () => {
  it('are three to one, between 0.8 s and 1.2 s from start to ball', () => {
    for (const { backswingS, downswingS } of TEMPO_BEATS) {
      expect(backswingS / downswingS).toBeCloseTo(3, 10);
    }
    expect(TEMPO_BEATS.map(({ backswingS, downswingS }) => (backswingS + downswingS).toFixed(3))).toEqual([
      '0.800',
      '0.933',
      '1.067',
      '1.200',
    ]);
  });
});

describe('a swing beside its beat', () => {
  it('is longer or shorter only where the beat lies outside the interval', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        (value, error) => {
          const { backswing, downswing } = compareWithBeat(
            [
              measured('backswing-time', value, value - error, value + error),
              measured('downswing-time', value, value - error, value + error),
            ],
            beat,
          );
          if (!('verdict' in backswing) || !('verdict' in downswing)) throw new Error('both were measured');
          for (const { low, high, verdict, beat: wanted } of [backswing, downswing]) {
            expect(verdict).toBe(wanted < low ? 'longer' : wanted > high ? 'shorter' : 'no-real-difference');
          }
          expect(downswing.low).toBe(value - error);
          expect(backswing.low).toBeCloseTo(value - error - UNSEEN_TAKEAWAY_S, 12);
        },
      ),
    );
  });

  it('is not too slow for what happened before the takeaway could be seen', () => {
    const { backswing, ratio } = compareWithBeat(
      [
        measured('backswing-time', 0.79, 0.75, 0.83),
        measured('downswing-time', 0.233, 0.22, 0.25),
        measured('tempo-ratio', 3.39, 3.2, 3.6),
      ],
      beat,
    );
    expect(backswing).toMatchObject({ beat: 0.7, verdict: 'no-real-difference' });
    expect(ratio).toMatchObject({ verdict: 'no-real-difference' });
  });

  it('has no verdict where the time was withheld', () => {
    const metrics: ReportMetric[] = [{ id: 'backswing-time', at: null, withheld: 'slow-motion' }];
    expect(compareWithBeat(metrics, beat)).toMatchObject({
      backswing: { beat: 0.7, withheld: 'slow-motion' },
      downswing: { withheld: 'not-measured-by-method' },
    });
  });
});
