import { DEGREES, wrapDegrees } from '../geometry/angle.ts';
import { lengthOf, scale, subtract, type Vector, vector } from '../geometry/vector.ts';
import { derivative } from '../signal/derivative.ts';
import { type Peak, peakBetween, type Series } from './peak.ts';
import type { PoseSource } from './pose-source.ts';
import { headingOf } from './turn.ts';

/**
 * How fast the parts of the body turn, in degrees a second: pelvis and shoulders as lines seen from above, positive
 * toward the target, the lead arm as the line from shoulder to wrist in space. A hip line shorter than half a metre
 * makes pelvis speed the noisiest of the three.
 */
export type TurningPart = 'pelvis' | 'shoulders' | 'lead-arm';

function turningSpeeds(space: PoseSource, part: TurningPart): Series {
  const { timesMs } = space;
  if (part === 'lead-arm') return { timesMs, values: armSpeeds(space) };
  const [trail, lead] =
    part === 'pelvis' ? (['trail-hip', 'lead-hip'] as const) : (['trail-shoulder', 'lead-shoulder'] as const);
  const headings = Array.from(timesMs, (time) => {
    const [from, to] = [space.joint(trail, time), space.joint(lead, time)];
    return from === null || to === null ? Number.NaN : headingOf(from, to);
  });
  return { timesMs, values: derivative(unwrapped(headings), timesMs).map((rate) => -rate) };
}

/** Where a part turns fastest in the downswing: between the top and impact. */
export function fastestInDownswing(space: PoseSource, part: TurningPart, topMs: number, impactMs: number): Peak | null {
  return peakBetween(turningSpeeds(space, part), topMs, impactMs);
}

function armSpeeds(space: PoseSource): Float64Array {
  const { timesMs } = space;
  const directions = Array.from(timesMs, (time): Vector => {
    const [shoulder, wrist] = [space.joint('lead-shoulder', time), space.joint('lead-wrist', time)];
    if (shoulder === null || wrist === null) return vector(Number.NaN, Number.NaN, Number.NaN);
    const arm = subtract(wrist, shoulder);
    return scale(arm, 1 / lengthOf(arm));
  });
  const rate = (coordinate: keyof Vector) =>
    derivative(
      directions.map((direction) => direction[coordinate]),
      timesMs,
    );
  const [x, y, z] = [rate('x'), rate('y'), rate('z')];
  return x.map((each, i) => Math.hypot(each, y[i] as number, z[i] as number) * DEGREES);
}

/** Angles without the jumps between −180 and 180. */
function unwrapped(degrees: readonly number[]): number[] {
  let previous = Number.NaN;
  return degrees.map((each) => {
    const angle = Number.isNaN(previous) ? each : previous + wrapDegrees(each - previous);
    if (!Number.isNaN(angle)) previous = angle;
    return angle;
  });
}
