import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bayCameras } from '../geometry/bay-cameras.fixture.ts';
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import { project } from '../geometry/camera-model.ts';
import { add, dot, type Point, scale, type Vector, vector } from '../geometry/vector.ts';
import { elevationIn, meetingOf, type ShaftPlane, shaftPlane } from './shaft-plane.ts';

const { faceOn, downTheLine } = bayCameras();
const HANDS = vector(0.05, 0.85, -0.4);

function planeOf(camera: CameraCalibration, direction: Vector): ShaftPlane | null {
  const [near, far] = [0.25, 0.45].map((m) => project(camera, add(HANDS, scale(direction, m))) as Point);
  if (near === undefined || far === undefined) return null;
  const degrees = (Math.atan2(near.y - far.y, far.x - near.x) * 180) / Math.PI;
  return shaftPlane(camera, { ...near, degrees });
}

const direction = fc
  .tuple(fc.integer({ min: -80, max: 80 }), fc.integer({ min: 0, max: 359 }))
  .map(([elevation, azimuth]) => {
    const [e, a] = [(elevation * Math.PI) / 180, (azimuth * Math.PI) / 180];
    return vector(Math.cos(e) * Math.cos(a), Math.sin(e), Math.cos(e) * Math.sin(a));
  });

describe('the shaft from two pictures', () => {
  it('points where it points, to within its stated error, or is not given at all', () => {
    let given = 0;
    fc.assert(
      fc.property(direction, (shaft) => {
        const [a, b] = [planeOf(faceOn, shaft), planeOf(downTheLine, shaft)];
        const met = a === null || b === null ? null : meetingOf(a, b);
        if (met === null) return;
        given++;
        const off = (Math.acos(Math.min(1, dot(met.direction, shaft))) * 180) / Math.PI;
        expect(off).toBeLessThan(met.errorDegrees);
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(given).toBeGreaterThan(100);
  });

  it('is withheld where it points at a camera', () => {
    const [a, b] = [planeOf(faceOn, vector(-1, 0, 0)), planeOf(downTheLine, vector(-0.99, 0.09, 0.02))];
    expect(a === null || b === null ? null : meetingOf(a, b)).toBeNull();
  });

  it('has its elevation from one camera once its compass direction is known', () => {
    for (const elevation of [-25, -8, 0, 12, 30]) {
      const e = (elevation * Math.PI) / 180;
      for (const azimuth of [Math.PI, Math.PI + 0.3, 0, -0.3]) {
        const shaft = vector(Math.cos(e) * Math.cos(azimuth), Math.sin(e), Math.cos(e) * Math.sin(azimuth));
        expect(elevationIn(planeOf(faceOn, shaft) as ShaftPlane, azimuth)).toBeCloseTo(elevation, 0);
      }
    }
  });
});
