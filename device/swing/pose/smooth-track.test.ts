import { describe, expect, it } from 'vitest';
import { LANDMARK } from './landmark.ts';
import { emptyPoseTrack } from './pose-track.ts';
import { smoothTrack } from './smooth-track.ts';

const WRIST = LANDMARK['left-wrist'];

/** A wrist that moves steadily, with the frames given not seen. */
function moving(unseen: readonly number[]) {
  const timesMs = Float64Array.from({ length: 60 }, (_, i) => (i * 1000) / 60);
  const track = emptyPoseTrack('face-on', { width: 720, height: 1280 }, timesMs);
  for (let frame = 0; frame < 60; frame++) {
    if (unseen.includes(frame)) continue;
    track.presence[frame] = 1;
    track.image.set([100 + frame, 200, 0, frame === 21 ? 0.6 : 0.9], (frame * 33 + WRIST) * 4);
  }
  return track;
}

const cell = (track: { image: Float32Array }, frame: number, value: number) =>
  track.image[(frame * 33 + WRIST) * 4 + value] as number;

describe('a smoothed track', () => {
  it('bridges two lost frames and halves the trust in them', () => {
    const smoothed = smoothTrack(moving([22, 23]), () => 10);
    expect(cell(smoothed, 22, 0)).toBeCloseTo(122, 2);
    expect(cell(smoothed, 22, 3)).toBeCloseTo(0.3, 5);
    expect(cell(smoothed, 24, 3)).toBeCloseTo(0.9, 5);
  });

  it('leaves a long loss open and the track that it was given alone', () => {
    const track = moving([20, 21, 22, 23, 24, 25, 26]);
    const before = track.image.slice();
    expect(
      cell(
        smoothTrack(track, () => 10),
        23,
        0,
      ),
    ).toBeNaN();
    expect(track.image).toEqual(before);
  });
});
