/**
 * The finish by its definition: the first frame after which the hands stay where they are for a third of a second. Only
 * for views whose lengths are known; elsewhere `finish.ts` judges by stillness.
 */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../pose/landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack } from '../pose/pose-track.ts';
import { smoothTrack } from '../pose/smooth-track.ts';
import { bodyMotion } from './body-motion.ts';
import { filled } from './series.ts';

/** The hands have come to rest at this cut-off; above it landmarks tremble. */
const CUTOFF_HZ = 4;
/** 3 cm in torso lengths (half a metre), and a third more for what is left of the trembling. */
const HELD_T = 0.08;
const HELD_MS = 300;

/** Time on the track's clock; undefined where the hands never rest after `fromMs`. */
export function handsHeldFrom(track: PoseTrack, fromMs: number): number | undefined {
  const smooth = smoothTrack(track, () => CUTOFF_HZ);
  const { torso } = bodyMotion(smooth);
  const middle = (axis: 0 | 1): Float64Array => {
    const [left, right] = [seriesOf(smooth, 'left-wrist', axis), seriesOf(smooth, 'right-wrist', axis)];
    return left.map((value, i) => (value + (right[i] as number)) / 2);
  };
  const [x, y] = [middle(0), middle(1)];
  const { timesMs } = track;
  const lastMs = timesMs.at(-1) ?? fromMs;
  for (let frame = 0; frame < timesMs.length; frame++) {
    const time = timesMs[frame] as number;
    if (time < fromMs) continue;
    // A pose that could not be watched for half of the time is not known to be held.
    if (time + HELD_MS / 2 > lastMs) return undefined;
    let rests = true;
    for (let k = frame + 1; rests && k < timesMs.length && (timesMs[k] as number) <= time + HELD_MS; k++) {
      const moved = Math.hypot((x[k] as number) - (x[frame] as number), (y[k] as number) - (y[frame] as number));
      rests = moved <= HELD_T * (torso[frame] as number);
    }
    if (rests) return time;
  }
  return undefined;
}

function seriesOf(track: PoseTrack, name: LandmarkName, axis: 0 | 1): Float64Array {
  const values = new Float64Array(frameCount(track));
  for (let i = 0; i < values.length; i++) {
    values[i] = track.image[(i * LANDMARK_COUNT + LANDMARK[name]) * IMAGE_VALUES + axis] as number;
  }
  return filled(values);
}
