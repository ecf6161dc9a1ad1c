import type { EventName } from '../events/event-name.ts';
import type { Vector } from '../geometry/vector.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import { derivative } from '../signal/derivative.ts';
import { interpolate } from '../signal/interpolate.ts';
import type { PoseSource } from './pose-source.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, type Reading, withheld } from './reading.ts';

/**
 * Hand speed: how fast the wrists move through space, at impact and at their greatest between top and impact; the mean
 * of both, or the one that two cameras see (down the line the lead wrist is often hidden; both hold one grip). Metres a
 * second, never negative. Needs two calibrated cameras: a picture has neither depth nor scale.
 *
 * Smoothing rounds the peak off by 2–6 % on true joints at 60 frames a second and more; on rendered golfers it reads
 * 0.4 ± 0.3 m/s low at impact, in one of ten by 2 m/s. With the lite model at 30 frames a second the truth lay 26–32 %
 * above in four of six golfers: from 20 % below to 35 % above.
 */
const RELATIVE_ERROR = { below: 0.2, above: 0.35 };

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
  return { value, spread, method: space.method, cameras: space.cameras };
}

const isWithin = (time: number, from: number, to: number): boolean => time >= from && time <= to;

/** Metres a second at every frame; NaN where neither wrist is known. */
function handSpeeds(space: PoseSource): Float64Array {
  const lead = jointSpeeds(space, 'lead-wrist');
  const trail = jointSpeeds(space, 'trail-wrist');
  return lead.map((speed, i) => {
    const other = trail[i] as number;
    if (Number.isNaN(speed)) return other;
    return Number.isNaN(other) ? speed : (speed + other) / 2;
  });
}

function jointSpeeds(space: PoseSource, joint: GolferJoint): Float64Array {
  const places = Array.from(space.timesMs, (time) => space.joint(joint, time));
  const rate = (coordinate: keyof Vector) =>
    derivative(
      places.map((place) => place?.[coordinate] ?? Number.NaN),
      space.timesMs,
    );
  const [x, y, z] = [rate('x'), rate('y'), rate('z')];
  return x.map((each, i) => Math.hypot(each, y[i] as number, z[i] as number));
}
