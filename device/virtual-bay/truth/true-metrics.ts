import type { EventName } from '../../swing/events/event-name.ts';
import { bentAxis } from '../body-pose.ts';
import type { ClubPose, FigureState } from '../motion.ts';
import type { Posture } from '../swing-channels.ts';
import type { SwingMotion } from '../swing-motion.ts';
import { angleAt, distance, dot, RADIANS, scale, sub, unit, type Vec3 } from '../vector.ts';
import { massShift, midEar } from './body-truth.ts';
import { pathTruths } from './path-truths.ts';
import { sequenceTruths } from './sequence-truths.ts';
import type { TrueEvents } from './true-events.ts';
import type { TrueMetric } from './true-metric.ts';

/** What is known of a swing from its three main events on; empty where one of them is not there. */
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
    ...pathTruths(motion, timeOf),
    ...sequenceTruths(motion, timeOf),
  ];
  for (const { name, timeMs } of events) {
    metrics.push(...bodyAt(motion, name, timeMs, address), ...armsAndClubAt(motion.at(timeMs), name));
  }
  return metrics.map((metric) => ({ ...metric, value: rounded(metric.value) }));
}

/** Four decimals, and no negative zero, which JSON does not know. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0;
}

function bodyAt(motion: SwingMotion, at: EventName, ms: number, addressMs: number): TrueMetric[] {
  const [posture, before] = [motion.postureAt(ms), motion.postureAt(addressMs)];
  const [state, address] = [motion.at(ms), motion.at(addressMs)];
  const { body } = state;
  const shoulderLine = unit(sub(body.shoulders[0], body.shoulders[1]));
  const moved = (a: Vec3, b: Vec3) => scale(sub(a, b), 100);
  const head = moved(midEar(motion, state), midEar(motion, address));
  const pelvis = moved(body.midHip, address.body.midHip);
  const degrees = (id: string, value: number): TrueMetric => ({ id, at, value, unit: '°' });
  const centimetres = (id: string, value: number): TrueMetric => ({ id, at, value, unit: 'cm' });
  const stance = body.ankles[0][0] - body.ankles[1][0];
  return [
    degrees('shoulder-turn', posture.shoulderTurn),
    degrees('pelvis-turn', posture.pelvisTurn),
    degrees('x-factor', posture.shoulderTurn - posture.pelvisTurn),
    degrees('spine-angle', forwardBend(posture)),
    degrees('posture-loss', forwardBend(before) - forwardBend(posture)),
    degrees('side-bend', posture.sideBend),
    degrees('shoulder-tilt', Math.asin(dot(shoulderLine, [0, 1, 0])) / RADIANS),
    degrees('lead-knee-flex', 180 - angleAt(body.knees[0], body.hips[0], body.ankles[0])),
    degrees('trail-knee-flex', 180 - angleAt(body.knees[1], body.hips[1], body.ankles[1])),
    centimetres('head-sway', head[0]),
    centimetres('head-lift', head[1]),
    centimetres('head-thrust', head[2]),
    centimetres('pelvis-sway', pelvis[0]),
    centimetres('pelvis-lift', pelvis[1]),
    centimetres('pelvis-thrust', pelvis[2]),
    centimetres('lead-knee-sway', moved(body.knees[0], address.body.knees[0])[0]),
    centimetres('trail-knee-sway', moved(body.knees[1], address.body.knees[1])[0]),
    { id: 'weight-shift', at, value: massShift(motion, state, address), unit: '%' },
    { id: 'stance-width', at, value: stance / distance(body.shoulders[0], body.shoulders[1]), unit: 'ratio' },
  ];
}

function forwardBend(posture: Posture): number {
  const spine = bentAxis(posture.forwardBend, posture.sideBend);
  return Math.atan2(spine[2], spine[1]) / RADIANS;
}

function armsAndClubAt({ body, club }: FigureState, at: EventName): TrueMetric[] {
  const degrees = (id: string, value: number): TrueMetric => ({ id, at, value, unit: '°' });
  const trunkDown = sub(body.midHip, body.midShoulder);
  const trailArm = sub(body.elbows[1], body.shoulders[1]);
  return [
    degrees('lead-arm-angle', angleAt(body.elbows[0], body.shoulders[0], body.wrists[0])),
    degrees('lead-arm-elevation', risingAngle(sub(body.wrists[0], body.shoulders[0]))),
    degrees('trail-elbow-angle', angleAt(body.elbows[1], body.shoulders[1], body.wrists[1])),
    degrees('trail-elbow-lift', angleAt([0, 0, 0], trunkDown, trailArm)),
    ...(club === null ? [] : clubAt(club, sub(body.wrists[0], body.elbows[0]), degrees)),
  ];
}

function clubAt({ shaft }: ClubPose, forearm: Vec3, degrees: (id: string, value: number) => TrueMetric): TrueMetric[] {
  const fromGround = Math.atan2(-shaft[1], shaft[2]) / RADIANS;
  return [
    degrees('wrist-hinge', angleAt([0, 0, 0], forearm, shaft)),
    degrees('shaft-past-parallel', -risingAngle(shaft)),
    degrees('shaft-plane', fromGround < 0 ? fromGround + 180 : fromGround),
    degrees('shaft-lean', Math.atan2(-shaft[0], -shaft[1]) / RADIANS),
  ];
}

function risingAngle(direction: Vec3): number {
  return Math.atan2(direction[1], Math.hypot(direction[0], direction[2])) / RADIANS;
}
