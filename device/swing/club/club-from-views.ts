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
  /** The last frame in which what was followed is still the shaft. */
  readonly lastFrame: number;
}

/** In space only a shaft counts that each view saw clearly: a stray edge in one would turn the direction by any angle. */
const CLEAR_STRENGTH = 0.5;
/** The shaft turns by at most so much a millisecond; a lone reading, or one that leaps, is of something else. */
const TURN_DEGREES_A_MS = 3;
const TREMBLE_DEGREES = 4;
const RUN_ROWS_MIN = 4;

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
  for (let row = 0; row < rows; row++) {
    const own = clearPlane(first, timesMs[row] as number);
    if (own === null) continue;
    const met = others
      .map((view) => clearPlane(view, timesMs[row] as number))
      .map((plane) => (plane === null ? null : meetingOf(own, plane)))
      .filter((meeting) => meeting !== null)
      .sort((a, b) => a.errorDegrees - b.errorDegrees)[0];
    if (met === undefined) continue;
    direction.set([met.direction.x, met.direction.y, met.direction.z], row * 3);
    errorDegrees[row] = met.errorDegrees;
  }
  dropLeaps(timesMs, direction, errorDegrees);
  return errorDegrees.every(Number.isNaN)
    ? null
    : { cameras: views.map(({ track }) => track.camera), timesMs, direction, errorDegrees };
}

/** Forgets every run of steadily turning directions that is shorter than a few rows. */
function dropLeaps(timesMs: Float64Array, direction: Float64Array, errorDegrees: Float64Array): void {
  const rows = timesMs.length;
  const follows = (row: number): boolean => {
    if (row === 0 || Number.isNaN(errorDegrees[row - 1]) || Number.isNaN(errorDegrees[row])) return false;
    let cosine = 0;
    for (let k = 0; k < 3; k++) cosine += (direction[row * 3 + k] as number) * (direction[row * 3 - 3 + k] as number);
    const turned = (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
    const tookMs = (timesMs[row] as number) - (timesMs[row - 1] as number);
    return turned <= TURN_DEGREES_A_MS * tookMs + TREMBLE_DEGREES;
  };
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && follows(to)) to++;
    if (to - from < RUN_ROWS_MIN) {
      direction.fill(Number.NaN, from * 3, to * 3);
      errorDegrees.fill(Number.NaN, from, to);
    }
    from = to;
  }
}

/** Beyond mid-follow-through the shaft goes behind the golfer, and what is followed may be anything. */
function clearPlane(view: ClubView, timeMs: number): ShaftPlane | null {
  const { shaft, track } = view;
  const row = indexBefore(track.timesMs, timeMs) - shaft.from;
  const isClear = (shaft.strength[row] ?? 0) >= CLEAR_STRENGTH && shaft.from + row <= view.lastFrame;
  return isClear ? planeAt(view, timeMs) : null;
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
