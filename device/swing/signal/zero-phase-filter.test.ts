import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zeroPhaseFilter } from './zero-phase-filter.ts';

const evenTimes = (count: number, stepMs = 1000 / 60) => Float64Array.from({ length: count }, (_, i) => i * stepMs);
const cutoffHz = 8;

/** Frame times of a camera that jitters by up to 40 % of its step. */
const unevenTimes = fc
  .array(fc.double({ min: 0.6, max: 1.4, noNaN: true }), { minLength: 30, maxLength: 120 })
  .map((steps) => {
    let time = 0;
    return Float64Array.from(steps, (step) => (time += (step * 1000) / 60));
  });

describe('the zero-phase low-pass', () => {
  it('leaves a straight line as it is, whatever the frame times', () => {
    fc.assert(
      fc.property(unevenTimes, fc.double({ min: -900, max: 900, noNaN: true }), (times, slope) => {
        const line = times.map((time) => 300 + (slope * time) / 1000);
        const { values } = zeroPhaseFilter(line, times, { cutoffHz });
        for (const [i, value] of values.entries()) expect(value).toBeCloseTo(line[i] as number, 2);
      }),
    );
  });

  it('does not shift a movement in time: a film run backward is smoothed to the same film run backward', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 40, maxLength: 90 }),
        (samples) => {
          const times = evenTimes(samples.length);
          const forward = zeroPhaseFilter(samples, times, { cutoffHz }).values;
          const backward = zeroPhaseFilter(samples.toReversed(), times, { cutoffHz }).values.toReversed();
          for (let i = 15; i < samples.length - 15; i++) expect(backward[i]).toBeCloseTo(forward[i] as number, 0);
        },
      ),
    );
  });

  it('keeps the peak of a pulse where it was', () => {
    const times = evenTimes(121);
    const pulse = times.map((time) => Math.exp(-(((time - 1000) / 120) ** 2)));
    const { values } = zeroPhaseFilter(pulse, times, { cutoffHz });
    expect(values.indexOf(Math.max(...values))).toBe(60);
    expect(values[60]).toBeGreaterThan(0.95);
  });

  it.each([
    [1, 0.999, 1.001],
    [8, 0.69, 0.72],
    [24, 0.02, 0.035],
  ])('passes a share of %d Hz as designed for a cutoff of 8 Hz', (hertz, least, most) => {
    const times = evenTimes(600, 1000 / 240);
    const wave = times.map((time) => Math.sin((2 * Math.PI * hertz * time) / 1000));
    const { values } = zeroPhaseFilter(wave, times, { cutoffHz });
    const inner = values.slice(180, 420);
    const share = Math.sqrt(inner.reduce((sum, value) => sum + value * value, 0) / 240) * Math.SQRT2;
    expect(share).toBeGreaterThan(least);
    expect(share).toBeLessThan(most);
  });

  it('bridges a short gap and says so', () => {
    const times = evenTimes(60);
    const line = times.map((time, i) => (i === 30 || i === 31 ? Number.NaN : time));
    const { values, bridged } = zeroPhaseFilter(line, times, { cutoffHz });
    expect(values[30]).toBeCloseTo(times[30] as number, 6);
    expect([...bridged.keys()].filter((i) => bridged[i] === 1)).toEqual([30, 31]);
  });

  it('leaves a long gap open and filters each side for itself', () => {
    const times = evenTimes(80);
    const gapped = times.map((_, i) => (i >= 30 && i < 45 ? Number.NaN : i < 30 ? 10 : 500));
    const { values, bridged } = zeroPhaseFilter(gapped, times, { cutoffHz });
    expect(bridged.every((each) => each === 0)).toBe(true);
    for (const [i, value] of values.entries()) {
      if (Number.isNaN(gapped[i])) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(gapped[i] as number, 6);
    }
  });

  it('invents nothing before the first and after the last sight of a joint', () => {
    const times = evenTimes(20);
    const values = times.map((time, i) => (i < 3 || i > 16 ? Number.NaN : time));
    const smoothed = zeroPhaseFilter(values, times, { cutoffHz, gapMsMax: 1000 }).values;
    expect(smoothed.map((value) => (Number.isNaN(value) ? 0 : 1)).join('')).toBe(`000${'1'.repeat(14)}000`);
  });

  it('returns what it was given where there is too little to smooth', () => {
    expect(zeroPhaseFilter([], [], { cutoffHz }).values).toEqual(new Float64Array());
    expect(zeroPhaseFilter([4, 7], [0, 30], { cutoffHz }).values).toEqual(Float64Array.of(4, 7));
  });
});
