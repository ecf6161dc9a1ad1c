import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropToPictureX, cropToPictureY, normalizeRadians, regionFromAlignment } from './region.ts';

const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });

describe('the region of a body', () => {
  it('is upright, and two and a half times the radius wide, for a body that stands', () => {
    const region = regionFromAlignment(100, 200, 100, 80);
    expect(region).toMatchObject({ centreX: 100, centreY: 200, size: 300 });
    expect(region.rotation).toBeCloseTo(0, 12);
  });

  it('turns with the body, so that the point above the hips is always above the middle of the crop', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (hipX, hipY, upX, upY) => {
        fc.pre(Math.hypot(upX - hipX, upY - hipY) > 1);
        const region = regionFromAlignment(hipX, hipY, upX, upY);
        // Half the side over 1.25, as a part of the side.
        const v = 0.5 - 0.4;
        expect(cropToPictureX(region, 0.5, v)).toBeCloseTo(upX, 6);
        expect(cropToPictureY(region, 0.5, v)).toBeCloseTo(upY, 6);
      }),
    );
  });

  it('keeps every angle within one turn', () => {
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (angle) => {
        const normal = normalizeRadians(angle);
        expect(normal).toBeGreaterThanOrEqual(-Math.PI - 1e-9);
        expect(normal).toBeLessThan(Math.PI + 1e-9);
        expect(Math.cos(normal)).toBeCloseTo(Math.cos(angle), 9);
      }),
    );
  });
});
