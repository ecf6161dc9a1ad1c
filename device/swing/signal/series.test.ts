import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivative } from './derivative.ts';
import { indexBefore, interpolate } from './interpolate.ts';
import { medianOfThree } from './median-of-three.ts';

const risingTimes = fc
  .array(fc.double({ min: 1, max: 60, noNaN: true }), { minLength: 5, maxLength: 50 })
  .map((steps) => {
    let time = 0;
    return steps.map((step) => (time += step));
  });
const coefficient = fc.double({ min: -3, max: 3, noNaN: true });

describe('interpolation', () => {
  it('is exact for a parabola at uneven times', () => {
    fc.assert(
      fc.property(
        risingTimes,
        coefficient,
        coefficient,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (times, a, b, share) => {
          const parabola = (time: number) => a * time + (b / 100) * time * time;
          const inner = (times[1] as number) + share * ((times.at(-2) as number) - (times[1] as number));
          const found = interpolate(times.map(parabola), times, inner);
          expect(found).toBeCloseTo(parabola(inner), 4);
        },
      ),
    );
  });

  it('gives the samples back at their own times and nothing outside them', () => {
    const times = [0, 10, 25, 40];
    const values = [1, 5, 2, 8];
    expect(times.map((time) => interpolate(values, times, time))).toEqual(values);
    expect(interpolate(values, times, -1)).toBeNaN();
    expect(interpolate(values, times, 40.1)).toBeNaN();
  });

  it('does not reach across a gap, but up to it', () => {
    const values = [1, 2, Number.NaN, 4, 5];
    const times = [0, 1, 2, 3, 4];
    expect(interpolate(values, times, 0.5)).toBeCloseTo(1.5, 9);
    expect(interpolate(values, times, 1.5)).toBeNaN();
    expect(interpolate(values, times, 3.5)).toBeCloseTo(4.5, 9);
  });

  it('finds the sample at or before a time', () => {
    expect([-1, 0, 9.9, 10, 99].map((time) => indexBefore([0, 10, 20], time))).toEqual([-1, 0, 0, 1, 2]);
  });
});

describe('the derivative', () => {
  it('is exact for a parabola at uneven times, in units a second', () => {
    fc.assert(
      fc.property(risingTimes, coefficient, coefficient, (times, a, b) => {
        const values = times.map((time) => (a * time) / 1000 + b * (time / 1000) ** 2);
        const slopes = derivative(values, times);
        for (let i = 1; i + 1 < times.length; i++) {
          expect(slopes[i]).toBeCloseTo(a + (2 * b * (times[i] as number)) / 1000, 6);
        }
      }),
    );
  });

  it('is one-sided beside a gap and at the ends', () => {
    const slopes = derivative([0, 1, Number.NaN, 3, 5], [0, 1000, 2000, 3000, 4000]);
    expect([...slopes]).toEqual([1, 1, Number.NaN, 2, 2]);
  });
});

describe('the median of three', () => {
  it('takes out a jump of one frame and leaves an edge', () => {
    expect([...medianOfThree([1, 1, 9, 1, 1, 5, 5, 5])]).toEqual([1, 1, 1, 1, 1, 5, 5, 5]);
  });

  it('never leaves the range of its neighbours and keeps gaps', () => {
    const sample = fc.option(fc.double({ min: -5, max: 5, noNaN: true }), { nil: Number.NaN });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 3, maxLength: 40 }), (values) => {
        const result = medianOfThree(values);
        for (const [i, value] of values.entries()) {
          if (Number.isNaN(value)) expect(result[i]).toBeNaN();
          else expect(values.slice(Math.max(0, i - 1), i + 2)).toContain(result[i]);
        }
      }),
    );
  });
});
