import { medianOfThree } from '../signal/median-of-three.ts';
import { zeroPhaseFilter } from '../signal/zero-phase-filter.ts';
import { LANDMARK_COUNT } from './landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack } from './pose-track.ts';

/**
 * The same track with its picture coordinates freed of single jumps, smoothed without delay, short gaps bridged. Visibility stays what the
 * model said; in a bridged frame it is half the lesser of its neighbours', for nobody saw the joint there.
 */
export function smoothTrack(track: PoseTrack, cutoffHzOf: (landmark: number) => number): PoseTrack {
  const frames = frameCount(track);
  const image = track.image.slice();
  const series = new Float64Array(frames);
  for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
    const cutoffHz = cutoffHzOf(landmark);
    let bridged = new Uint8Array(frames);
    for (let value = 0; value < IMAGE_VALUES - 1; value++) {
      const offset = landmark * IMAGE_VALUES + value;
      for (let frame = 0; frame < frames; frame++) series[frame] = cell(track, frame, offset);
      const smoothed = zeroPhaseFilter(medianOfThree(series), track.timesMs, { cutoffHz });
      smoothed.values.forEach((each, frame) => {
        image[frame * LANDMARK_COUNT * IMAGE_VALUES + offset] = each;
      });
      bridged = smoothed.bridged as Uint8Array<ArrayBuffer>;
    }
    doubtBridges(track, image, bridged, landmark * IMAGE_VALUES + IMAGE_VALUES - 1);
  }
  return { ...track, image };
}

function doubtBridges(track: PoseTrack, image: Float32Array, bridged: Uint8Array, offset: number): void {
  for (let frame = 0; frame < bridged.length; frame++) {
    if (bridged[frame] === 0) continue;
    let before = frame - 1;
    let after = frame + 1;
    while (bridged[before] === 1) before--;
    while (bridged[after] === 1) after++;
    const seen = Math.min(cell(track, before, offset), cell(track, after, offset));
    image[frame * LANDMARK_COUNT * IMAGE_VALUES + offset] = seen / 2;
  }
}

function cell(track: PoseTrack, frame: number, offset: number): number {
  return track.image[frame * LANDMARK_COUNT * IMAGE_VALUES + offset] as number;
}
