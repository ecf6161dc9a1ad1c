import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatsBetween, cycleS } from './beat-schedule.ts';

const rhythm = fc.record({
  backswingS: fc.constantFrom(0.6, 0.7, 0.8, 0.9),
  downswingS: fc.constantFrom(0.2, 7 / 30, 8 / 30, 0.3),
});
const startS = fc.double({ min: 0, max: 100, noNaN: true });
const windows = fc.array(fc.double({ min: 0.001, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('the beats of the tempo trainer', () => {
  it('sound each once and in order, however the windows fall in which they are scheduled', () => {
    fc.assert(
      fc.property(rhythm, startS, windows, (of, begin, widths) => {
        let fromS = begin;
        const piecewise = widths.flatMap((width) => {
          const beats = beatsBetween(of, begin, fromS, fromS + width);
          fromS += width;
          return beats;
        });
        expect(piecewise).toEqual(beatsBetween(of, begin, begin, fromS));
        expect(piecewise.map(({ name }) => name)).toEqual(
          piecewise.map((_, n) => (['start', 'top', 'ball'] as const)[n % 3]),
        );
      }),
    );
  });

  it('lie as far apart as the rhythm says, swing after swing', () => {
    fc.assert(
      fc.property(rhythm, startS, (of, begin) => {
        const beats = beatsBetween(of, begin, begin, begin + 5 * cycleS(of));
        for (let n = 0; n + 2 < beats.length; n += 3) {
          const [start = 0, top = 0, ball = 0] = beats.slice(n, n + 3).map(({ atS }) => atS);
          expect(top - start).toBeCloseTo(of.backswingS, 9);
          expect(ball - top).toBeCloseTo(of.downswingS, 9);
        }
        expect(beats.length).toBeGreaterThanOrEqual(15);
      }),
    );
  });

  it('begin with the start and never before it', () => {
    expect(beatsBetween({ backswingS: 0.7, downswingS: 7 / 30 }, 10, 0, 10.1)).toEqual([{ name: 'start', atS: 10 }]);
  });
});
