import type { CameraCalibration } from '../../device/swing/geometry/camera-calibration.ts';
import { project } from '../../device/swing/geometry/camera-model.ts';
import { vector } from '../../device/swing/geometry/vector.ts';
import { calibrationOf } from '../../device/virtual-bay/camera.ts';
import { seededRandom } from '../../device/virtual-bay/random.ts';
import { bayOnBoard, boardOnMatSchema } from './bay-frame.ts';
import { boardCentre, type CharucoBoard, charucoBoardSchema, cornerCount, cornerPoint } from './charuco-board.ts';
import { compose, inverse, type RigidPose, rotationAbout, transform } from './rigid-pose.ts';
import type { SightedCamera } from './sighted-camera.ts';

/** Boards before known cameras, as points: what detection would find, with its noise and nothing else. */
export const CARRIED_BOARD: CharucoBoard = charucoBoardSchema.parse({ columns: 7, rows: 5, squareM: 0.1 });

const LENS = { width: 1280, height: 720, fieldOfViewDegrees: 62 };

export const BAY_CAMERAS: Readonly<Record<string, CameraCalibration>> = {
  'face-on': calibrationOf({
    ...LENS,
    position: [0.05, 1.2, 3.2],
    lookAt: [0, 0.9, 0],
    distortion: [-0.18, 0.06, 0, 0, 0],
  }),
  'down-the-line': calibrationOf({ ...LENS, position: [-3.4, 1.3, -0.2], lookAt: [0, 0.9, -0.2] }),
  corner: calibrationOf({
    ...LENS,
    position: [-2.4, 2.1, 2.2],
    lookAt: [0, 0.8, -0.2],
    distortion: [0.08, -0.1, 0, 0, 0],
  }),
};

export const MAT_MOMENT = 1000;

export interface CarryOptions {
  readonly noisePx: number;
  readonly moments: number;
  readonly seed: number;
  /** Whether a camera sees the board at a moment, beside what its picture holds. */
  readonly sees?: (camera: string, moment: number) => boolean;
}

/** A board at seeded places and tilts round the ball, and at last flat on the mat. */
export function carryBoard(
  cameras: Readonly<Record<string, CameraCalibration>>,
  options: CarryOptions,
): SightedCamera[] {
  const random = seededRandom(options.seed);
  const noise = random.fork('noise');
  const lying = inverse(bayOnBoard(CARRIED_BOARD, boardOnMatSchema.parse({})));
  const poses: [number, RigidPose][] = Array.from({ length: options.moments }, (_, moment) => {
    const turn = rotationAbout(
      vector(random.between(-0.7, 0.7), random.between(-0.9, 0.9) - Math.PI / 4, random.between(-0.5, 0.5)),
    );
    // Upright: the board's rows to the right, its columns downwards, its face to the cameras.
    const upright = rotationAbout(vector(Math.PI, 0, 0));
    const centre = boardCentre(CARRIED_BOARD);
    const middle = vector(random.between(-0.8, 0.8), random.between(0.4, 1.7), random.between(-0.7, 0.8));
    const centred: RigidPose = {
      rotation: upright,
      translation: vector(-centre.x, centre.y, 0),
    };
    return [moment, compose({ rotation: turn, translation: middle }, centred)];
  });
  poses.push([MAT_MOMENT, lying]);
  return Object.entries(cameras).map(([name, camera]) => {
    const boards = poses.flatMap(([moment, pose]) => {
      if (options.sees?.(name, moment) === false) return [];
      const seen = Array.from({ length: cornerCount(CARRIED_BOARD) }, (_, id) => ({
        id,
        pixel: project(camera, transform(pose, cornerPoint(CARRIED_BOARD, id))),
      })).flatMap(({ id, pixel }) => {
        const isInside =
          pixel !== null && pixel.x > 5 && pixel.y > 5 && pixel.x < camera.width - 5 && pixel.y < camera.height - 5;
        return isInside ? [{ id, pixel }] : [];
      });
      if (seen.length < 8) return [];
      const jitter = (): number => options.noisePx * (noise.next() + noise.next() + noise.next() - 1.5) * 2;
      const pixels = seen.map(({ pixel }) => ({ x: pixel.x + jitter(), y: pixel.y + jitter() }));
      return [{ moment, ids: seen.map(({ id }) => id), pixels, edgePx: 1.5 }];
    });
    return { name, width: camera.width, height: camera.height, boards };
  });
}
