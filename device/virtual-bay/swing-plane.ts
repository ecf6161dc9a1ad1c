import type { Posture } from './swing-channels.ts';
import { add, cross, RADIANS, scale, unit, type Vec3 } from './vector.ts';

/** Directions in the inclined planes that arms and club swing in. */

/**
 * A unit vector in a plane through the target line, inclined `plane` degrees from the ground: 0° hangs down the
 * plane, 90° points away from the target, 180° up the plane.
 */
export function inPlane(angleDegrees: number, planeDegrees: number): Vec3 {
  const angle = angleDegrees * RADIANS;
  const plane = planeDegrees * RADIANS;
  const down = -Math.cos(angle);
  return [-Math.sin(angle), down * Math.sin(plane), -down * Math.cos(plane)];
}

export interface ShaftPose {
  readonly shaft: Vec3;
  /** Across the shaft, out of its plane on the golfer's side. */
  readonly under: Vec3;
  readonly toe: Vec3;
}

/** The face stands square to the shaft's way through its plane. */
export function shaftOf(p: Posture): ShaftPose {
  const shaft = inPlane(p.shaftAngle, p.shaftPlane);
  const ahead = inPlane(p.shaftAngle - 90, p.shaftPlane);
  const plane = p.shaftPlane * RADIANS;
  const under: Vec3 = [0, -Math.cos(plane), -Math.sin(plane)];
  return { shaft, under, toe: unit(add(cross(shaft, ahead), scale(shaft, 0.35))) };
}
