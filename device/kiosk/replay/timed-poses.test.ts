import { expect, it } from 'vitest';
import { landmarksAt } from './timed-poses.ts';

const poses = { camera: 'face-on', timesMs: [0, 33.3, 66.7, 100], landmarks: [[0], [1], null, [3]] };

it('finds the landmarks of the frame that is shown, whichever side of its time the player says', () => {
  expect(landmarksAt(poses, 33.1)).toEqual([1]);
  expect(landmarksAt(poses, 33.5)).toEqual([1]);
});

it('has none for a frame without a person or outside the clip', () => {
  expect(landmarksAt(poses, 66)).toBeNull();
  expect(landmarksAt(poses, 400)).toBeNull();
});
