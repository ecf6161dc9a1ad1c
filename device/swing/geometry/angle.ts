import { dot, lengthOf, subtract, type Vector } from './vector.ts';

export const DEGREES = 180 / Math.PI;

/** The angle at `corner` between the lines to `a` and to `b`: 0 folded, 180 straight. Degrees. */
export function angleAt(corner: Vector, a: Vector, b: Vector): number {
  const toA = subtract(a, corner);
  const toB = subtract(b, corner);
  const cosine = dot(toA, toB) / (lengthOf(toA) * lengthOf(toB));
  return Math.acos(Math.min(1, Math.max(-1, cosine))) * DEGREES;
}

/** The same direction as an angle in (−180, 180]. Degrees. */
export function wrapDegrees(angle: number): number {
  const wrapped = ((angle % 360) + 360) % 360;
  return wrapped > 180 ? wrapped - 360 : wrapped;
}
