import { dot, lengthOf, subtract, type Vector } from './vector.ts';

export const DEGREES = 180 / Math.PI;

/** The angle at `corner` between the lines to `a` and to `b`: 0 folded, 180 straight. Degrees. */
export function angleAt(corner: Vector, a: Vector, b: Vector): number {
  return angleBetween(subtract(a, corner), subtract(b, corner));
}

/** The same direction as an angle in (−180, 180]. Degrees. */
export function wrapDegrees(angle: number): number {
  const wrapped = ((angle % 360) + 360) % 360;
  return wrapped > 180 ? wrapped - 360 : wrapped;
}

/** The inclination of a direction to the level ground, positive upward. Degrees. */
export function elevationOf(direction: Vector): number {
  return Math.asin(Math.min(1, Math.max(-1, direction.y / lengthOf(direction)))) * DEGREES;
}

/** The angle between two directions, 0 to 180. Degrees. */
export function angleBetween(a: Vector, b: Vector): number {
  const cosine = dot(a, b) / (lengthOf(a) * lengthOf(b));
  return Math.acos(Math.min(1, Math.max(-1, cosine))) * DEGREES;
}
