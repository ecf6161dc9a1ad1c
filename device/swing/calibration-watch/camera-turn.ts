import { DEGREES } from '../geometry/angle.ts';
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import { distort, undistort } from '../geometry/camera-model.ts';
import {
  add,
  cross,
  dot,
  lengthOf,
  normalize,
  type Point,
  scale,
  subtract,
  type Vector,
  vector,
} from '../geometry/vector.ts';

/**
 * How a camera has turned since its calibration, from things of the bay that do not move: where they were in its
 * picture and where they are now.
 *
 * All three rotations are seen: pitch and yaw move the whole picture, roll turns it about its middle. A camera that was
 * shifted shows as turned, by the angle under which the shift appears at the things' distance (3 cm at 3.8 m: 0.45°).
 * Things that moved by themselves, are covered or were taken for another are outvoted: the turn is the one that most
 * of the points agree on.
 */
export interface PointMoved {
  /** In pixels of the calibration's picture, when the points were chosen. */
  readonly from: Point;
  /** The same, now. */
  readonly to: Point;
}

/** Degrees about the camera's own axes. */
export interface CameraTurn {
  /** Positive: it looks higher. */
  readonly pitch: number;
  /** Positive: it looks farther to its right. */
  readonly yaw: number;
  /** Positive: it leans to its right. */
  readonly roll: number;
  /** How many points agree on it. */
  readonly agreeing: number;
}

/** Below that, a chance agreement of wrong matches cannot be told from a turn. */
const AGREEING_MIN = 6;
const AGREEING_SHARE_MIN = 0.4;
/** Points that agree lie within this of where the turn puts them; 2–4 pixels of 720p. */
const AGREE_RAD = 0.12 / DEGREES;
/** Two points nearer to each other than this say little about roll. */
const APART_RAD = 6 / DEGREES;
const REFINEMENTS = 3;

interface RayPair {
  readonly before: Vector;
  readonly after: Vector;
}

/** Null where too few points agree on any turn. */
export function cameraTurn(calibration: CameraCalibration, moved: readonly PointMoved[]): CameraTurn | null {
  const rays = moved
    .map(({ from, to }) => ({ before: lensRay(calibration, from), after: lensRay(calibration, to) }))
    .filter(({ before, after }) => Number.isFinite(before.x + after.x));
  const agreeing = largestAgreement(rays);
  if (agreeing.length < Math.max(AGREEING_MIN, AGREEING_SHARE_MIN * rays.length)) return null;
  const turn = turnOf(agreeing);
  if (turn === null) return null;
  // The picture turns the other way than the camera.
  return {
    pitch: -turn.x * DEGREES,
    yaw: -turn.y * DEGREES,
    roll: -turn.z * DEGREES,
    agreeing: agreeing.length,
  };
}

export function turnDegrees({ pitch, yaw, roll }: Pick<CameraTurn, 'pitch' | 'yaw' | 'roll'>): number {
  return Math.hypot(pitch, yaw, roll);
}

/** Where a point of the calibration's picture appears once the camera has turned. NaN outside what the lens can see. */
export function pointAfter(calibration: CameraCalibration, point: Point, turn: Omit<CameraTurn, 'agreeing'>): Point {
  const rotation = vector(-turn.pitch / DEGREES, -turn.yaw / DEGREES, -turn.roll / DEGREES);
  const ray = rotated(lensRay(calibration, point), rotation);
  const bent = distort(calibration, { x: ray.x / ray.z, y: ray.y / ray.z });
  return { x: calibration.fx * bent.x + calibration.cx, y: calibration.fy * bent.y + calibration.cy };
}

function lensRay(camera: CameraCalibration, pixel: Point): Vector {
  const ideal = undistort(camera, { x: (pixel.x - camera.cx) / camera.fx, y: (pixel.y - camera.cy) / camera.fy });
  return normalize(vector(ideal.x, ideal.y, 1));
}

/** Every pair of points proposes a turn; a few hundred proposals, so none is left to chance. */
function largestAgreement(rays: readonly RayPair[]): RayPair[] {
  let best: RayPair[] = [];
  for (let i = 0; i < rays.length; i++) {
    for (let k = i + 1; k < rays.length; k++) {
      const pair = [rays[i] as RayPair, rays[k] as RayPair] as const;
      if (lengthOf(subtract(pair[0].before, pair[1].before)) < APART_RAD) continue;
      const turn = turnOf(pair);
      if (turn === null || missBy(pair[0], turn) > AGREE_RAD) continue;
      const agreeing = rays.filter((ray) => missBy(ray, turn) <= AGREE_RAD);
      if (agreeing.length > best.length) best = agreeing;
    }
  }
  return best;
}

function missBy({ before, after }: RayPair, turn: Vector): number {
  return lengthOf(subtract(rotated(before, turn), after));
}

/** The rotation vector that carries the old rays nearest to the new ones: least squares, by Gauss and Newton. */
function turnOf(rays: readonly RayPair[]): Vector | null {
  let turn = vector(0, 0, 0);
  for (let step = 0; step < REFINEMENTS; step++) {
    const rows = [vector(0, 0, 0), vector(0, 0, 0), vector(0, 0, 0)] as [Vector, Vector, Vector];
    let right = vector(0, 0, 0);
    for (const { before, after } of rays) {
      const p = rotated(before, turn);
      rows[0] = add(rows[0], vector(1 - p.x * p.x, -p.x * p.y, -p.x * p.z));
      rows[1] = add(rows[1], vector(-p.y * p.x, 1 - p.y * p.y, -p.y * p.z));
      rows[2] = add(rows[2], vector(-p.z * p.x, -p.z * p.y, 1 - p.z * p.z));
      right = add(right, cross(p, after));
    }
    const change = solve(rows, right);
    if (change === null) return null;
    turn = add(turn, change);
  }
  return turn;
}

/** Cramer's rule for a symmetric matrix. */
function solve([a, b, c]: readonly [Vector, Vector, Vector], right: Vector): Vector | null {
  const determinant = dot(a, cross(b, c));
  if (Math.abs(determinant) < 1e-9) return null;
  return scale(vector(dot(right, cross(b, c)), dot(a, cross(right, c)), dot(a, cross(b, right))), 1 / determinant);
}

/** Rodrigues' formula. */
function rotated(v: Vector, turn: Vector): Vector {
  const angle = lengthOf(turn);
  if (angle < 1e-12) return v;
  const axis = scale(turn, 1 / angle);
  const parallel = scale(axis, dot(axis, v) * (1 - Math.cos(angle)));
  return add(add(scale(v, Math.cos(angle)), scale(cross(axis, v), Math.sin(angle))), parallel);
}
