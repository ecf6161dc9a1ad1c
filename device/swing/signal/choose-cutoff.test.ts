import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../virtual-bay/random.ts';
import { chooseCutoff } from './choose-cutoff.ts';
import { zeroPhaseFilter } from './zero-phase-filter.ts';

const RATE = 120;
const TIMES = Float64Array.from({ length: 300 }, (_, i) => (i * 1000) / RATE);
const BOUNDS = { lowHz: 4, highHz: 18 };

function noisy(hz: number, noise: number, seed: number): { clean: Float64Array; seen: Float64Array } {
  const random = seededRandom(seed);
  const clean = TIMES.map((ms) => Math.sin((2 * Math.PI * hz * ms) / 1000));
  return { clean, seen: clean.map((value) => value + random.normal(0, noise)) };
}

const rms = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length);

it('lets a fast movement through that a slow one’s cut-off would flatten', () => {
  const slow = chooseCutoff([noisy(1, 0.05, 1).seen], TIMES, BOUNDS);
  const fast = chooseCutoff([noisy(6, 0.05, 1).seen], TIMES, BOUNDS);
  expect(fast).toBeGreaterThan(slow + 2);
});

it('comes near to the best cut-off there is, whatever the movement and the noise', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 5, noNaN: true }),
      fc.double({ min: 0.01, max: 0.2, noNaN: true }),
      fc.integer({ min: 1, max: 1000 }),
      (hz, noise, seed) => {
        const { clean, seen } = noisy(hz, noise, seed);
        const errorAt = (cutoffHz: number): number => rms(zeroPhaseFilter(seen, TIMES, { cutoffHz }).values, clean);
        const best = Math.min(...[4, 6, 8, 10, 12, 14, 16, 18].map(errorAt));
        expect(errorAt(chooseCutoff([seen], TIMES, BOUNDS))).toBeLessThan(Math.max(2 * best, 1.1 * noise));
      },
    ),
    { numRuns: 60 },
  );
});

it('stays within its bounds, and between the frames of a slow camera', () => {
  const few = TIMES.subarray(0, 20);
  expect(chooseCutoff([noisy(2, 0.1, 3).seen.subarray(0, 20)], few, BOUNDS)).toBeLessThanOrEqual(18);
  const slowTimes = Float64Array.from({ length: 90 }, (_, i) => (i * 1000) / 30);
  expect(chooseCutoff([noisy(1, 0.1, 3).seen.subarray(0, 90)], slowTimes, BOUNDS)).toBeLessThanOrEqual(10);
});
