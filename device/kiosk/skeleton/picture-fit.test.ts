import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitPicture } from './picture-fit.ts';

const size = fc.record({ width: fc.integer({ min: 50, max: 4000 }), height: fc.integer({ min: 50, max: 4000 }) });
const share = fc.double({ min: 0, max: 1, noNaN: true });

it('covers the whole canvas wherever the golfer stands, and keeps the shape of the picture', () => {
  fc.assert(
    fc.property(size, size, fc.option(fc.record({ x: share, y: share, height: share })), (picture, canvas, golfer) => {
      const fit = fitPicture(picture, canvas, golfer);
      expect(fit.left).toBeLessThanOrEqual(0);
      expect(fit.top).toBeLessThanOrEqual(0);
      expect(fit.left + fit.width).toBeGreaterThanOrEqual(canvas.width - 1e-6);
      expect(fit.top + fit.height).toBeGreaterThanOrEqual(canvas.height - 1e-6);
      expect(fit.width / fit.height).toBeCloseTo(picture.width / picture.height, 6);
    }),
  );
});

it('brings a small golfer nearer, to the middle', () => {
  const fit = fitPicture({ width: 1600, height: 900 }, { width: 800, height: 900 }, { x: 0.4, y: 0.6, height: 0.4 });
  expect(fit.height).toBeGreaterThan(1300);
  expect(fit.left + 0.4 * fit.width).toBeCloseTo(400);
});
