import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peakBetween } from './peak.ts';

describe('the peak of a series', () => {
  const timesMs = Array.from({ length: 21 }, (_, i) => i * 10);

  it('of a parabola is its top, wherever between the samples it lies', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 25, max: 175, noNaN: true }),
        fc.double({ min: 1, max: 900, noNaN: true }),
        (top, height) => {
          const values = timesMs.map((time) => height - 0.01 * (time - top) ** 2);
          const peak = peakBetween({ timesMs, values }, 0, 200);
          expect(peak?.timeMs).toBeCloseTo(top, 6);
          expect(peak?.value).toBeCloseTo(height, 6);
        },
      ),
    );
  });

  it('is the last sample where the series still rises there', () => {
    const values = timesMs.map((time) => time);
    expect(peakBetween({ timesMs, values }, 40, 93)).toEqual({ timeMs: 90, value: 90 });
    expect(peakBetween({ timesMs, values }, 0, 500)).toEqual({ timeMs: 200, value: 200 });
  });

  it('passes over what is not known, and is none where nothing is', () => {
    const values = timesMs.map((time) => (time === 100 ? Number.NaN : 1000 - Math.abs(time - 100)));
    expect(peakBetween({ timesMs, values }, 0, 200)?.value).toBe(990);
    expect(peakBetween({ timesMs, values: timesMs.map(() => Number.NaN) }, 0, 200)).toBeNull();
    expect(peakBetween({ timesMs, values }, 201, 300)).toBeNull();
  });
});
