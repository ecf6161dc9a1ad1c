/** The shaft in space over a swing, from what two calibrated views saw of it. */
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import { indexBefore } from '../signal/interpolate.ts';
import type { ClubTrack } from './club-track.ts';
import { meetingOf, type ShaftPlane, shaftPlane } from './shaft-plane.ts';
import type { ShaftTrack } from './shaft-track.ts';

export interface ClubView {
  /** On the report's clock. */
  readonly track: PoseTrack;
  readonly calibration: CameraCalibration;
  readonly shaft: ShaftTrack;
  /** Frames in which a swing does what it does in a thirtieth of a second. */
  readonly unitFrames: number;
}

/** Frames of a slower camera farther apart than this are not interpolated: the shaft turns by 2° a millisecond. */
const BRIDGED_MS_MAX = 20;

/** Null with fewer than two views, or where they never saw the shaft together. */
export function clubFromViews(views: readonly ClubView[]): ClubTrack | null {
  const [first, ...others] = views.toSorted((a, b) => frameMs(a) - frameMs(b));
  if (first === undefined || others.length === 0) return null;
  const rows = first.shaft.degrees.length;
  const timesMs = new Float64Array(rows).map((_, row) => timeOf(first, row));
  const direction = new Float64Array(rows * 3).fill(Number.NaN);
  const errorDegrees = new Float64Array(rows).fill(Number.NaN);
  let seen = 0;
  for (let row = 0; row < rows; row++) {
    const own = planeAt(first, timesMs[row] as number);
    if (own === null) continue;
    const met = others
      .map((view) => planeAt(view, timesMs[row] as number))
      .map((plane) => (plane === null ? null : meetingOf(own, plane)))
      .filter((meeting) => meeting !== null)
      .sort((a, b) => a.errorDegrees - b.errorDegrees)[0];
    if (met === undefined) continue;
    direction.set([met.direction.x, met.direction.y, met.direction.z], row * 3);
    errorDegrees[row] = met.errorDegrees;
    seen++;
  }
  return seen === 0 ? null : { cameras: views.map(({ track }) => track.camera), timesMs, direction, errorDegrees };
}

function timeOf({ track, shaft }: ClubView, row: number): number {
  return track.timesMs[shaft.from + row] as number;
}

function frameMs({ track }: ClubView): number {
  const last = track.timesMs.length - 1;
  return last < 1 ? Number.POSITIVE_INFINITY : ((track.timesMs[last] as number) - (track.timesMs[0] as number)) / last;
}

/** The plane in which a view sees the shaft at a time of the report's clock; null where it does not see it. */
export function planeAt(view: ClubView, timeMs: number): ShaftPlane | null {
  const { track, shaft, calibration } = view;
  const frame = indexBefore(track.timesMs, timeMs);
  const row = frame - shaft.from;
  if (row < 0 || row >= shaft.degrees.length) return null;
  const after = Math.min(row + 1, shaft.degrees.length - 1);
  const span = timeOf(view, after) - timeOf(view, row);
  const share = span > 0 ? (timeMs - timeOf(view, row)) / span : 0;
  if (share > 0 && span > BRIDGED_MS_MAX) return null;
  const between = (values: Float64Array): number =>
    share === 0 ? (values[row] as number) : (values[row] as number) * (1 - share) + (values[after] as number) * share;
  const [x, y, degrees] = [between(shaft.x), between(shaft.y), between(shaft.degrees)];
  if (Number.isNaN(x + y + degrees)) return null;
  const scaleX = calibration.width / track.width;
  const scaleY = calibration.height / track.height;
  return shaftPlane(calibration, { x: x * scaleX, y: y * scaleY, degrees });
}
