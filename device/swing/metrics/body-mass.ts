import { add, midpoint, scale, type Vector } from '../geometry/vector.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { Pose } from './pose-metric.ts';
import { midEar, midHip, midShoulder } from './pose-place.ts';

/**
 * The body's centre of mass, estimated from joints: each segment's share of the mass at its share of the way from its
 * upper to its lower joint. Dempster's cadavers as tabled by Winter, Biomechanics and Motor Control of Human Movement,
 * table 4.1; hands count at the wrist, feet at the ankle, the head between the ears. The club weighs nothing here.
 */
interface LimbSegment {
  readonly from: 'shoulder' | 'elbow' | 'wrist' | 'hip' | 'knee' | 'ankle';
  readonly to: 'shoulder' | 'elbow' | 'wrist' | 'hip' | 'knee' | 'ankle';
  readonly mass: number;
  readonly share: number;
}

const LIMB_SEGMENTS: readonly LimbSegment[] = [
  { from: 'shoulder', to: 'elbow', mass: 0.028, share: 0.436 },
  { from: 'elbow', to: 'wrist', mass: 0.016, share: 0.43 },
  { from: 'wrist', to: 'wrist', mass: 0.006, share: 0 },
  { from: 'hip', to: 'knee', mass: 0.1, share: 0.433 },
  { from: 'knee', to: 'ankle', mass: 0.0465, share: 0.433 },
  { from: 'ankle', to: 'ankle', mass: 0.0145, share: 0 },
];
const TRUNK_MASS = 0.497;
const HEAD_MASS = 0.081;

export const MASS_JOINTS: readonly GolferJoint[] = (['lead', 'trail'] as const).flatMap((side) => [
  `${side}-ear` as const,
  `${side}-shoulder` as const,
  `${side}-elbow` as const,
  `${side}-wrist` as const,
  `${side}-hip` as const,
  `${side}-knee` as const,
  `${side}-ankle` as const,
]);

export function centreOfMass(pose: Pose): Vector {
  const trunk = scale(midpoint(midHip(pose), midShoulder(pose)), TRUNK_MASS);
  let sum = add(trunk, scale(midEar(pose), HEAD_MASS));
  for (const side of ['lead', 'trail'] as const) {
    for (const { from, to, mass, share } of LIMB_SEGMENTS) {
      const [upper, lower] = [pose(`${side}-${from}`), pose(`${side}-${to}`)];
      sum = add(sum, scale(add(scale(upper, 1 - share), scale(lower, share)), mass));
    }
  }
  return sum;
}
