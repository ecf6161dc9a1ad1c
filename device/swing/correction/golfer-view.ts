import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import { cameraCentre, undistort } from '../geometry/camera-model.ts';
import { indexBefore } from '../signal/interpolate.ts';
import { LANDMARK_COUNT } from '../pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../pose/pose-track.ts';
import type { CameraRole, Handedness } from '../report/swing-report.ts';
import { CORRECTED_COUNT, CORRECTED_ROWS } from './corrected-joint.ts';

/**
 * What one calibrated camera says of the golfer, in the golfer's axes: bay axes (x to the target, y up, z toward the
 * ball for a right-hander), in which a left-hander and the cameras before him are seen in a mirror.
 */
export interface GolferView {
  readonly role: CameraRole;
  readonly timesMs: Float64Array;
  /** Where the camera stands, metres. */
  readonly eye: readonly [number, number, number];
  /** Camera axes as unit vectors of the golfer's axes: right, down, forward. */
  readonly axes: readonly [Axis, Axis, Axis];
  /** frames × joints × 2: lens coordinates of the joint, the lens's bending undone; NaN where nobody was seen. */
  readonly lens: Float32Array;
  /** frames × joints × 3: the model's own metres from mid-hip, turned into the golfer's axes. */
  readonly world: Float32Array;
  /** frames × joints: 0–1. */
  readonly visibility: Float32Array;
}

type Axis = readonly [number, number, number];

/** Rows of the other side of the body: a left-hander's right wrist is the lead wrist. */
const MIRRORED_ROWS: readonly number[] = CORRECTED_ROWS.map((row) => {
  // The nose is alone; of every pair BlazePose names the left one first, and left rows are odd.
  if (row === 0) return 0;
  return row % 2 === 1 ? row + 1 : row - 1;
});

export function golferView(
  track: PoseTrack,
  calibration: CameraCalibration,
  { role, handedness }: { readonly role: CameraRole; readonly handedness: Handedness },
): GolferView {
  const mirror = handedness === 'left' ? -1 : 1;
  const rows = mirror === 1 ? CORRECTED_ROWS : MIRRORED_ROWS;
  const r = calibration.rotation as readonly number[];
  const axis = (i: number): Axis => [r[i * 3] as number, r[i * 3 + 1] as number, mirror * (r[i * 3 + 2] as number)];
  const axes = [axis(0), axis(1), axis(2)] as const;
  const centre = cameraCentre(calibration);
  const frames = track.timesMs.length;
  const lens = new Float32Array(frames * CORRECTED_COUNT * 2);
  const world = new Float32Array(frames * CORRECTED_COUNT * 3);
  const visibility = new Float32Array(frames * CORRECTED_COUNT);
  const toX = calibration.width / track.width;
  const toY = calibration.height / track.height;
  for (let frame = 0; frame < frames; frame++) {
    for (const [joint, row] of rows.entries()) {
      const image = (frame * LANDMARK_COUNT + row) * IMAGE_VALUES;
      const at = frame * CORRECTED_COUNT + joint;
      const ideal = undistort(calibration, {
        x: ((track.image[image] as number) * toX - calibration.cx) / calibration.fx,
        y: ((track.image[image + 1] as number) * toY - calibration.cy) / calibration.fy,
      });
      lens[at * 2] = ideal.x;
      lens[at * 2 + 1] = ideal.y;
      visibility[at] = track.image[image + 3] as number;
      const own = (frame * LANDMARK_COUNT + row) * WORLD_VALUES;
      for (let k = 0; k < 3; k++) {
        world[at * 3 + k] =
          (track.world[own] as number) * axes[0][k as 0] +
          (track.world[own + 1] as number) * axes[1][k as 0] +
          (track.world[own + 2] as number) * axes[2][k as 0];
      }
    }
  }
  const eye = [centre.x, centre.y, mirror * centre.z] as const;
  return { role, timesMs: track.timesMs, eye, axes, lens, world, visibility };
}

/** One moment of a view: `lens`, `world` and `visibility` as above, of one frame. */
export interface ViewMoment {
  readonly lens: Float32Array;
  readonly world: Float32Array;
  readonly visibility: Float32Array;
}

/** Pictures farther apart than this are not bridged. */
const BRIDGED_MS_MAX = 80;

/** The view at a time, straight between its frames; null where nobody was seen next to it. */
export function viewAt(view: GolferView, timeMs: number): ViewMoment | null {
  const { timesMs } = view;
  const last = timesMs.length - 1;
  if (last < 0) return null;
  const time = Math.min(Math.max(timeMs, timesMs[0] as number), timesMs[last] as number);
  const before = Math.max(0, indexBefore(timesMs, time));
  const after = Math.min(last, before + 1);
  const apart = (timesMs[after] as number) - (timesMs[before] as number);
  const share = apart > 0 ? (time - (timesMs[before] as number)) / apart : 0;
  if (share > 0 && apart > BRIDGED_MS_MAX) return null;
  const moment = {
    lens: mixed(view.lens, CORRECTED_COUNT * 2, before, after, share),
    world: mixed(view.world, CORRECTED_COUNT * 3, before, after, share),
    visibility: mixed(view.visibility, CORRECTED_COUNT, before, after, share),
  };
  const isSeen = Number.isFinite(moment.lens[0]) && Number.isFinite(moment.world[0]);
  return isSeen ? moment : null;
}

function mixed(values: Float32Array, each: number, before: number, after: number, share: number): Float32Array {
  const out = values.slice(before * each, (before + 1) * each);
  if (share === 0) return out;
  for (let i = 0; i < each; i++) {
    const from = out[i] as number;
    out[i] = from + share * ((values[after * each + i] as number) - from);
  }
  return out;
}
