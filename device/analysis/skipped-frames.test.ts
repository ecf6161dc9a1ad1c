import { expect, it } from 'vitest';
import { emptyPoseTrack } from '../swing/pose/pose-track.ts';
import { bridgeSkippedFrames } from './skipped-frames.ts';

it('fills a skipped frame from its neighbours, and the last one from the one before', () => {
  const track = emptyPoseTrack('camera', { width: 10, height: 10 }, Float64Array.of(0, 10, 20, 30));
  for (const [frame, x] of [
    [0, 100],
    [2, 200],
  ] as const) {
    track.image.fill(x, frame * 132, (frame + 1) * 132);
    track.presence[frame] = 0.9;
  }
  bridgeSkippedFrames(track, 2);
  expect([track.image[132], track.image[3 * 132]]).toEqual([150, 200]);
  expect([...track.presence]).toEqual([0.9, 0.9, 0.9, 0.9].map((value) => Math.fround(value)));
});

it('leaves a frame without a person where a neighbour has none', () => {
  const track = emptyPoseTrack('camera', { width: 10, height: 10 }, Float64Array.of(0, 10, 20));
  track.presence[0] = 0.9;
  bridgeSkippedFrames(track, 2);
  expect(track.presence[1]).toBe(0);
  expect(track.image[132]).toBeNaN();
});
