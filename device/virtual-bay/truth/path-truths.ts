import type { EventName } from '../../swing/events/event-name.ts';
import type { SwingMotion } from '../swing-motion.ts';
import { cross, distance, dot, length, RADIANS, scale, sub, unit, type Vec3 } from '../vector.ts';
import { crossing, handsOf } from './true-events.ts';
import type { TrueMetric } from './true-metric.ts';

/** What the hands and the hips do over time: paths, speeds, and how still the finish stands. */
export type TimeOf = ReadonlyMap<EventName, number>;

/** The hands are slow below this share of the backswing's greatest speed, near where they turn back. */
const SLOW_SHARE = 0.15;
const TURN_BACK_MS = 150;

const HELD_MS = 500;
const HELD_SEEN_MS = 300;

export function pathTruths(motion: SwingMotion, timeOf: TimeOf): TrueMetric[] {
  const time = (name: EventName): number => timeOf.get(name) ?? Number.NaN;
  const [address, top, impact] = [time('address'), time('top'), time('impact')];
  const down = every(1, top, impact).map((ms) => handsOf(motion.at(ms)));
  const midBack = handsOf(motion.at(time('mid-backswing')));
  const fallenMs = crossing((ms) => midBack[1] - handsOf(motion.at(ms))[1], top, impact);
  const shift = handsOf(motion.at(fallenMs))[2] - midBack[2];
  const wayM = down.reduce((sum, place, i) => sum + (i === 0 ? 0 : distance(place, down[i - 1] as Vec3)), 0);
  return [
    { id: 'hand-speed', at: null, value: fastestHands(motion, top, impact + 10), unit: 'm/s' },
    { id: 'hand-speed', at: 'impact', value: handSpeed(motion, impact), unit: 'm/s' },
    { id: 'transition-time', at: null, value: slowHandsMs(motion, { address, top, impact }) / 1000, unit: 's' },
    { id: 'hand-path-length', at: null, value: 100 * wayM, unit: 'cm' },
    { id: 'hand-plane', at: null, value: planeInclination(down), unit: '°' },
    { id: 'hand-plane-shift', at: null, value: 100 * shift, unit: 'cm' },
    ...heldFinish(motion, time('finish')),
  ];
}

/** Both ends, and all between at equal steps of about the given length. */
function every(stepMs: number, fromMs: number, toMs: number): number[] {
  const steps = Math.max(1, Math.round((toMs - fromMs) / stepMs));
  return Array.from({ length: steps + 1 }, (_, i) => fromMs + ((toMs - fromMs) * i) / steps);
}

function handSpeed(motion: SwingMotion, ms: number): number {
  return length(sub(handsOf(motion.at(ms + 0.5)), handsOf(motion.at(ms - 0.5)))) * 1000;
}

function fastestHands(motion: SwingMotion, fromMs: number, toMs: number): number {
  return every(1, fromMs, toMs).reduce((fastest, ms) => Math.max(fastest, handSpeed(motion, ms)), 0);
}

function slowHandsMs(motion: SwingMotion, { address, top, impact }: Record<'address' | 'top' | 'impact', number>) {
  const limit = SLOW_SHARE * fastestHands(motion, address, top);
  const near = every(1, top - TURN_BACK_MS, Math.min(impact, top + TURN_BACK_MS));
  const speeds = near.map((ms) => handSpeed(motion, ms));
  const slowestMs = near[speeds.indexOf(Math.min(...speeds))] as number;
  if (handSpeed(motion, slowestMs) >= limit) return 0;
  const [from, to] = [1, -1].map((way) =>
    crossing((gone) => handSpeed(motion, slowestMs - way * gone) - limit, 0, 1e3),
  );
  return (from as number) + (to as number);
}

/** The angle to the ground of the plane that a way lies nearest to, each piece of the way weighing its length. */
function planeInclination(way: readonly Vec3[]): number {
  const weights = way.map((place, i) => (i === 0 ? 0 : distance(place, way[i - 1] as Vec3)));
  const total = weights.reduce((sum, each) => sum + each, 0);
  const mean = (of: (place: Vec3) => number) =>
    way.reduce((sum, place, i) => sum + (weights[i] as number) * of(place), 0) / total;
  const centre: Vec3 = [mean((p) => p[0]), mean((p) => p[1]), mean((p) => p[2])];
  const spread = (r: 0 | 1 | 2, c: 0 | 1 | 2) => mean((p) => (p[r] - centre[r]) * (p[c] - centre[c]));
  const rows = ([0, 1, 2] as const).map((r): Vec3 => [spread(r, 0), spread(r, 1), spread(r, 2)]);
  const [a, b, c] = rows as [Vec3, Vec3, Vec3];
  // The adjugate has the same axes, the thinnest direction being its longest: powers of it leave that one alone.
  const adjugate = [cross(b, c), cross(c, a), cross(a, b)] as const;
  let normal: Vec3 = unit([0.1, 1, 1]);
  for (let round = 0; round < 60; round++) {
    normal = unit([dot(adjugate[0], normal), dot(adjugate[1], normal), dot(adjugate[2], normal)]);
  }
  return Math.acos(Math.min(1, Math.abs(normal[1]))) / RADIANS;
}

/** Empty where the motion ends too soon after the finish. */
function heldFinish(motion: SwingMotion, finishMs: number): TrueMetric[] {
  const untilMs = Math.min(finishMs + HELD_MS, motion.durationMs);
  if (!(untilMs - finishMs >= HELD_SEEN_MS)) return [];
  const places = every(5, finishMs, untilMs).map((ms) => motion.at(ms).body.midHip);
  const middle = scale(
    places.reduce<Vec3>((sum, p) => [sum[0] + p[0], 0, sum[2] + p[2]], [0, 0, 0]),
    1 / places.length,
  );
  const farthestM = Math.max(...places.map((p) => Math.hypot(p[0] - middle[0], p[2] - middle[2])));
  return [{ id: 'finish-balance', at: 'finish', value: 100 * farthestM, unit: 'cm' }];
}
