import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bayCameras } from '../geometry/bay-cameras.fixture.ts';
import { project } from '../geometry/camera-model.ts';
import { type Vector, vector } from '../geometry/vector.ts';
import { cameraTurn, type PointMoved, pointAfter, turnDegrees } from './camera-turn.ts';
import { ONE_DEGREE_TURNS, turnedCamera } from '../../virtual-bay/turned-camera.ts';

const { faceOn } = bayCameras();
/** Corners of a bay behind the golfer: partition, mat, ceiling. */
const CORNERS: readonly Vector[] = [-1, -0.6, -0.2, 0.2, 0.6, 1].flatMap((x) =>
  [0, 0.5, 1.1, 2.2].map((y) => vector(x, y, -2.2 + 0.3 * Math.abs(x))),
);

function moved(
  turn: { pitch?: number; yaw?: number; roll?: number },
  off: (corner: number) => { x: number; y: number } = () => ({ x: 0, y: 0 }),
): PointMoved[] {
  const now = turnedCamera(faceOn, turn);
  return CORNERS.map((corner, i) => {
    const [from, to] = [project(faceOn, corner), project(now, corner)];
    if (from === null || to === null) throw new TypeError('A corner of the bay is behind the camera.');
    return { from, to: { x: to.x + off(i).x, y: to.y + off(i).y } };
  });
}

const degrees = fc.double({ min: -4, max: 4, noNaN: true });

describe('the turn of a camera', () => {
  it('is found about all three axes at once, from where the bay’s corners have gone', () => {
    fc.assert(
      fc.property(degrees, degrees, degrees, (pitch, yaw, roll) => {
        // One axis after the other is not the same as all at once: a few hundredths at 4°.
        const found = cameraTurn(faceOn, moved({ pitch, yaw, roll }));
        expect(found?.pitch).toBeCloseTo(pitch, 0);
        expect(found?.yaw).toBeCloseTo(yaw, 0);
        expect(found?.roll).toBeCloseTo(roll, 0);
      }),
      { numRuns: 40 },
    );
  });

  it.each(ONE_DEGREE_TURNS)('of one degree ($axis, $sign) is read exactly', ({ axis, sign, turn }) => {
    const found = cameraTurn(faceOn, moved(turn));
    expect(found?.[axis]).toBeCloseTo(sign, 6);
    expect(found === null ? 0 : turnDegrees(found)).toBeCloseTo(1, 6);
  });

  it('is what most points agree on when a third of them went elsewhere', () => {
    const wild = (i: number) => (i % 3 === 0 ? { x: 40 * Math.sin(i), y: 60 * Math.cos(2 * i) } : { x: 0, y: 0 });
    const found = cameraTurn(faceOn, moved({ yaw: 1 }, wild));
    expect(found?.yaw).toBeCloseTo(1, 4);
    expect(found?.agreeing).toBe(16);
  });

  it('is unknown where nothing agrees, and where there is next to nothing', () => {
    const wild = (i: number) => ({ x: 97 * Math.sin(3.7 * i), y: 83 * Math.cos(5.3 * i) });
    expect(cameraTurn(faceOn, moved({}, wild))).toBeNull();
    expect(cameraTurn(faceOn, moved({}).slice(0, 5))).toBeNull();
    expect(cameraTurn(faceOn, [])).toBeNull();
  });

  it('says where to look for a point', () => {
    const turn = { pitch: 0.7, yaw: -1.2, roll: 0.4 };
    for (const { from, to } of moved(turn)) {
      const at = pointAfter(faceOn, from, turn);
      expect(Math.hypot(at.x - to.x, at.y - to.y)).toBeLessThan(0.5);
    }
  });
});
