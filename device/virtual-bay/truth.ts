import type { EventName } from '../swing/events/event-name.ts';
import { bentAxis } from './body-pose.ts';
import type { VirtualCamera } from './camera.ts';
import type { Golfer } from './golfer.ts';
import { landmarksOf } from './landmarks.ts';
import type { FigureState } from './motion.ts';
import type { SwingMotion } from './swing-motion.ts';
import { angleAt, distance, dot, length, mix, RADIANS, scale, sub, unit, type Vec3 } from './vector.ts';

/**
 * What really happened, in numbers that no measuring code has touched: turns and bends are the golfer's own
 * parameters, the rest is read off the joint transforms. Ids, units and signs are those of the reports; lengths in
 * centimetres, times in milliseconds of the clip, metrics of time in seconds.
 */
export interface SwingTruth {
  readonly kind: SwingMotion['kind'];
  readonly golfer: Golfer;
  readonly handedness: 'left' | 'right';
  readonly durationMs: number;
  /** When club and ball meet; null without a hit ball. */
  readonly impactMs: number | null;
  /** Empty where nothing is swung. */
  readonly events: readonly { readonly name: EventName; readonly timeMs: number }[];
  readonly metrics: readonly TrueMetric[];
  readonly cameras: readonly VirtualCamera[];
  /** One row per `timesMs`: 33 × 3 metres in bay axes, BlazePose's order, rounded to a tenth of a millimetre. */
  readonly joints: { readonly timesMs: readonly number[]; readonly landmarks: readonly (readonly number[])[] };
}

export interface TrueMetric {
  readonly id: string;
  readonly at: EventName | null;
  readonly value: number;
  readonly unit: '°' | 'cm' | 's' | 'm/s' | 'ratio';
}

/** The club head leaves address when it has moved this far. */
const ADDRESS_MOVED_M = 0.02;
/** The finish is reached when the hands stay this near for this long. */
const FINISH_HELD_M = 0.03;
const FINISH_HELD_MS = 300;

export function truthOf(motion: SwingMotion, cameras: readonly VirtualCamera[], jointsFps = 60): SwingTruth {
  const events = motion.impactMs === null ? [] : eventsOf(motion);
  const rows = Math.floor((motion.durationMs / 1000) * jointsFps) + 1;
  const timesMs = Array.from({ length: rows }, (_, i) => (i * 1000) / jointsFps);
  return {
    kind: motion.kind,
    golfer: motion.golfer,
    handedness: motion.golfer.handedness,
    durationMs: motion.durationMs,
    impactMs: motion.kind === 'swing' ? motion.impactMs : null,
    events,
    metrics: metricsOf(motion, events),
    cameras,
    joints: {
      timesMs,
      landmarks: timesMs.map((ms) => Array.from(landmarksOf(motion, motion.at(ms).body), (v) => rounded(v))),
    },
  };
}

export type TrueEvents = readonly { readonly name: EventName; readonly timeMs: number }[];

export function eventsOf(motion: SwingMotion): TrueEvents {
  const { startMs, topMs, impactMs, finishMs } = motion.times;
  const shaftRise = (ms: number) => (motion.at(ms).club?.shaft ?? ([0, -1, 0] as Vec3))[1];
  const armRise = (ms: number) => {
    const { shoulders, wrists } = motion.at(ms).body;
    return wrists[0][1] - shoulders[0][1];
  };
  const top = greatest((ms) => motion.postureAt(ms).shaftAngle, topMs - 120, topMs + 120);
  const toeUp = crossing(shaftRise, startMs, top);
  const midBackswing = crossing(armRise, startMs, top);
  const midDownswing = crossing((ms) => -armRise(ms), top, impactMs);
  const midFollowThrough = crossing(shaftRise, impactMs + 20, finishMs);
  return [
    { name: 'address', timeMs: lastStill(motion, toeUp) },
    { name: 'toe-up', timeMs: toeUp },
    { name: 'mid-backswing', timeMs: midBackswing },
    { name: 'top', timeMs: top },
    { name: 'mid-downswing', timeMs: midDownswing },
    { name: 'impact', timeMs: impactMs },
    { name: 'mid-follow-through', timeMs: midFollowThrough },
    { name: 'finish', timeMs: firstHeld(motion, midFollowThrough) },
  ];
}

function lastStill(motion: SwingMotion, toeUpMs: number): number {
  const rest = motion.at(motion.times.startMs - 1).club?.head;
  if (rest === undefined) return motion.times.startMs;
  for (let ms = toeUpMs; ms > 0; ms -= 0.5) {
    const head = motion.at(ms).club?.head;
    if (head !== undefined && distance(head, rest) < ADDRESS_MOVED_M) return ms;
  }
  return 0;
}

function firstHeld(motion: SwingMotion, fromMs: number): number {
  const stepMs = 2;
  const hands: Vec3[] = [];
  const lastMs = Math.min(motion.durationMs, motion.times.finishMs + 700);
  for (let ms = fromMs; ms <= lastMs; ms += stepMs) hands.push(handsOf(motion.at(ms)));
  const span = FINISH_HELD_MS / stepMs;
  for (let i = 0; i + span < hands.length; i++) {
    const here = hands[i] as Vec3;
    let held = true;
    for (let k = 1; k <= span && held; k++) held = distance(hands[i + k] as Vec3, here) <= FINISH_HELD_M;
    if (held) return fromMs + i * stepMs;
  }
  return motion.times.finishMs;
}

function handsOf(state: FigureState): Vec3 {
  return mix(state.body.wrists[0], state.body.wrists[1], 0.5);
}

/** First time at which `f`, negative before, becomes positive: to a hundredth of a millisecond. */
function crossing(f: (ms: number) => number, fromMs: number, toMs: number): number {
  let low = fromMs;
  for (let ms = fromMs; ms < toMs; ms += 2) {
    if (f(ms) >= 0) break;
    low = ms;
  }
  let high = Math.min(toMs, low + 2);
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (f(middle) >= 0) high = middle;
    else low = middle;
  }
  return high;
}

function greatest(f: (ms: number) => number, fromMs: number, toMs: number): number {
  let low = fromMs;
  let high = toMs;
  while (high - low > 0.05) {
    const a = low + (high - low) / 3;
    const b = high - (high - low) / 3;
    if (f(a) < f(b)) low = a;
    else high = b;
  }
  return (low + high) / 2;
}

export function metricsOf(motion: SwingMotion, events: TrueEvents): TrueMetric[] {
  const timeOf = new Map(events.map((event) => [event.name, event.timeMs]));
  const address = timeOf.get('address');
  const top = timeOf.get('top');
  const impact = timeOf.get('impact');
  if (address === undefined || top === undefined || impact === undefined) return [];
  const metrics: TrueMetric[] = [
    { id: 'backswing-time', at: null, value: (top - address) / 1000, unit: 's' },
    { id: 'downswing-time', at: null, value: (impact - top) / 1000, unit: 's' },
    { id: 'tempo-ratio', at: null, value: (top - address) / (impact - top), unit: 'ratio' },
    { id: 'hand-speed', at: null, value: fastestHands(motion, top, impact), unit: 'm/s' },
  ];
  const start = motion.at(address);
  for (const { name, timeMs } of events) metrics.push(...metricsAt(motion, name, timeMs, start));
  return metrics.map((metric) => ({ ...metric, value: rounded(metric.value) }));
}

/** Four decimals, and no negative zero, which JSON does not know. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0;
}

function metricsAt(motion: SwingMotion, at: EventName, ms: number, address: FigureState): TrueMetric[] {
  const posture = motion.postureAt(ms);
  const state = motion.at(ms);
  const { body } = state;
  const spine = bentAxis(posture.forwardBend, posture.sideBend);
  const shoulderLine = unit(sub(body.shoulders[0], body.shoulders[1]));
  const moved = (a: Vec3, b: Vec3) => scale(sub(a, b), 100);
  const head = moved(midEar(motion, state), midEar(motion, address));
  const pelvis = moved(body.midHip, address.body.midHip);
  const degrees = (id: string, value: number): TrueMetric => ({ id, at, value, unit: '°' });
  const centimetres = (id: string, value: number): TrueMetric => ({ id, at, value, unit: 'cm' });
  return [
    degrees('shoulder-turn', posture.shoulderTurn),
    degrees('pelvis-turn', posture.pelvisTurn),
    degrees('x-factor', posture.shoulderTurn - posture.pelvisTurn),
    degrees('spine-angle', Math.atan2(spine[2], spine[1]) / RADIANS),
    degrees('side-bend', posture.sideBend),
    degrees('shoulder-tilt', Math.asin(dot(shoulderLine, [0, 1, 0])) / RADIANS),
    degrees('lead-knee-flex', 180 - angleAt(body.knees[0], body.hips[0], body.ankles[0])),
    degrees('trail-knee-flex', 180 - angleAt(body.knees[1], body.hips[1], body.ankles[1])),
    degrees('lead-arm-angle', angleAt(body.elbows[0], body.shoulders[0], body.wrists[0])),
    centimetres('head-sway', head[0]),
    centimetres('head-lift', head[1]),
    centimetres('pelvis-sway', pelvis[0]),
    centimetres('pelvis-thrust', pelvis[2]),
    { id: 'hand-speed', at, value: handSpeed(motion, ms), unit: 'm/s' },
  ];
}

/** Middle between the ears, in the right-hander's axes that all metrics are told in. */
function midEar(motion: SwingMotion, state: FigureState): Vec3 {
  const points = landmarksOf(motion, state.body);
  const mirror = motion.golfer.handedness === 'left' ? -1 : 1;
  const at = (row: number): Vec3 => [
    points[row * 3] as number,
    points[row * 3 + 1] as number,
    mirror * (points[row * 3 + 2] as number),
  ];
  return mix(at(7), at(8), 0.5);
}

function handSpeed(motion: SwingMotion, ms: number): number {
  return length(sub(handsOf(motion.at(ms + 0.5)), handsOf(motion.at(ms - 0.5)))) * 1000;
}

function fastestHands(motion: SwingMotion, fromMs: number, toMs: number): number {
  let fastest = 0;
  for (let ms = fromMs; ms <= toMs + 10; ms += 1) fastest = Math.max(fastest, handSpeed(motion, ms));
  return fastest;
}

/** The same truth on another clock, such as CLOCK_MONOTONIC. */
export function absoluteEventsNs(truth: SwingTruth, startedAtNs: number): { name: EventName; atNs: number }[] {
  return truth.events.map(({ name, timeMs }) => ({ name, atNs: startedAtNs + Math.round(timeMs * 1e6) }));
}
