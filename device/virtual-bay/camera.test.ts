import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationOf, cameraPosition, downTheLineCamera, faceOnCamera, project, rayThrough } from './camera.ts';
import { along, distance, type Vec3 } from './vector.ts';

const SIZE = { width: 1280, height: 720, fps: 60 };
const place = fc.tuple(
  fc.double({ min: -0.8, max: 0.8, noNaN: true }),
  fc.double({ min: 0, max: 1.9, noNaN: true }),
  fc.double({ min: -1.2, max: 0.4, noNaN: true }),
);

describe('a virtual camera', () => {
  it('sees every point of the mat again along the ray through its pixel, also through a bent lens', () => {
    const bent = calibrationOf({
      position: [1.9, 1.6, 3.1],
      lookAt: [0, 1, -0.3],
      width: 1280,
      height: 720,
      fieldOfViewDegrees: 66,
      distortion: [-0.12, 0.03, 0.0006, -0.0004, 0.002],
    });
    fc.assert(
      fc.property(place, fc.constantFrom(bent, faceOnCamera(SIZE).calibration), (point: Vec3, calibration) => {
        const seen = project(calibration, point);
        const eye = cameraPosition(calibration);
        const ray = rayThrough(calibration, seen.x, seen.y);
        expect(distance(along(eye, ray, distance(eye, point)), point)).toBeLessThan(1e-6);
      }),
    );
  });

  it('has the target on the right when it faces the golfer, and the golfer on the left down the line', () => {
    const faceOn = faceOnCamera(SIZE).calibration;
    expect(project(faceOn, [1, 1, -0.5]).x).toBeGreaterThan(project(faceOn, [-1, 1, -0.5]).x);
    const behind = downTheLineCamera(SIZE).calibration;
    expect(project(behind, [0, 1, -0.7]).x).toBeLessThan(project(behind, [0, 1, 0]).x);
    expect(project(behind, [0, 1.8, -0.7]).y).toBeLessThan(project(behind, [0, 0.2, -0.7]).y);
  });

  it('stands where it was placed', () => {
    const [x, y, z] = cameraPosition(faceOnCamera(SIZE).calibration);
    expect([x, y, z].map((v) => Math.round(v * 1000) / 1000)).toEqual([0.05, 1.2, 3.7]);
  });
});
