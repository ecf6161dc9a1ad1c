/** Points and directions of three-dimensional space, in whatever axes the caller says. */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A point of a picture, in pixels or in lens coordinates. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const vector = (x: number, y: number, z: number): Vector => ({ x, y, z });
export const add = (a: Vector, b: Vector): Vector => vector(a.x + b.x, a.y + b.y, a.z + b.z);
export const subtract = (a: Vector, b: Vector): Vector => vector(a.x - b.x, a.y - b.y, a.z - b.z);
export const scale = (a: Vector, factor: number): Vector => vector(a.x * factor, a.y * factor, a.z * factor);
export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z;
export const cross = (a: Vector, b: Vector): Vector =>
  vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
export const lengthOf = (a: Vector): number => Math.hypot(a.x, a.y, a.z);
export const midpoint = (a: Vector, b: Vector): Vector => scale(add(a, b), 0.5);

export function normalize(a: Vector): Vector {
  return scale(a, 1 / lengthOf(a));
}
