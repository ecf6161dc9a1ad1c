import { CORRECTED_COUNT, CORRECTED_JOINTS, correctedIndex } from '../correction/corrected-joint.ts';
import type { CorrectedMotion } from '../correction/corrected-motion.ts';
import { type JointTrack, jointSeries, landmarkSeries, leastAround } from '../geometry/joint-track.ts';
import { type Vector, vector } from '../geometry/vector.ts';
import { type GolferJoint, rowOf } from '../pose/golfer-joint.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import type { MetricMethod } from '../report/swing-report.ts';
import { chooseCutoff, type CutoffBounds } from '../signal/choose-cutoff.ts';
import { indexBefore, interpolate } from '../signal/interpolate.ts';
import { medianOfThree } from '../signal/median-of-three.ts';
import { zeroPhaseFilter } from '../signal/zero-phase-filter.ts';

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
  /** How many cameras took part. */
  readonly views: number;
  /** Null where the joint was not seen. */
  joint(joint: GolferJoint, timeMs: number): Vector | null;
  /**
   * How sure the joints are, in metres, where that is known joint by joint: one standard deviation along each axis.
   * Null where only a table tells.
   */
  deviation(joint: GolferJoint, timeMs: number): Vector | null;
  /**
   * At least 1: how much wider than usual intervals have to be at a time, because a joint was bridged over a gap or the
   * golfer stands as nobody did whom the correction learnt from.
   */
  widening(joints: readonly GolferJoint[], timeMs: number): number;
}

/** A value that was bridged over a short gap was seen by nobody. */
const BRIDGED_WIDENING = 1.5;
const noDeviation = (): null => null;
const asUsual = (): number => 1;

/** Below it a landmark in a single picture is a guess: the model marks joints behind the body with 0.0–0.3. */
const PLANAR_VISIBILITY_MIN = 0.3;

export function spaceSource(track: JointTrack): PoseSource {
  const series = (row: number, coordinate: number) => jointSeries(track, row, coordinate);
  const joints = rows((row) => ({ x: series(row, 0), y: series(row, 1), z: series(row, 2) }));
  return {
    kind: 'space',
    method: 'triangulated',
    cameras: track.cameras,
    views: track.cameras.length,
    timesMs: track.timesMs,
    deviation: noDeviation,
    widening: asUsual,
    joint(joint, timeMs) {
      const { x, y, z } = joints(rowOf(joint));
      const at = (values: Float64Array) => interpolate(values, track.timesMs, timeMs);
      const point = vector(at(x), at(y), at(z));
      return Number.isFinite(point.x + point.y + point.z) ? point : null;
    },
  };
}

/** Trunk and legs move below some 6 Hz; the hands' speed at impact needs more than 12. */
const SLOW_JOINTS: CutoffBounds = { lowHz: 5, highHz: 12 };
const ARM_JOINTS: CutoffBounds = { lowHz: 10, highHz: 18 };

/**
 * Corrected joints, smoothed joint by joint. `slowness` is how many times slower than life the clip runs. From one view
 * they are an estimate and say so.
 */
export function correctedSource(motion: CorrectedMotion, slowness: number): PoseSource {
  const timesMs = motion.timesMs.map((time) => time / slowness);
  const smoothed = CORRECTED_JOINTS.map((joint, index) => {
    const raw = [0, 1, 2].map((k) => {
      const at = (frame: number): number => motion.joints[(frame * CORRECTED_COUNT + index) * 3 + k] as number;
      return medianOfThree(Float64Array.from(timesMs, (_, frame) => at(frame)));
    });
    const isArm = /elbow|wrist|index/.test(joint) && !joint.includes('foot');
    const cutoffHz = chooseCutoff(raw, timesMs, isArm ? ARM_JOINTS : SLOW_JOINTS);
    const series = raw.map((values) => zeroPhaseFilter(values, timesMs, { cutoffHz }));
    const spread = [0, 1, 2].map((k) =>
      Float64Array.from(timesMs, (_, frame) => motion.deviations[(frame * CORRECTED_COUNT + index) * 3 + k] as number),
    );
    return { places: series.map(({ values }) => values), bridged: series[0]?.bridged ?? new Uint8Array(), spread };
  });
  const read = (all: readonly Float64Array[] | undefined, timeMs: number): Vector | null => {
    if (all === undefined) return null;
    const [x, y, z] = all.map((values) => interpolate(values, timesMs, timeMs)) as [number, number, number];
    return Number.isFinite(x + y + z) ? vector(x, y, z) : null;
  };
  return {
    kind: 'space',
    method: motion.views > 1 ? 'corrected' : 'monocular',
    cameras: motion.cameras,
    views: motion.views,
    timesMs,
    joint: (joint, timeMs) => read(smoothed[correctedIndex(joint)]?.places, timeMs),
    deviation: (joint, timeMs) => read(smoothed[correctedIndex(joint)]?.spread, timeMs),
    widening(joints, timeMs) {
      const before = Math.max(0, indexBefore(timesMs, timeMs));
      const after = Math.min(timesMs.length - 1, before + 1);
      const isBridged = joints.some((joint) => {
        const bridged = smoothed[correctedIndex(joint)]?.bridged;
        return bridged?.[before] === 1 || bridged?.[after] === 1;
      });
      const strange = Math.max(motion.widening[before] ?? 1, motion.widening[after] ?? 1);
      return strange * (isBridged ? BRIDGED_WIDENING : 1);
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
    views: 1,
    timesMs: track.timesMs,
    deviation: noDeviation,
    widening: asUsual,
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
