import { type Vector, vector } from '../../device/swing/geometry/vector.ts';

/** A rotation, row by row. */
export type Rotation = readonly [number, number, number, number, number, number, number, number, number];

/** A rigid motion: a point p of one frame is at R · p + t in the other. Metres. */
export interface RigidPose {
  readonly rotation: Rotation;
  readonly translation: Vector;
}

export const IDENTITY: RigidPose = { rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], translation: vector(0, 0, 0) };

function rotate(r: Rotation, p: Vector): Vector {
  return vector(
    r[0] * p.x + r[1] * p.y + r[2] * p.z,
    r[3] * p.x + r[4] * p.y + r[5] * p.z,
    r[6] * p.x + r[7] * p.y + r[8] * p.z,
  );
}

function transposed(r: Rotation): Rotation {
  return [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]];
}

function multiply(a: Rotation, b: Rotation): Rotation {
  const cell = (i: number, j: number): number =>
    (a[3 * i] as number) * (b[j] as number) +
    (a[3 * i + 1] as number) * (b[3 + j] as number) +
    (a[3 * i + 2] as number) * (b[6 + j] as number);
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)];
}

export function transform(pose: RigidPose, p: Vector): Vector {
  const turned = rotate(pose.rotation, p);
  const t = pose.translation;
  return vector(turned.x + t.x, turned.y + t.y, turned.z + t.z);
}

/** First `inner`, then `outer`. */
export function compose(outer: RigidPose, inner: RigidPose): RigidPose {
  return {
    rotation: multiply(outer.rotation, inner.rotation),
    translation: transform(outer, inner.translation),
  };
}

export function inverse(pose: RigidPose): RigidPose {
  const back = transposed(pose.rotation);
  const t = rotate(back, pose.translation);
  return { rotation: back, translation: vector(-t.x, -t.y, -t.z) };
}

/** Rodrigues' formula: the rotation about the vector by its length in radians. */
export function rotationAbout(w: Vector): Rotation {
  const angle = Math.hypot(w.x, w.y, w.z);
  if (angle < 1e-12) return [1, -w.z, w.y, w.z, 1, -w.x, -w.y, w.x, 1];
  const [x, y, z] = [w.x / angle, w.y / angle, w.z / angle];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const k = 1 - c;
  return [
    c + x * x * k,
    x * y * k - z * s,
    x * z * k + y * s,
    y * x * k + z * s,
    c + y * y * k,
    y * z * k - x * s,
    z * x * k - y * s,
    z * y * k + x * s,
    c + z * z * k,
  ];
}

/** The rotation vector of a rotation; its length is the angle, 0 to π. */
export function rotationVector(r: Rotation): Vector {
  const [x, y, z] = [r[7] - r[5], r[2] - r[6], r[3] - r[1]];
  const sine = Math.hypot(x, y, z) / 2;
  const cosine = (r[0] + r[4] + r[8] - 1) / 2;
  const angle = Math.atan2(sine, cosine);
  if (sine > 1e-7) {
    const factor = angle / (2 * sine);
    return vector(x * factor, y * factor, z * factor);
  }
  if (cosine > 0) return vector(x / 2, y / 2, z / 2);
  // Half a turn: the axis is the column of (R + I) that is longest.
  const columns = [vector(r[0] + 1, r[3], r[6]), vector(r[1], r[4] + 1, r[7]), vector(r[2], r[5], r[8] + 1)];
  const axis = columns.reduce((a, b) => (Math.hypot(a.x, a.y, a.z) >= Math.hypot(b.x, b.y, b.z) ? a : b));
  const length = Math.hypot(axis.x, axis.y, axis.z) / Math.PI;
  return vector(axis.x / length, axis.y / length, axis.z / length);
}

/** The angle between two rotations, in radians. */
export function angleBetween(a: Rotation, b: Rotation): number {
  const w = rotationVector(multiply(a, transposed(b)));
  return Math.hypot(w.x, w.y, w.z);
}
