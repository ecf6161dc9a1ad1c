import type { CameraCalibration } from './camera-calibration.ts';
import { dot, normalize, scale, subtract, type Vector, vector } from './vector.ts';

/** Cameras at known places, for tests: every formula here is written without the camera model under test. */
export function cameraAt(
  position: Vector,
  lookAt: Vector,
  distortion: CameraCalibration['distortion'] = [0, 0, 0, 0, 0],
): CameraCalibration {
  const forward = normalize(subtract(lookAt, position));
  const right = normalize(vector(-forward.z, 0, forward.x));
  const down = vector(
    forward.y * right.z - forward.z * right.y,
    forward.z * right.x - forward.x * right.z,
    forward.x * right.y - forward.y * right.x,
  );
  const translation = [right, down, forward].map((axis) => dot(scale(axis, -1), position));
  return {
    width: 720,
    height: 1280,
    fx: 1100,
    fy: 1090,
    cx: 362,
    cy: 636,
    distortion,
    rotation: [right, down, forward].flatMap(({ x, y, z }) => [x, y, z]),
    translation: translation as [number, number, number],
  };
}

/** As a range bay has them; `side` is −1 for a left-hander's, who stands on the other side of the ball. */
export function bayCameras(side: 1 | -1 = 1): { faceOn: CameraCalibration; downTheLine: CameraCalibration } {
  return {
    faceOn: cameraAt(vector(0.05, 1.1, 3.4 * side), vector(0, 0.95, -0.6 * side), [-0.12, 0.03, 0.001, -0.0008, 0]),
    downTheLine: cameraAt(vector(-4, 1.2, -0.4 * side), vector(0, 0.95, -0.5 * side), [-0.1, 0.02, 0, 0.001, 0]),
  };
}

/** So far away that its picture is flat: what a planar metric takes every camera for. One metre is 200 pixels. */
export function distantCamera(view: 'face-on' | 'down-the-line', side: 1 | -1 = 1): CameraCalibration {
  const position = view === 'face-on' ? vector(0, 0.9, 4000 * side) : vector(-4000, 0.9, -0.6 * side);
  const camera = cameraAt(position, view === 'face-on' ? vector(0, 0.9, 0) : vector(0, 0.9, -0.6 * side));
  return { ...camera, fx: 800_000, fy: 800_000 };
}
