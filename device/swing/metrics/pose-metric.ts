import type { EventName } from '../events/event-name.ts';
import { lengthOf, midpoint, subtract, type Vector } from '../geometry/vector.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { WithheldReason } from '../report/swing-report.ts';
import { eventErrorMs } from './event-error.ts';
import { combine, type Spread, type SpreadOfModel } from './interval.ts';
import { IN_SPACE, inPicture, type MetricEntry } from './metric-entry.ts';
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
  /** Without the ways of measuring, which follow from the rule. */
  readonly entry: Omit<MetricEntry, 'ways'>;
  readonly joints: readonly GolferJoint[];
  /** Degrees, metres for a metric of kind `length`, or what needs no scale for a `share`. */
  readonly value: (pose: Pose, address: Pose) => number;
  readonly kind: 'angle' | 'length' | 'share';
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

/** On rendered golfers and fixed cameras the steadier ankle's landmark stays within 3 cm. */
const FEET_MOVED_CM_MAX = 8;

export function poseMetric(rule: PoseMetricRule): Metric {
  const { picture } = rule;
  const planar = picture === undefined ? [] : [inPicture(picture.view, picture.at)];
  return {
    entry: { ...rule.entry, ways: [...IN_SPACE, ...planar] },
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
  const unit = unitOf(rule, source, times.addressMs);
  const value = valueAt(rule, source, times) * unit;
  if (!Number.isFinite(value)) return withheld('landmarks-hidden');
  const isFlat = source.kind !== 'space';
  if (isFlat && rule.kind !== 'angle' && feetMovedCm(source, times) > FEET_MOVED_CM_MAX) {
    return withheld('outside-plausible-range');
  }
  const ofModel = (isFlat && rule.picture !== undefined ? rule.picture.spread(at) : rule.spread(at))(motion.model);
  const ofScale = isFlat && rule.kind === 'length' ? Math.abs(value) * LEGS_UNCERTAINTY : 0;
  const ofEvent = spreadOfEvent(value, eventErrorMs(motion, at), (shiftMs) => {
    return valueAt(rule, source, { ...times, eventMs: times.eventMs + shiftMs }) * unit;
  });
  const spread = combine(combine(ofModel, { below: ofScale, above: ofScale }), ofEvent);
  const reading = { value, spread, method: source.method, cameras: source.cameras };
  const widening = source.widening(rule.joints, times.eventMs);
  const deviation = deviationOf(rule, source, times);
  return deviation === null ? { ...reading, widening } : { ...reading, widening, deviation: deviation * unit };
}

/** What turns the source's own unit into the report's; NaN where the picture's scale is not known. */
function unitOf(rule: PoseMetricRule, source: PoseSource, addressMs: number): number {
  return rule.kind === 'length' ? centimetresOf(source, addressMs) : 1;
}

function centimetresOf(source: PoseSource, addressMs: number): number {
  return source.kind === 'space' ? CM_OF_M : CM_OF_M * legScale(source, addressMs);
}

/**
 * How far the steadier foot has moved since address. A golfer leaves one foot where it was until
 * impact; a camera that pans moves both, and every distance in its pictures means nothing. 0 where no foot was seen.
 */
function feetMovedCm(source: PoseSource, times: Times): number {
  const moved = (['lead-ankle', 'trail-ankle'] as const).flatMap((joint) => {
    const before = poseAt(source, [joint], times.addressMs);
    const after = poseAt(source, [joint], times.eventMs);
    return before === null || after === null ? [] : [lengthOf(subtract(after(joint), before(joint)))];
  });
  return moved.length === 0 ? 0 : Math.min(...moved) * centimetresOf(source, times.addressMs);
}

/** NaN where a joint was not seen. */
function valueAt(rule: PoseMetricRule, source: PoseSource, times: Times): number {
  const pose = poseAt(source, rule.joints, times.eventMs);
  const address = rule.fromAddress === true ? poseAt(source, rule.joints, times.addressMs) : pose;
  return pose === null || address === null ? Number.NaN : rule.value(pose, address);
}

/**
 * One standard deviation of the metric from those of its joints, each moved by its own along each axis in turn and taken
 * as independent of the others. They are not quite; the measured factor on top of it knows by how much.
 */
function deviationOf(rule: PoseMetricRule, source: PoseSource, times: Times): number | null {
  const address = poseAt(source, rule.joints, times.addressMs);
  const pose = poseAt(source, rule.joints, times.eventMs);
  if (pose === null || address === null) return null;
  const before = rule.value(pose, address);
  let squares = 0;
  for (const joint of rule.joints) {
    const there = source.deviation(joint, times.eventMs);
    const then = rule.fromAddress === true ? source.deviation(joint, times.addressMs) : null;
    if (there === null) return null;
    for (const axis of ['x', 'y', 'z'] as const) {
      squares += (rule.value(displaced(pose, joint, axis, there[axis]), address) - before) ** 2;
      if (then !== null) squares += (rule.value(pose, displaced(address, joint, axis, then[axis])) - before) ** 2;
    }
  }
  return Math.sqrt(squares);
}

function displaced(pose: Pose, joint: GolferJoint, axis: keyof Vector, by: number): Pose {
  const place = pose(joint);
  const elsewhere = { ...place, [axis]: place[axis] + by };
  return (asked) => (asked === joint ? elsewhere : pose(asked));
}

/**
 * What the metric would have read, had the event been found as much earlier or later as may well be: at impact the
 * pelvis turns 5° in 10 ms. A shifted reading that cannot be taken adds nothing.
 */
export function spreadOfEvent(value: number, errorMs: number, shifted: (shiftMs: number) => number): Spread {
  const changes = [shifted(-errorMs), shifted(errorMs)].filter(Number.isFinite).map((each) => each - value);
  return { below: Math.max(0, ...changes.map((each) => -each)), above: Math.max(0, ...changes) };
}

/** Half a frame beyond the last picture an event may still be said to be in it. */
const COVER_SLACK_MS = 20;

export function covers(source: PoseSource, timeMs: number): boolean {
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

/** Metres a pixel; NaN where the legs were not seen at address. */
function legScale(source: PoseSource, addressMs: number): number {
  const pose = poseAt(source, LEG_JOINTS, addressMs);
  if (pose === null) return Number.NaN;
  const hips = midpoint(pose('lead-hip'), pose('trail-hip'));
  const ankles = midpoint(pose('lead-ankle'), pose('trail-ankle'));
  return LEGS_M / lengthOf(subtract(hips, ankles));
}
