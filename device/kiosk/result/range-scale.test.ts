import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangeScale } from './range-scale.ts';

const range = fc
  .tuple(fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: 0.1, max: 90, noNaN: true }))
  .map(([low, span]) => ({ low, high: low + span }));

it('places the measured and the typical range whole and in order on every bar', () => {
  fc.assert(
    fc.property(range, fc.option(range), (measured, typical) => {
      const scale = rangeScale(measured, typical);
      for (const each of [measured, typical]) {
        if (each === null) continue;
        expect(scale(each.low)).toBeGreaterThan(0);
        expect(scale(each.high)).toBeLessThan(1);
        expect(scale(each.low)).toBeLessThan(scale(each.high));
      }
    }),
  );
});
