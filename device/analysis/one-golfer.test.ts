import { expect, it } from 'vitest';
import { drawnSwing } from '../swing/events/drawn-swing.fixture.ts';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';
import { peopleOf } from './one-golfer.ts';

const GOLFER = drawnSwing({ role: 'face-on', handedness: 'right', fps: 60 });

/** Somebody else stands four torso lengths to the right in these frames. */
function withBystander(isOther: (frame: number) => boolean): PoseTrack {
  const image = GOLFER.image.slice();
  const row = LANDMARK_COUNT * IMAGE_VALUES;
  for (let frame = 0; frame < GOLFER.timesMs.length; frame++) {
    if (!isOther(frame)) continue;
    for (let i = frame * row; i < (frame + 1) * row; i += IMAGE_VALUES) image[i] = (image[i] as number) + 400;
  }
  return { ...GOLFER, image };
}

it('gives the track of one person as it is', () => {
  expect(peopleOf(GOLFER)).toEqual([GOLFER]);
});

it('parts two people who alternate from frame to frame', () => {
  const people = peopleOf(withBystander((frame) => frame >= 40 && frame % 2 === 1));
  expect(people).toHaveLength(2);
  const [golfer, bystander] = people;
  expect(golfer?.presence[41]).toBe(0);
  expect(golfer?.presence[40]).toBeGreaterThan(0);
  expect(bystander?.presence[41]).toBeGreaterThan(0);
  expect(bystander?.presence[39]).toBe(0);
});

it('drops a person who is seen for a moment only', () => {
  const people = peopleOf(withBystander((frame) => frame >= 100 && frame < 110));
  expect(people).toHaveLength(1);
  expect(people[0]?.presence.filter((presence) => presence > 0)).toHaveLength(GOLFER.timesMs.length - 10);
});
