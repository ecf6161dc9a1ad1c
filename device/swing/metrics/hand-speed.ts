import type { EventName } from '../events/event-name.ts';
import { midpoint, type Vector } from '../geometry/vector.ts';
import { derivative } from '../signal/derivative.ts';
import { interpolate } from '../signal/interpolate.ts';
import type { PoseSource } from './pose-source.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, type Reading, withheld } from './reading.ts';

/**
 * Hand speed: how fast the middle between the wrists moves through space, at impact and at its greatest between top
 * and impact. Metres a second, never negative. Needs two calibrated cameras: a picture has neither depth nor scale.
 *
 * Smoothing rounds the peak off by 2–5 % on true joints at 60 frames a second and more, slower cameras take more, and a
 * wrist that is hidden from one camera wanders: from 8 % below to 16 % above.
 */
const RELATIVE_ERROR = { below: 0.08, above: 0.16 };

export const handSpeed: Metric = {
  id: 'hand-speed',
  measure(motion, at) {
    if (motion.timesUnknown) return withheld('slow-motion');
    const top = motion.events.get('top');
    const impact = motion.events.get('impact');
    if (impact === undefined || (at === null && top === undefined)) return withheld('event-not-seen');
    if (motion.space === null) return withheld(motion.views < 2 ? 'needs-second-camera' : 'needs-calibration');
    return measureIn(motion.space, motion, at, top?.timeMs ?? impact.timeMs, impact.timeMs);
  },
};

function measureIn(
  space: PoseSource,
  motion: PreparedMotion,
  at: EventName | null,
  topMs: number,
  impactMs: number,
): Reading {
  const speeds = handSpeeds(space);
  const value =
    at === null
      ? Math.max(...speeds.filter((_, i) => isWithin(space.timesMs[i] as number, topMs, impactMs + motion.frameMs)))
      : interpolate(speeds, space.timesMs, impactMs);
  if (!Number.isFinite(value)) return withheld('landmarks-hidden');
  const spread = { below: value * RELATIVE_ERROR.below, above: value * RELATIVE_ERROR.above };
  return { value, spread, method: 'triangulated', cameras: space.cameras };
}

const isWithin = (time: number, from: number, to: number): boolean => time >= from && time <= to;

/** Metres a second at every frame; NaN where a wrist is not known. */
function handSpeeds(space: PoseSource): Float64Array {
  const hands = Array.from(space.timesMs, (time): Vector | null => {
    const lead = space.joint('lead-wrist', time);
    const trail = space.joint('trail-wrist', time);
    return lead === null || trail === null ? null : midpoint(lead, trail);
  });
  const rate = (coordinate: keyof Vector) =>
    derivative(
      hands.map((hand) => hand?.[coordinate] ?? Number.NaN),
      space.timesMs,
    );
  const [x, y, z] = [rate('x'), rate('y'), rate('z')];
  return x.map((each, i) => Math.hypot(each, y[i] as number, z[i] as number));
}
