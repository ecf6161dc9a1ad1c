import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bayCameras, cameraAt } from './bay-cameras.fixture.ts';
import { cameraCentre, distort, project, rayThrough, undistort } from './camera-model.ts';
import { dot, lengthOf, scale, subtract, vector } from './vector.ts';

const lens = fc.record({
  k1: fc.double({ min: -0.25, max: 0.3, noNaN: true }),
  k2: fc.double({ min: -0.05, max: 0.1, noNaN: true }),
  p1: fc.double({ min: -0.005, max: 0.005, noNaN: true }),
  p2: fc.double({ min: -0.005, max: 0.005, noNaN: true }),
});
const lensPoint = fc.record({
  x: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
  y: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
});

describe('the camera model', () => {
  it('puts a point on the optical axis at the principal point', () => {
    const camera = cameraAt(vector(-4, 1, 0), vector(0, 1, 0));
    expect(project(camera, vector(0, 1, 0))).toEqual({ x: 362, y: 636 });
  });

  it('shows the target to the right and up as up in a face-on picture', () => {
    const { faceOn } = bayCameras();
    const middle = project(faceOn, vector(0, 1, -0.6)) ?? { x: Number.NaN, y: Number.NaN };
    expect(project(faceOn, vector(0.5, 1, -0.6))?.x).toBeGreaterThan(middle.x + 50);
    expect(project(faceOn, vector(0, 1.5, -0.6))?.y).toBeLessThan(middle.y - 50);
  });

  it('shows the ball to the right of a right-hander down the line', () => {
    const { downTheLine } = bayCameras();
    const golfer = project(downTheLine, vector(0, 1, -0.7)) ?? { x: Number.NaN, y: 0 };
    expect(project(downTheLine, vector(0, 0, 0))?.x).toBeGreaterThan(golfer.x + 50);
  });

  it('bends light as OpenCV documents it', () => {
    const camera = { ...bayCameras().faceOn, distortion: [0.1, -0.2, 0.01, -0.02, 0.3] as const };
    const bent = distort({ ...camera, distortion: [...camera.distortion] }, { x: 0.3, y: -0.4 });
    const radial = 1 + 0.1 * 0.25 - 0.2 * 0.0625 + 0.3 * 0.015625;
    expect(bent.x).toBeCloseTo(0.3 * radial + 2 * 0.01 * -0.12 - 0.02 * (0.25 + 0.18), 12);
    expect(bent.y).toBeCloseTo(-0.4 * radial + 0.01 * (0.25 + 0.32) + 2 * -0.02 * -0.12, 12);
  });

  it('takes the bending back for every ordinary lens', () => {
    fc.assert(
      fc.property(lens, lensPoint, ({ k1, k2, p1, p2 }, point) => {
        const camera = {
          ...bayCameras().faceOn,
          distortion: [k1, k2, p1, p2, 0] as [number, number, number, number, number],
        };
        const back = undistort(camera, distort(camera, point));
        expect(back.x).toBeCloseTo(point.x, 5);
        expect(back.y).toBeCloseTo(point.y, 5);
      }),
    );
  });

  it('says so when a pixel lies beyond what the lens can see', () => {
    const camera = {
      ...bayCameras().faceOn,
      distortion: [-0.5, 0, 0, 0, 0] as [number, number, number, number, number],
    };
    expect(undistort(camera, { x: 1.2, y: 0 }).x).toBeNaN();
  });

  it('sees nothing of what is behind it', () => {
    expect(project(bayCameras().faceOn, vector(0, 1, 9))).toBeNull();
  });

  it('sends the ray of a pixel through the point that was projected there', () => {
    const coordinate = fc.double({ min: -0.8, max: 0.8, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, (x, y, z) => {
        const { downTheLine } = bayCameras();
        const point = vector(x, 1 + y, z - 0.5);
        const ray = rayThrough(downTheLine, project(downTheLine, point) ?? { x: Number.NaN, y: Number.NaN });
        const offset = subtract(point, cameraCentre(downTheLine));
        const missM = lengthOf(subtract(offset, scale(ray.direction, dot(offset, ray.direction))));
        expect(missM).toBeLessThan(1e-6);
      }),
    );
  });
});
