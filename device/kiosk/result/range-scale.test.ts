import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangeScale } from './range-scale.ts';

const range = fc
  .tuple(fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: 0.1, max: 90, noNaN: true }))
  .map(([low, span]) => ({ low, high: low + span }));

const marks = fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { maxLength: 2 });

it('places the measured and the typical range whole and in order on every bar, and every mark', () => {
  fc.assert(
    fc.property(range, fc.option(range), marks, (measured, typical, marked) => {
      const scale = rangeScale(measured, typical, marked);
      for (const each of marked) {
        expect(scale(each)).toBeGreaterThan(0);
        expect(scale(each)).toBeLessThan(1);
      }
      for (const each of [measured, typical]) {
        if (each === null) continue;
        expect(scale(each.low)).toBeGreaterThan(0);
        expect(scale(each.high)).toBeLessThan(1);
        expect(scale(each.low)).toBeLessThan(scale(each.high));
      }
    }),
  );
});
