import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { liveAnglesOf } from './live-angles.ts';

type Places = Partial<Record<LandmarkName, readonly [x: number, y: number, visibility?: number]>>;

/** A golfer who stands upright, in pixels; some landmarks elsewhere. */
function pose(places: Places = {}): Float32Array {
  const standing: Places = {
    ...{ 'left-shoulder': [340, 200], 'right-shoulder': [260, 200], 'left-hip': [330, 360], 'right-hip': [270, 360] },
    ...{ 'left-elbow': [340, 270], 'right-elbow': [260, 270], 'left-wrist': [340, 340], 'right-wrist': [260, 340] },
    ...{ 'left-knee': [330, 450], 'right-knee': [270, 450], 'left-ankle': [330, 540], 'right-ankle': [270, 540] },
  };
  const image = new Float32Array(LANDMARK_COUNT * 4);
  for (const [name, [x, y, visibility = 1]] of Object.entries({ ...standing, ...places })) {
    image.set([x, y, 0, visibility], LANDMARK[name as LandmarkName] * 4);
  }
  return image;
}

describe('the live angles of a pose', () => {
  it('are straight and level for somebody who stands upright', () => {
    expect(liveAnglesOf(pose())).toEqual({
      method: 'planar',
      ...{ torsoLean: 0, shoulderLine: 0, hipLine: 0 },
      ...{ leftElbow: 180, rightElbow: 180, leftKnee: 180, rightKnee: 180 },
    });
  });

  it('lean to the right of the picture with the shoulders, and tilt with their left end up', () => {
    const leaning = pose({ 'left-shoulder': [500, 200], 'right-shoulder': [420, 120] });
    expect(liveAnglesOf(leaning).torsoLean).toBeGreaterThan(30);
    expect(liveAnglesOf(leaning).shoulderLine).toBe(45);
  });

  it('are ninety degrees at an elbow that is bent so far', () => {
    expect(liveAnglesOf(pose({ 'left-wrist': [410, 270] })).leftElbow).toBe(90);
  });

  it('are withheld where a landmark is guessed, or limbs are too short in the picture to tell', () => {
    const angles = liveAnglesOf(pose({ 'left-wrist': [340, 340, 0.2], 'right-knee': [270, 365] }));
    expect([angles.leftElbow, angles.rightKnee]).toEqual([null, null]);
    expect(angles.rightElbow).toBe(180);
  });

  it('do not depend on where in the picture somebody stands, nor on how large', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 900 }), fc.integer({ min: 5, max: 30 }), (shift, tenths) => {
        const bent = pose({ 'left-wrist': [410, 270], 'left-shoulder': [380, 190] });
        const moved = bent.map((value, index) => (index % 4 < 2 ? (value * tenths) / 10 + shift : value));
        expect(liveAnglesOf(moved)).toEqual(liveAnglesOf(bent));
      }),
    );
  });

  it('are numbers within a half turn or nothing, whatever the model says', () => {
    const any = fc.float({ min: -5_000, max: 5_000 });
    fc.assert(
      fc.property(fc.array(any, { minLength: 0, maxLength: LANDMARK_COUNT * 4 }), (values) => {
        const { method: _, ...angles } = liveAnglesOf(Float32Array.from(values));
        for (const angle of Object.values(angles)) {
          expect(angle === null || (angle >= -180 && angle <= 180)).toBe(true);
        }
      }),
    );
  });
});
