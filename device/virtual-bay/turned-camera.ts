import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';

/** A camera that was turned where it stands, degrees about its own axes, pitch up, yaw and roll to its right. */
export function turnedCamera(
  camera: CameraCalibration,
  { pitch = 0, yaw = 0, roll = 0 }: { pitch?: number; yaw?: number; roll?: number },
): CameraCalibration {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  // What was straight ahead of a camera that looks higher now lies lower in its picture, and so with the others.
  const about = [axisTurn(1, 2, -radians(pitch)), axisTurn(2, 0, -radians(yaw)), axisTurn(0, 1, -radians(roll))];
  const turn = (v: readonly number[]) => about.reduce((each, rotate) => rotate(each), v);
  const columns = [0, 1, 2].map((column) => turn([0, 3, 6].map((row) => camera.rotation[row + column] as number)));
  return {
    ...camera,
    rotation: [0, 1, 2].flatMap((row) => columns.map((column) => column[row] as number)),
    translation: turn(camera.translation) as [number, number, number],
  };
}

function axisTurn(a: number, b: number, angle: number): (v: readonly number[]) => number[] {
  return (v) => {
    const out = [...v];
    out[a] = (v[a] as number) * Math.cos(angle) - (v[b] as number) * Math.sin(angle);
    out[b] = (v[a] as number) * Math.sin(angle) + (v[b] as number) * Math.cos(angle);
    return out;
  };
}

/** One degree about each axis, either way. */
export const ONE_DEGREE_TURNS = (['pitch', 'yaw', 'roll'] as const).flatMap((axis) =>
  ([1, -1] as const).map((sign) => ({
    axis,
    sign,
    turn: { [axis]: sign } as { pitch?: number; yaw?: number; roll?: number },
  })),
);
