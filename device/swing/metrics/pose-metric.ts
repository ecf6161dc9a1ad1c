import type { EventName } from '../events/event-name.ts';
import { midpoint, type Vector } from '../geometry/vector.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { WithheldReason } from '../report/swing-report.ts';
import { combine, type SpreadOfModel } from './interval.ts';
import type { MetricId } from './metric-catalogue.ts';
import type { PoseSource } from './pose-source.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, type Reading, withheld } from './reading.ts';

/** The joints of one moment, all of those that a metric asked for. */
export type Pose = (joint: GolferJoint) => Vector;

/**
 * A metric that is read off the pose at an event, or off that pose and the pose at address.
 *
 * In space it is measured from triangulated joints. A metric that lies in the plane of one picture may also name that
 * picture and the events at which it does; everything else is withheld from a single view.
 */
export interface PoseMetricRule {
  readonly id: MetricId;
  readonly joints: readonly GolferJoint[];
  /** Degrees, or metres for a metric of kind `length`. */
  readonly value: (pose: Pose, address: Pose) => number;
  readonly kind: 'angle' | 'length';
  /** Whether `value` reads the pose at address; the address event must then be known. */
  readonly fromAddress?: boolean;
  readonly spread: (at: EventName) => SpreadOfModel;
  readonly picture?: {
    readonly view: 'face-on' | 'down-the-line';
    readonly at: readonly EventName[];
    readonly spread: (at: EventName) => SpreadOfModel;
  };
}

/**
 * Mid-hip to mid-ankle at address, knees flexed as golfers do: 0.45 of the height (Drillis and Contini's leg of
 * 0.49 without the ankle's height, less the bend and the stance) of an adult of 1.72 m. It gives pixels a length where
 * no camera is calibrated; adults differ by ± 12 % (90 %), which goes into the interval.
 */
const LEGS_M = 0.78;
const LEGS_UNCERTAINTY = 0.12;

const LEG_JOINTS: readonly GolferJoint[] = ['lead-hip', 'trail-hip', 'lead-ankle', 'trail-ankle'];
const CM_OF_M = 100;

export function poseMetric(rule: PoseMetricRule): Metric {
  return {
    id: rule.id,
    measure(motion, at) {
      const event = at === null ? undefined : motion.events.get(at);
      const address = motion.events.get('address');
      if (at === null || event === undefined) return withheld('event-not-seen');
      if (rule.fromAddress === true && address === undefined) return withheld('event-not-seen');
      const times = { eventMs: event.timeMs, addressMs: address?.timeMs ?? event.timeMs };
      const inSpace = motion.space === null ? null : readFrom(rule, motion.space, times, at, motion);
      if (inSpace !== null && 'value' in inSpace) return inSpace;
      const source = pictureOf(rule, motion, at);
      if (source !== null) return readFrom(rule, source, times, at, motion);
      return inSpace ?? withheld(reasonWithout(rule, motion, at));
    },
  };
}

function pictureOf(rule: PoseMetricRule, motion: PreparedMotion, at: EventName): PoseSource | null {
  if (rule.picture === undefined || !rule.picture.at.includes(at)) return null;
  return rule.picture.view === 'face-on' ? motion.faceOn : motion.downTheLine;
}

/** What would have to be there for this number. */
function reasonWithout(rule: PoseMetricRule, motion: PreparedMotion, at: EventName): WithheldReason {
  if (rule.picture?.at.includes(at) === true) {
    return rule.picture.view === 'face-on' ? 'needs-face-on-view' : 'needs-down-the-line-view';
  }
  return motion.views < 2 ? 'needs-second-camera' : 'needs-calibration';
}

interface Times {
  readonly eventMs: number;
  readonly addressMs: number;
}

function readFrom(
  rule: PoseMetricRule,
  source: PoseSource,
  times: Times,
  at: EventName,
  motion: PreparedMotion,
): Reading {
  if (!covers(source, times.eventMs)) return withheld('clip-incomplete');
  if (rule.fromAddress === true && !covers(source, times.addressMs)) return withheld('clip-incomplete');
  const pose = poseAt(source, rule.joints, times.eventMs);
  const address = rule.fromAddress === true ? poseAt(source, rule.joints, times.addressMs) : pose;
  if (pose === null || address === null) return withheld('landmarks-hidden');
  const inPicture = source.kind !== 'space';
  const spread = inPicture && rule.picture !== undefined ? rule.picture.spread(at) : rule.spread(at);
  const method = inPicture ? 'planar' : 'triangulated';
  const reading = { spread: spread(motion.model), method, cameras: source.cameras } as const;
  if (rule.kind === 'angle') return { ...reading, value: rule.value(pose, address) };
  if (!inPicture) return { ...reading, value: rule.value(pose, address) * CM_OF_M };
  const metresPerPixel = legScale(source, times.addressMs);
  if (metresPerPixel === null) return withheld('landmarks-hidden');
  const value = rule.value(pose, address) * metresPerPixel * CM_OF_M;
  const ofScale = Math.abs(value) * LEGS_UNCERTAINTY;
  return { ...reading, value, spread: combine(reading.spread, { below: ofScale, above: ofScale }) };
}

/** Half a frame beyond the last picture an event may still be said to be in it. */
const COVER_SLACK_MS = 20;

function covers(source: PoseSource, timeMs: number): boolean {
  const first = source.timesMs[0] ?? Number.POSITIVE_INFINITY;
  const last = source.timesMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  return timeMs >= first - COVER_SLACK_MS && timeMs <= last + COVER_SLACK_MS;
}

/** The pose at a time, held to the clip; null when one of the joints was not seen. */
export function poseAt(source: PoseSource, joints: readonly GolferJoint[], timeMs: number): Pose | null {
  const time = Math.min(Math.max(timeMs, source.timesMs[0] ?? timeMs), source.timesMs.at(-1) ?? timeMs);
  const points = new Map<GolferJoint, Vector>();
  for (const joint of joints) {
    const point = source.joint(joint, time);
    if (point === null) return null;
    points.set(joint, point);
  }
  return (joint) => points.get(joint) as Vector;
}

function legScale(source: PoseSource, addressMs: number): number | null {
  const pose = poseAt(source, LEG_JOINTS, addressMs);
  if (pose === null) return null;
  const hips = midpoint(pose('lead-hip'), pose('trail-hip'));
  const ankles = midpoint(pose('lead-ankle'), pose('trail-ankle'));
  const pixels = Math.hypot(hips.x - ankles.x, hips.y - ankles.y, hips.z - ankles.z);
  return pixels > 0 ? LEGS_M / pixels : null;
}
