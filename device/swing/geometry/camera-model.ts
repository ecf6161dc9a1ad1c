import type { CameraCalibration } from './camera-calibration.ts';
import { normalize, type Point, type Vector, vector } from './vector.ts';

/**
 * OpenCV's pinhole with Brown–Conrady distortion, both ways: a bay point to its pixel, and a pixel back to the ray on
 * which the point must lie. The formulas are those of OpenCV's calib3d documentation.
 */

export interface Ray {
  readonly origin: Vector;
  /** Of length one. */
  readonly direction: Vector;
}

/** Bay axes to camera axes (x right, y down, z forward), metres. */
function toCameraAxes(camera: CameraCalibration, point: Vector): Vector {
  const r = camera.rotation as readonly number[];
  const [tx, ty, tz] = camera.translation;
  const row = (i: number): number =>
    (r[i] as number) * point.x + (r[i + 1] as number) * point.y + (r[i + 2] as number) * point.z;
  return vector(row(0) + tx, row(3) + ty, row(6) + tz);
}

/** A direction in camera axes to bay axes: the transposed rotation. */
function toBayAxes(camera: CameraCalibration, v: Vector): Vector {
  const r = camera.rotation as readonly number[];
  const column = (i: number): number =>
    (r[i] as number) * v.x + (r[i + 3] as number) * v.y + (r[i + 6] as number) * v.z;
  return vector(column(0), column(1), column(2));
}

export function cameraCentre(camera: CameraCalibration): Vector {
  const [tx, ty, tz] = camera.translation;
  return toBayAxes(camera, vector(-tx, -ty, -tz));
}

/** Lens coordinates of a perfect lens to those of this one. */
export function distort(camera: CameraCalibration, ideal: Point): Point {
  const [k1, k2, p1, p2, k3] = camera.distortion;
  const { x, y } = ideal;
  const r2 = x * x + y * y;
  const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
  return {
    x: x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x),
    y: y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y,
  };
}

const UNDISTORT_STEPS_MAX = 60;
const UNDISTORT_TOLERANCE = 1e-13;
const UNDISTORT_ERROR_MAX = 1e-7;

/**
 * The inverse of `distort`, by the fixed-point iteration of OpenCV's undistortPoints. Converges for lenses whose
 * distortion does not fold the picture over itself; NaN where it does not settle, which such a lens cannot see.
 */
export function undistort(camera: CameraCalibration, bent: Point): Point {
  const [k1, k2, p1, p2, k3] = camera.distortion;
  let { x, y } = bent;
  for (let step = 0; step < UNDISTORT_STEPS_MAX; step++) {
    const r2 = x * x + y * y;
    const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
    const nextX = (bent.x - 2 * p1 * x * y - p2 * (r2 + 2 * x * x)) / radial;
    const nextY = (bent.y - p1 * (r2 + 2 * y * y) - 2 * p2 * x * y) / radial;
    const moved = Math.abs(nextX - x) + Math.abs(nextY - y);
    x = nextX;
    y = nextY;
    if (moved < UNDISTORT_TOLERANCE) break;
  }
  const back = distort(camera, { x, y });
  const settled = Math.hypot(bent.x - back.x, bent.y - back.y) < UNDISTORT_ERROR_MAX;
  return settled ? { x, y } : { x: Number.NaN, y: Number.NaN };
}

/** The pixel of a bay point in the upright picture; null behind the camera. It may lie outside the picture. */
export function project(camera: CameraCalibration, point: Vector): Point | null {
  const seen = toCameraAxes(camera, point);
  if (seen.z <= 0) return null;
  const bent = distort(camera, { x: seen.x / seen.z, y: seen.y / seen.z });
  return { x: camera.fx * bent.x + camera.cx, y: camera.fy * bent.y + camera.cy };
}

/** The ray in bay axes on which everything at this pixel lies. */
export function rayThrough(camera: CameraCalibration, pixel: Point): Ray {
  const ideal = undistort(camera, { x: (pixel.x - camera.cx) / camera.fx, y: (pixel.y - camera.cy) / camera.fy });
  return { origin: cameraCentre(camera), direction: normalize(toBayAxes(camera, vector(ideal.x, ideal.y, 1))) };
}
