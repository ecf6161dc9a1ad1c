import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import { cross, dot, scale, sub, UP, unit, type Vec3 } from './vector.ts';

/**
 * Pinhole cameras with Brown–Conrady distortion, exactly as `CameraCalibration` documents them: a bay point X appears
 * at K · distort(R · X + t).
 */
export type VirtualCameraRole = 'face-on' | 'down-the-line' | 'other';

export interface VirtualCamera {
  readonly name: string;
  readonly role: VirtualCameraRole;
  readonly fps: number;
  readonly calibration: CameraCalibration;
}

export interface CameraPlace {
  readonly position: Vec3;
  readonly lookAt: Vec3;
  readonly width: number;
  readonly height: number;
  /** Field of view along the picture's width. */
  readonly fieldOfViewDegrees: number;
  readonly distortion?: CameraCalibration['distortion'];
}

export function calibrationOf(place: CameraPlace): CameraCalibration {
  const forward = unit(sub(place.lookAt, place.position));
  const right = unit(cross(forward, UP));
  const down = cross(forward, right);
  const focal = place.width / 2 / Math.tan((place.fieldOfViewDegrees * Math.PI) / 360);
  return {
    width: place.width,
    height: place.height,
    fx: focal,
    fy: focal,
    cx: place.width / 2,
    cy: place.height / 2,
    distortion: place.distortion ?? [0, 0, 0, 0, 0],
    rotation: [...right, ...down, ...forward],
    translation: [-dot(right, place.position), -dot(down, place.position), -dot(forward, place.position)],
  };
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** In front of a right-hander; a left-hander's stands on the other side (`side` −1). */
export function faceOnCamera(size: PictureSize, side: 1 | -1 = 1): VirtualCamera {
  return {
    name: 'face-on',
    role: 'face-on',
    fps: size.fps,
    calibration: calibrationOf({
      position: [0.05, 1.2, 3.7 * side],
      lookAt: [0.03, 0.96, -0.3 * side],
      width: size.width,
      height: size.height,
      fieldOfViewDegrees: fieldOfView(size, 2.55, 4.1),
    }),
  };
}

/** Behind the hands, looking at the target. */
export function downTheLineCamera(size: PictureSize, side: 1 | -1 = 1): VirtualCamera {
  return {
    name: 'down-the-line',
    role: 'down-the-line',
    fps: size.fps,
    calibration: calibrationOf({
      position: [-3.8, 1.25, -0.3 * side],
      lookAt: [0, 0.98, -0.36 * side],
      width: size.width,
      height: size.height,
      fieldOfViewDegrees: fieldOfView(size, 2.6, 3.8),
    }),
  };
}

/** The field along the picture's width that shows `tallM` metres of height at `distanceM`. */
function fieldOfView(size: PictureSize, tallM: number, distanceM: number): number {
  const focal = (size.height * distanceM) / tallM;
  return (2 * Math.atan(size.width / 2 / focal) * 180) / Math.PI;
}

export function cameraPosition(calibration: CameraCalibration): Vec3 {
  const [right, down, forward] = axesOf(calibration);
  const t = calibration.translation;
  return scale(
    [
      right[0] * t[0] + down[0] * t[1] + forward[0] * t[2],
      right[1] * t[0] + down[1] * t[1] + forward[1] * t[2],
      right[2] * t[0] + down[2] * t[1] + forward[2] * t[2],
    ],
    -1,
  );
}

export function axesOf(calibration: CameraCalibration): readonly [Vec3, Vec3, Vec3] {
  const r = calibration.rotation as [number, number, number, number, number, number, number, number, number];
  return [
    [r[0], r[1], r[2]],
    [r[3], r[4], r[5]],
    [r[6], r[7], r[8]],
  ];
}

/** Pixels and depth in metres; depth ≤ 0 is behind the camera and its pixels mean nothing. */
export function project(calibration: CameraCalibration, point: Vec3): { x: number; y: number; depthM: number } {
  const [right, down, forward] = axesOf(calibration);
  const t = calibration.translation;
  const depthM = dot(forward, point) + t[2];
  const [u, v] = distort(
    calibration.distortion,
    (dot(right, point) + t[0]) / depthM,
    (dot(down, point) + t[1]) / depthM,
  );
  return { x: calibration.fx * u + calibration.cx, y: calibration.fy * v + calibration.cy, depthM };
}

export function distort(d: CameraCalibration['distortion'], x: number, y: number): [number, number] {
  const [k1, k2, p1, p2, k3] = d;
  const r2 = x * x + y * y;
  const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
  return [x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x), y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y];
}

/** The unit vector in bay axes along which a pixel looks; the lens is undone by fixed-point iteration. */
export function rayThrough(calibration: CameraCalibration, x: number, y: number): Vec3 {
  const u = (x - calibration.cx) / calibration.fx;
  const v = (y - calibration.cy) / calibration.fy;
  let a = u;
  let b = v;
  if (calibration.distortion.some((k) => k !== 0)) {
    for (let i = 0; i < 20; i++) {
      const [du, dv] = distort(calibration.distortion, a, b);
      a += u - du;
      b += v - dv;
    }
  }
  const [right, down, forward] = axesOf(calibration);
  return unit([
    right[0] * a + down[0] * b + forward[0],
    right[1] * a + down[1] * b + forward[1],
    right[2] * a + down[2] * b + forward[2],
  ]);
}
