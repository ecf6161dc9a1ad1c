import type { ClubSource } from '../club/club-track.ts';
import type { EventName } from '../events/event-name.ts';
import type { Vector } from '../geometry/vector.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { WithheldReason } from '../report/swing-report.ts';
import { eventErrorMs } from './event-error.ts';
import { combine, type SpreadOfModel } from './interval.ts';
import { FROM_SHAFT, type MetricEntry } from './metric-entry.ts';
import { type Pose, poseAt, spreadOfEvent } from './pose-metric.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, type Reading, withheld } from './reading.ts';

/**
 * A metric that is read off the shaft at an event, with or without joints beside it. The shaft is a line in space: two
 * calibrated views must see it, and each time it is seen it says how far it may be off.
 */
export interface ClubMetricRule {
  readonly entry: Omit<MetricEntry, 'ways'>;
  /** Degrees. `shaft` is the unit vector from the hands to the club head. */
  readonly value: (shaft: Vector, pose: Pose) => number;
  /** Degrees of the value per degree by which the shaft is off; 1 where it is not given. */
  readonly lever?: (shaft: Vector) => number;
  readonly joints?: { readonly needed: readonly GolferJoint[]; readonly spread: (at: EventName) => SpreadOfModel };
}

/** Seen so nearly end-on, a shaft has no direction in the view that the metric speaks of. */
const LEVER_MAX = 4;

export function clubMetric(rule: ClubMetricRule): Metric {
  return {
    entry: { ...rule.entry, ways: FROM_SHAFT },
    measure(motion, at) {
      const event = at === null ? undefined : motion.events.get(at);
      if (at === null || event === undefined) return withheld('event-not-seen');
      if (motion.club === null) return withheld(reasonWithoutShaft(motion));
      return readShaft(rule, motion, motion.club, at, event.timeMs);
    },
  };
}

function reasonWithoutShaft(motion: PreparedMotion): WithheldReason {
  if (motion.views < 2) return 'needs-second-camera';
  return motion.space === null ? 'needs-calibration' : 'club-not-seen';
}

function readShaft(
  rule: ClubMetricRule,
  motion: PreparedMotion,
  club: ClubSource,
  at: EventName,
  eventMs: number,
): Reading {
  const seen = club.shaft(eventMs);
  const lever = seen === null ? Number.POSITIVE_INFINITY : (rule.lever?.(seen.direction) ?? 1);
  if (seen === null || lever > LEVER_MAX) return withheld('club-not-seen');
  const valueAt = (timeMs: number): number => {
    const shaft = club.shaft(timeMs);
    const pose = motion.space === null ? null : poseAt(motion.space, rule.joints?.needed ?? [], timeMs);
    if (shaft === null || (pose === null && rule.joints !== undefined)) return Number.NaN;
    return rule.value(shaft.direction, pose ?? noJoint);
  };
  const value = valueAt(eventMs);
  if (!Number.isFinite(value)) return withheld('landmarks-hidden');
  const ofShaft = { below: seen.errorDegrees * lever, above: seen.errorDegrees * lever };
  const ofJoints = rule.joints?.spread(at)(motion.model) ?? { below: 0, above: 0 };
  const ofEvent = spreadOfEvent(value, eventErrorMs(motion, at), (shiftMs) => valueAt(eventMs + shiftMs));
  const widening = rule.joints === undefined ? 1 : (motion.space?.widening(rule.joints.needed, eventMs) ?? 1);
  return {
    value,
    widening,
    spread: combine(combine(ofShaft, ofJoints), ofEvent),
    method: rule.joints === undefined ? 'triangulated' : (motion.space?.method ?? 'triangulated'),
    cameras: club.cameras,
  };
}

function noJoint(joint: GolferJoint): Vector {
  throw new TypeError(`This metric declares no joint, and asked for ${joint}.`);
}
