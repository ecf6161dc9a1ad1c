import { expect, it } from 'vitest';
import { playbackRate, REPLAY_SPEEDS } from './replay-speed.ts';

it('shows exactly the share of real time that the button says', () => {
  expect(REPLAY_SPEEDS.map((speed) => playbackRate(speed, null))).toEqual([1 / 8, 1 / 4, 1 / 2, 1]);
});

it('shows real time of a clip that was filmed in slow motion as well, as far as its rate is known', () => {
  expect(playbackRate(0.25, 4)).toBe(1);
  expect(playbackRate(1, 8)).toBe(8);
  expect(playbackRate(0.5, null)).toBe(0.5);
});
