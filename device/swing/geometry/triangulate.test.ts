import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bayCameras, cameraAt } from './bay-cameras.fixture.ts';
import type { CameraCalibration } from './camera-calibration.ts';
import { project } from './camera-model.ts';
import { type Sighting, triangulate } from './triangulate.ts';
import { lengthOf, type Point, subtract, type Vector, vector } from './vector.ts';

const { faceOn, downTheLine } = bayCameras();
const diagonal = cameraAt(vector(-2.6, 1.4, 2.4), vector(0, 0.9, -0.5));

const somewhereOnTheGolfer = fc
  .tuple(
    fc.double({ min: -0.7, max: 0.7, noNaN: true }),
    fc.double({ min: 0, max: 1.9, noNaN: true }),
    fc.double({ min: -1.2, max: 0.2, noNaN: true }),
  )
  .map(([x, y, z]) => vector(x, y, z));

const pixelOf = (camera: CameraCalibration, point: Vector): Point =>
  project(camera, point) ?? { x: Number.NaN, y: Number.NaN };
const seen = (camera: CameraCalibration, point: Vector, weight = 1): Sighting => ({
  camera,
  pixel: pixelOf(camera, point),
  weight,
});

describe('triangulation', () => {
  it('finds every point again from its two pictures, through bent lenses and with any weights', () => {
    const weight = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(somewhereOnTheGolfer, weight, weight, (point, a, b) => {
        const found = triangulate([seen(faceOn, point, a), seen(downTheLine, point, b)]);
        expect(found).not.toBeNull();
        expect(lengthOf(subtract(found?.point ?? vector(9, 9, 9), point))).toBeLessThan(1e-5);
        expect(found?.reprojectionPx).toBeLessThan(1e-2);
      }),
    );
  });

  it('stays within a few millimetres when each picture is a pixel off', () => {
    const offset = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(somewhereOnTheGolfer, offset, offset, (point, dx, dy) => {
        const [a, b] = [seen(faceOn, point), seen(downTheLine, point)];
        const shifted = { ...a, pixel: { x: a.pixel.x + dx, y: a.pixel.y + dy } };
        const found = triangulate([shifted, b]);
        expect(lengthOf(subtract(found?.point ?? vector(9, 9, 9), point))).toBeLessThan(0.008);
      }),
    );
  });

  it('follows the cameras that it is told to trust', () => {
    const point = vector(0.1, 1.2, -0.5);
    const wrong = { ...seen(diagonal, vector(0.1, 1.3, -0.5)), weight: 0.01 };
    const trusted = [seen(faceOn, point), seen(downTheLine, point)];
    const found = triangulate([...trusted, wrong]);
    const misled = triangulate([...trusted, { ...wrong, weight: 1 }]);
    const missOf = (each: typeof found) => lengthOf(subtract(each?.point ?? vector(9, 9, 9), point));
    expect(missOf(found)).toBeLessThan(0.002);
    expect(missOf(misled)).toBeGreaterThan(0.02);
  });

  it('tells how far the cameras disagree', () => {
    const up = seen(faceOn, vector(0, 1.3, -0.5));
    const down = seen(downTheLine, vector(0, 1.1, -0.5));
    expect(triangulate([up, down])?.gapM).toBeCloseTo(0.1, 2);
  });

  it('gives no point from one camera, or where only one was trusted', () => {
    const point = vector(0, 1, -0.5);
    expect(triangulate([seen(faceOn, point)])).toBeNull();
    expect(triangulate([seen(faceOn, point), seen(downTheLine, point, 0)])).toBeNull();
    expect(triangulate([seen(faceOn, point), seen(faceOn, point)])).toBeNull();
  });

  it('ignores a sighting without a pixel', () => {
    const point = vector(0, 1, -0.5);
    const blind = { camera: diagonal, pixel: { x: Number.NaN, y: Number.NaN }, weight: 1 };
    const found = triangulate([blind, seen(faceOn, point), seen(downTheLine, point)]);
    expect(lengthOf(subtract(found?.point ?? vector(9, 9, 9), point))).toBeLessThan(1e-6);
  });
});
