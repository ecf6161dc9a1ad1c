import { clubSource } from '../club/club-track.ts';
import { CORRECTED_COUNT, CORRECTED_JOINTS } from '../correction/corrected-joint.ts';
import type { Vector } from '../geometry/vector.ts';
import { correctedSource, type PoseSource } from '../metrics/pose-source.ts';
import { prepareMotion } from '../metrics/prepared-motion.ts';
import type { SwingMotion } from '../metrics/swing-motion.ts';
import type { WithheldReason } from '../report/swing-report.ts';

/**
 * The golfer of a swing in space, to be looked at from any side: the joints that metrics are measured from, and the
 * shaft where it was seen. It is for the eye; no number is read from it.
 *
 * Bay axes: metres, origin at the ball, x to the target, y up, z = x × y. A left-hander stands where a left-hander
 * stands and is not mirrored; `lead` is the side toward the target all the same.
 */
export interface SpaceFigure {
  readonly method: 'corrected' | 'triangulated';
  readonly cameras: readonly string[];
  /** Milliseconds on the report's clock; strictly rising. */
  readonly timesMs: Float64Array;
  /** frames × {@link FIGURE_JOINTS} × 3. NaN where a joint was not seen. */
  readonly joints: Float32Array;
  /** frames × 3: unit vector from the hands to the club head; NaN where two views did not see the shaft. */
  readonly shaft: Float32Array;
}

export const FIGURE_JOINTS = CORRECTED_JOINTS;
export const FIGURE_JOINT_COUNT = CORRECTED_COUNT;

/** Before the first and after the last event: as much as the replay shows. */
const MARGIN_MS = 500;

/** The figure, or why nobody can know it: one camera has no depth. */
export function spaceFigure(motion: SwingMotion): SpaceFigure | { readonly withheld: WithheldReason } {
  const withheld = figureWithheld(motion);
  if (withheld !== null) return { withheld };
  const source = sourceOf(motion);
  if (source === null) return { withheld: 'landmarks-hidden' };
  const times = motion.events.map(({ timeMs }) => timeMs);
  const [fromMs, toMs] = [Math.min(...times) - MARGIN_MS, Math.max(...times) + MARGIN_MS];
  const timesMs = source.timesMs.filter((time) => time >= fromMs && time <= toMs);
  if (timesMs.length === 0) return { withheld: 'clip-incomplete' };
  const mirror = motion.handedness === 'left' ? -1 : 1;
  const club = motion.club == null ? null : clubSource(motion.club, false);
  const joints = new Float32Array(timesMs.length * FIGURE_JOINT_COUNT * 3).fill(Number.NaN);
  const shaft = new Float32Array(timesMs.length * 3).fill(Number.NaN);
  for (const [frame, timeMs] of timesMs.entries()) {
    for (const [index, joint] of FIGURE_JOINTS.entries()) {
      const place = source.joint(joint, timeMs);
      if (place !== null) joints.set(valuesOf(place, mirror), (frame * FIGURE_JOINT_COUNT + index) * 3);
    }
    const seen = club?.shaft(timeMs) ?? null;
    if (seen !== null) shaft.set(valuesOf(seen.direction, 1), frame * 3);
  }
  if (joints.every(Number.isNaN)) return { withheld: 'landmarks-hidden' };
  return { method: methodOf(source), cameras: source.cameras, timesMs, joints, shaft };
}

/** Why there can be no figure, as far as cameras and clip alone decide it; null where there may be one. */
export function figureWithheld({
  views,
  slowMotion,
}: Pick<SwingMotion, 'slowMotion'> & {
  readonly views: readonly { readonly calibration: unknown }[];
}): WithheldReason | null {
  if (slowMotion.suspected) return 'slow-motion';
  if (views.length < 2) return 'needs-second-camera';
  return views.filter(({ calibration }) => calibration !== null).length < 2 ? 'needs-calibration' : null;
}

/** Corrected joints of two views and more; else triangulated ones, smoothed as for metrics. */
function sourceOf(motion: SwingMotion): PoseSource | null {
  const { corrected } = motion;
  if (corrected != null && corrected.views > 1) return correctedSource(corrected, 1);
  return prepareMotion({ ...motion, corrected: null }).space;
}

const methodOf = ({ method }: PoseSource) => (method === 'corrected' ? 'corrected' : 'triangulated');

function valuesOf({ x, y, z }: Vector, mirror: number): [number, number, number] {
  return [x, y, mirror * z];
}
