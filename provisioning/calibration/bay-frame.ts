import { z } from 'zod';
import type { CameraCalibration } from '../../device/swing/geometry/camera-calibration.ts';
import { vector } from '../../device/swing/geometry/vector.ts';
import { boardCentre, type CharucoBoard } from './charuco-board.ts';
import type { Lens } from './lens-calibration.ts';
import { angleBetween, compose, inverse, type RigidPose, type Rotation } from './rigid-pose.ts';

/** How the board lies on the mat when the axes of the bay are taken from it. */
export const boardOnMatSchema = z.strictObject({
  quarterTurns: z
    .int()
    .min(0)
    .max(3)
    .default(0)
    .describe('Quarter turns, clockwise from above, from the position in which the rows of squares run to the target.'),
  offsetM: z
    .strictObject({
      x: z.number().min(-5).max(5).default(0).describe('Towards the target.'),
      y: z.number().min(-0.5).max(0.5).default(0).describe('Upwards: the thickness of the board.'),
      z: z.number().min(-5).max(5).default(0).describe('Where a right-hander looks.'),
    })
    .prefault({})
    .describe('Where the middle of the board lies from the ball, in metres.'),
});

export type BoardOnMat = z.infer<typeof boardOnMatSchema>;

/**
 * Bay axes to board axes for a board that lies face up on the mat. The board's own axes run along its rows, down its
 * columns and into it; lying down, its rows run to the target (x), its back is down (−y), its columns run as z does.
 */
export function bayOnBoard(board: CharucoBoard, { quarterTurns, offsetM }: BoardOnMat): RigidPose {
  const centre = boardCentre(board);
  // The board turned clockwise from above turns the target's direction counter-clockwise on it.
  const angle = (-quarterTurns * Math.PI) / 2;
  const [c, s] = [Math.round(Math.cos(angle)), Math.round(Math.sin(angle))];
  const rotation: Rotation = [c, 0, -s, s, 0, c, 0, -1, 0];
  const lying: RigidPose = { rotation, translation: centre };
  return compose(lying, {
    rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    translation: vector(-offsetM.x, -offsetM.y, -offsetM.z),
  });
}

/** The pose that is nearest to all others: one misread view among several of a board that lies still does no harm. */
export function steadiest(poses: readonly RigidPose[]): RigidPose | undefined {
  const distance = (a: RigidPose, b: RigidPose): number => {
    const [p, q] = [a.translation, b.translation];
    return Math.hypot(p.x - q.x, p.y - q.y, p.z - q.z) + angleBetween(a.rotation, b.rotation);
  };
  const totals = poses.map((pose) => poses.reduce((sum, other) => sum + distance(pose, other), 0));
  return poses[totals.reduce((best, total, i) => (total < (totals[best] as number) ? i : best), 0)];
}

/**
 * A camera in bay axes.
 * @param camera axes of the reference camera to this camera's
 * @param bay bay axes to those of the reference camera
 */
export function inBayAxes(lens: Lens, camera: RigidPose, bay: RigidPose): CameraCalibration {
  const { rotation, translation } = compose(camera, bay);
  return { ...lens, rotation: [...rotation], translation: [translation.x, translation.y, translation.z] };
}

/** Where a camera stands in bay axes, metres. */
export function cameraStand({ rotation, translation: [right, down, forward] }: CameraCalibration) {
  return inverse({ rotation: rotation as unknown as Rotation, translation: vector(right, down, forward) }).translation;
}
