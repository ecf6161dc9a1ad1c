import { LANDMARK_COUNT } from '../pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack } from '../pose/pose-track.ts';
import { indexBefore, interpolate } from '../signal/interpolate.ts';
import type { CameraCalibration } from './camera-calibration.ts';
import { type Sighting, triangulate } from './triangulate.ts';

/**
 * A golfer's joints in space over a swing: the landmarks of two or more calibrated views, brought to common times and
 * triangulated one by one. Plain geometry: where the pose model is biased, these joints are too.
 */
export interface JointTrack {
  readonly cameras: readonly string[];
  readonly timesMs: Float64Array;
  /** frames × 33 × 3: metres in bay axes. NaN where fewer than two cameras saw the joint, or where they contradict. */
  readonly joints: Float64Array;
}

export interface CalibratedView {
  readonly track: PoseTrack;
  readonly calibration: CameraCalibration;
}

/** Less visible than this, a landmark is the model's imagination and takes no part. */
const VISIBILITY_MIN = 0.1;

/**
 * Rays that miss each other by more than this saw different things: landmark bias explains up to some 5 cm
 * (measured on rendered golfers), a swapped arm is 20 cm and more off.
 */
const GAP_M_MAX = 0.2;

/** Null with fewer than two views, or where the views have no time in common. */
export function triangulateTracks(views: readonly CalibratedView[]): JointTrack | null {
  const fastest = views.toSorted((a, b) => frameMs(a.track) - frameMs(b.track))[0];
  if (views.length < 2 || fastest === undefined) return null;
  const from = Math.max(...views.map(({ track }) => track.timesMs[0] ?? Number.POSITIVE_INFINITY));
  const to = Math.min(...views.map(({ track }) => track.timesMs.at(-1) ?? Number.NEGATIVE_INFINITY));
  const timesMs = fastest.track.timesMs.filter((time) => time >= from && time <= to);
  if (timesMs.length === 0) return null;
  const joints = new Float64Array(timesMs.length * LANDMARK_COUNT * 3).fill(Number.NaN);
  for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
    const seen = views.map((view) => alignLandmark(view, landmark, timesMs));
    for (let frame = 0; frame < timesMs.length; frame++) {
      const found = triangulate(seen.map((sightings) => sightings[frame] as Sighting));
      if (found === null || found.gapM > GAP_M_MAX) continue;
      joints.set([found.point.x, found.point.y, found.point.z], (frame * LANDMARK_COUNT + landmark) * 3);
    }
  }
  return { cameras: views.map(({ track }) => track.camera), timesMs, joints };
}

/** Mean time between frames; endless for a track without any. */
function frameMs(track: PoseTrack): number {
  const { timesMs } = track;
  if (timesMs.length < 2) return Number.POSITIVE_INFINITY;
  return ((timesMs[timesMs.length - 1] as number) - (timesMs[0] as number)) / (timesMs.length - 1);
}

/** One landmark of one view, interpolated to the given times, in pixels of the calibration's picture. */
function alignLandmark(view: CalibratedView, landmark: number, timesMs: Float64Array): Sighting[] {
  const { track, calibration } = view;
  const x = landmarkSeries(track, landmark, 0);
  const y = landmarkSeries(track, landmark, 1);
  const visibility = landmarkSeries(track, landmark, 3);
  return Array.from(timesMs, (time) => {
    const pixel = {
      x: (interpolate(x, track.timesMs, time) * calibration.width) / track.width,
      y: (interpolate(y, track.timesMs, time) * calibration.height) / track.height,
    };
    const weight = leastAround(visibility, track.timesMs, time);
    return { camera: calibration, pixel, weight: weight >= VISIBILITY_MIN ? weight : 0 };
  });
}

/** One value of one landmark over all frames: 0 x, 1 y, 2 z, 3 visibility. */
export function landmarkSeries(track: PoseTrack, landmark: number, value: number): Float64Array {
  return Float64Array.from(
    track.timesMs,
    (_, frame) => track.image[(frame * LANDMARK_COUNT + landmark) * IMAGE_VALUES + value] as number,
  );
}

/** One coordinate (0 x, 1 y, 2 z) of one joint over all frames. */
export function jointSeries(track: JointTrack, landmark: number, coordinate: number): Float64Array {
  return Float64Array.from(
    track.timesMs,
    (_, frame) => track.joints[(frame * LANDMARK_COUNT + landmark) * 3 + coordinate] as number,
  );
}

/** The lesser of the values before and after a time: a point between a seen and a hidden one counts as hidden. */
export function leastAround(values: ArrayLike<number>, timesMs: ArrayLike<number>, time: number): number {
  const before = indexBefore(timesMs, time);
  if (before < 0) return 0;
  const start = values[before] as number;
  const end = timesMs[before] === time ? start : (values[before + 1] ?? 0);
  const least = Math.min(start, end);
  return Number.isNaN(least) ? 0 : least;
}
