import { type JointTrack, jointSeries, landmarkSeries, leastAround } from '../geometry/joint-track.ts';
import { type Vector, vector } from '../geometry/vector.ts';
import { type GolferJoint, rowOf } from '../pose/golfer-joint.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import type { MetricMethod } from '../report/swing-report.ts';
import { interpolate } from '../signal/interpolate.ts';

/**
 * Where a joint is at a time, in the golfer's axes: x to the target, y up, z toward the ball, for a right-hander.
 *
 * Triangulated joints know all three, in metres. One picture knows two: face-on x and y, down the line z and y, in
 * pixels; the coordinate it cannot see is 0, and only metrics that do without it may read such a source.
 */
export interface PoseSource {
  readonly kind: 'space' | 'face-on' | 'down-the-line';
  /** How its joints came about; what a metric read from it says of itself. */
  readonly method: MetricMethod;
  readonly cameras: readonly string[];
  readonly timesMs: Float64Array;
  /** Null where the joint was not seen. */
  joint(joint: GolferJoint, timeMs: number): Vector | null;
}

/** Below it a landmark in a single picture is a guess: the model marks joints behind the body with 0.0–0.3. */
const PLANAR_VISIBILITY_MIN = 0.3;

export function spaceSource(track: JointTrack): PoseSource {
  const series = (row: number, coordinate: number) => jointSeries(track, row, coordinate);
  const joints = rows((row) => ({ x: series(row, 0), y: series(row, 1), z: series(row, 2) }));
  return {
    kind: 'space',
    method: 'triangulated',
    cameras: track.cameras,
    timesMs: track.timesMs,
    joint(joint, timeMs) {
      const { x, y, z } = joints(rowOf(joint));
      const at = (values: Float64Array) => interpolate(values, track.timesMs, timeMs);
      const point = vector(at(x), at(y), at(z));
      return Number.isFinite(point.x + point.y + point.z) ? point : null;
    },
  };
}

/** The track is the mirrored one of a left-hander. Face-on the target is to the right of the picture, down the line the ball. */
export function pictureSource(track: PoseTrack, kind: 'face-on' | 'down-the-line'): PoseSource {
  const series = (row: number, value: number) => landmarkSeries(track, row, value);
  const joints = rows((row) => ({ x: series(row, 0), y: series(row, 1), seen: series(row, 3) }));
  return {
    kind,
    method: 'planar',
    cameras: [track.camera],
    timesMs: track.timesMs,
    joint(joint, timeMs) {
      const { x, y, seen } = joints(rowOf(joint));
      if (leastAround(seen, track.timesMs, timeMs) < PLANAR_VISIBILITY_MIN) return null;
      const across = interpolate(x, track.timesMs, timeMs);
      const up = -interpolate(y, track.timesMs, timeMs);
      if (!Number.isFinite(across + up)) return null;
      return kind === 'face-on' ? vector(across, up, 0) : vector(0, up, across);
    },
  };
}

/** Series are cut out of the flat arrays once a landmark, when it is first asked for. */
function rows<Series>(cut: (row: number) => Series): (row: number) => Series {
  const known = new Map<number, Series>();
  return (row) => {
    let series = known.get(row);
    if (series === undefined) known.set(row, (series = cut(row)));
    return series;
  };
}
