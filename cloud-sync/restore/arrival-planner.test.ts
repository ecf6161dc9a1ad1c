import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ARRIVAL_ATTEMPTS_MAX, restOfArrivalMs, verdictOfArrival } from './arrival-planner.ts';

it('looks again ever later, and at least four times an hour', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
      const rest = restOfArrivalMs(attempts, random);
      expect(rest).toBeGreaterThanOrEqual(1_000);
      expect(rest).toBeLessThanOrEqual(15 * 60_000);
      expect(restOfArrivalMs(attempts + 1, random)).toBeGreaterThanOrEqual(rest);
    }),
  );
});

it('gives up what can never be taken in at once, and the rest after so many looks', () => {
  expect(verdictOfArrival(0, false)).toBe('park');
  expect(verdictOfArrival(ARRIVAL_ATTEMPTS_MAX - 2, true)).toBe('try-again');
  expect(verdictOfArrival(ARRIVAL_ATTEMPTS_MAX - 1, true)).toBe('park');
});
