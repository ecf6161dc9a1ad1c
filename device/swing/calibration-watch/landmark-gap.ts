import { median } from '../events/series.ts';
import { DEGREES } from '../geometry/angle.ts';
import { rayThrough } from '../geometry/camera-model.ts';
import { type CalibratedView, landmarkSeries, leastAround } from '../geometry/joint-track.ts';
import { cross, dot, lengthOf, scale, subtract } from '../geometry/vector.ts';
import { LANDMARK, type LandmarkName } from '../pose/landmark.ts';
import { interpolate } from '../signal/interpolate.ts';

/**
 * By how much the rays of two calibrated cameras to one landmark miss each other: the epipolar agreement of landmarks.
 *
 * Two cameras at one height constrain the vertical: their rays pass above or below each other. What a turn of one
 * camera does to that, for cameras at 90° round a golfer:
 * - pitch lifts all joints alike: 1° is a gap of 1° (`mean`);
 * - yaw slides joints along their epipolar lines and is seen only by those lines' slope, at joints far above or below
 *   the cameras, so as a change with height (`lean`);
 * - roll turns the golfer about the picture's middle, where he stands: next to nothing is seen.
 *
 * What the model gets wrong about a body is in the gap too, and it is the same in every swing of one player: it is
 * compared with what other players show in this bay, never with zero. Measured with true joints and the cameras of the
 * virtual bay: pitch 0.9–1.05° a degree, yaw 0.15–0.22° a metre, roll 0.06° a metre.
 */
export interface LandmarkGap {
  readonly cameras: readonly [string, string];
  /** Degrees, at 0.9 m, the height of the hips. The sign goes with the order of the cameras. */
  readonly mean: number;
  /** Degrees a metre of height. */
  readonly lean: number;
}

/** Large joints that the model sees from both sides; hands and feet move too fast or hide. */
const JOINTS: readonly LandmarkName[] = [
  'left-shoulder',
  'right-shoulder',
  'left-hip',
  'right-hip',
  'left-knee',
  'right-knee',
  'left-ankle',
  'right-ankle',
];
const JOINTS_MIN = 6;
/** Joints that are guessed rather than seen disagree by themselves. */
const VISIBILITY_MIN = 0.4;
const MOMENTS = 24;
const MOMENTS_MIN = 8;
const HIPS_M = 0.9;
/** The joints used must span so much height for a lean to be read. */
const SPAN_M_MIN = 0.6;

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Null where too few joints were seen by both cameras. */
export function landmarkGap(first: CalibratedView, second: CalibratedView, window: Window): LandmarkGap | null {
  const times = Array.from({ length: MOMENTS }, (_, i) => {
    return window.fromMs + ((window.toMs - window.fromMs) * i) / (MOMENTS - 1);
  });
  const joints = JOINTS.flatMap((name) => {
    const gaps = gapsOf(first, second, LANDMARK[name], times);
    if (gaps.length < MOMENTS_MIN) return [];
    return [{ gap: median(gaps.map(({ gap }) => gap)), height: median(gaps.map(({ height }) => height)) }];
  });
  if (joints.length < JOINTS_MIN) return null;
  const heights = joints.map(({ height }) => height - HIPS_M);
  if (Math.max(...heights) - Math.min(...heights) < SPAN_M_MIN) return null;
  const { at, slope } = line(
    heights,
    joints.map(({ gap }) => gap),
  );
  if (!Number.isFinite(at + slope)) return null;
  return { cameras: [first.track.camera, second.track.camera], mean: at, lean: slope };
}

function gapsOf(
  first: CalibratedView,
  second: CalibratedView,
  landmark: number,
  times: readonly number[],
): { gap: number; height: number }[] {
  const sightings = [first, second].map((view) => ({ view, pixels: pixelsAt(view, landmark, times) }));
  return times.flatMap((_, i) => {
    const [a, b] = sightings.map(({ view, pixels }) => {
      const pixel = pixels[i];
      return pixel === null || pixel === undefined ? null : rayThrough(view.calibration, pixel);
    });
    if (!a || !b) return [];
    const normal = cross(a.direction, b.direction);
    const sine = lengthOf(normal);
    if (!(sine > 0.1)) return [];
    const between = subtract(b.origin, a.origin);
    const gapM = -dot(between, scale(normal, 1 / sine));
    const alongA = dot(cross(between, b.direction), normal) / (sine * sine);
    const alongB = dot(cross(between, a.direction), normal) / (sine * sine);
    const distance = (alongA + alongB) / 2;
    if (!(alongA > 0 && alongB > 0)) return [];
    const height = a.origin.y + a.direction.y * alongA;
    return [{ gap: (gapM / distance) * DEGREES, height }];
  });
}

function pixelsAt({ track, calibration }: CalibratedView, landmark: number, times: readonly number[]) {
  const [x, y, seen] = ([0, 1, 3] as const).map((value) => landmarkSeries(track, landmark, value)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return times.map((time) => {
    if (leastAround(seen, track.timesMs, time) < VISIBILITY_MIN) return null;
    const pixel = {
      x: (interpolate(x, track.timesMs, time) * calibration.width) / track.width,
      y: (interpolate(y, track.timesMs, time) * calibration.height) / track.height,
    };
    return Number.isFinite(pixel.x + pixel.y) ? pixel : null;
  });
}

function line(x: readonly number[], y: readonly number[]): { at: number; slope: number } {
  const n = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const common = x.reduce((sum, value, i) => sum + (value - meanX) * ((y[i] as number) - meanY), 0);
  const slope = common / spread;
  return { at: meanY - slope * meanX, slope };
}
