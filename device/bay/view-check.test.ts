import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { viewErrorsOf } from './view-check.ts';

const PICTURE = { width: 1280, height: 720 };

/** A golfer of whom everything is seen, as fractions of the picture; some landmarks elsewhere. */
function seen(places: Partial<Record<LandmarkName, readonly [x: number, y: number]>> = {}, visibility = 0.9) {
  const image = new Float32Array(LANDMARK_COUNT * 4);
  for (let row = 0; row < LANDMARK_COUNT; row++) image.set([640, 360, 0, visibility], row * 4);
  const standing = {
    ...{
      'left-shoulder': [0.52, 0.3],
      'right-shoulder': [0.48, 0.3],
      'left-hip': [0.52, 0.5],
      'right-hip': [0.48, 0.5],
    },
    ...{ 'left-ankle': [0.52, 0.9], 'right-ankle': [0.48, 0.9], nose: [0.5, 0.2] },
  };
  for (const [name, [x = 0, y = 0]] of Object.entries({ ...standing, ...places })) {
    image.set([x * PICTURE.width, y * PICTURE.height], LANDMARK[name as LandmarkName] * 4);
  }
  return image;
}

describe('what is wrong with a view', () => {
  it('is nothing while the whole golfer is in the picture', () => {
    expect(viewErrorsOf(seen(), PICTURE)).toEqual([]);
  });

  it('is that nobody is there, or that the model only guesses', () => {
    expect(viewErrorsOf(null, PICTURE)).toEqual(['view/nobody']);
    expect(viewErrorsOf(seen({ 'left-ankle': [0.5, 1.4] }, 0.2), PICTURE)).toEqual(['view/unsure']);
  });

  it.each([
    ['view/head-cut', { nose: [0.5, -0.1] }],
    ['view/feet-cut', { 'left-foot-index': [0.5, 1.1] }],
    ['view/hands-cut', { 'left-wrist': [1.2, 0.5] }],
    ['view/too-small', { 'left-hip': [0.52, 0.35], 'right-hip': [0.48, 0.35] }],
  ] as const)('is named: %s', (code, places) => {
    expect(viewErrorsOf(seen(places), PICTURE)).toEqual([code]);
  });

  it('is not a foot that scatters about the edge', () => {
    expect(viewErrorsOf(seen({ 'left-ankle': [0.5, 1.005] }), PICTURE)).toEqual([]);
  });

  it('is always something that can be said, whatever the model says', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -9_000, max: 9_000 }), { maxLength: LANDMARK_COUNT * 4 }), (values) => {
        const errors = viewErrorsOf(Float32Array.from(values), PICTURE);
        expect(new Set(errors).size).toBe(errors.length);
      }),
    );
  });
});
