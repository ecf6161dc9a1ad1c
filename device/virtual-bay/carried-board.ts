import { cameraPosition, rayThrough, type VirtualCamera } from './camera.ts';
import { BOARD_MARGIN, type PrintedBoard } from './charuco-board.ts';
import { seededRandom } from './random.ts';
import { add, along, cross, mix, scale, sub, UP, unit, type Vec3 } from './vector.ts';

/**
 * A board that nobody in particular carries through the bay, as an installer would: held still in every part of each
 * camera's picture, then where two of them see it at once, at last laid on the mat. The same seed is the same walk.
 */
export interface BoardPlace {
  readonly centre: Vec3;
  /** Along the rows, down the columns; both of length one. */
  readonly across: Vec3;
  readonly down: Vec3;
}

export interface BoardWalk {
  readonly durationMs: number;
  /** From here on the board lies on the mat. */
  readonly matFromMs: number;
  at(ms: number): BoardPlace;
}

export const HOLD_MS = 1_100;
export const MOVE_MS = 300;
const MAT_MS = 14_000;
/** Where in a picture the board is held, in parts of its width and height. */
const SPOTS = [
  [0.2, 0.25],
  [0.5, 0.25],
  [0.8, 0.25],
  [0.2, 0.55],
  [0.5, 0.55],
  [0.8, 0.55],
  [0.25, 0.8],
  [0.5, 0.8],
  [0.75, 0.8],
] as const;
const SHARED_STOPS = 12;

export function walkWithBoard(seed: number, cameras: readonly VirtualCamera[]): BoardWalk {
  const random = seededRandom(seed).fork('board');
  const tilt = () => random.between(-0.55, 0.55);
  const own = cameras.flatMap((camera) =>
    SPOTS.map(([u, v]) => {
      const { calibration } = camera;
      const eye = cameraPosition(calibration);
      const ray = rayThrough(calibration, u * calibration.width, v * calibration.height);
      const centre = along(eye, ray, random.between(1.7, 2.5));
      return facing(centre, eye, tilt(), tilt(), random.between(-0.4, 0.4));
    }),
  );
  const eyes = cameras.map((camera) => cameraPosition(camera.calibration));
  const middle = scale(eyes.reduce(add, [0, 0, 0]), 1 / Math.max(1, eyes.length));
  const shared = Array.from({ length: SHARED_STOPS }, () => {
    const centre: Vec3 = [random.between(-0.9, 0.3), random.between(0.6, 1.6), random.between(-0.3, 0.8)];
    return facing(centre, [middle[0], centre[1], middle[2]], tilt() / 3, tilt() / 2, random.between(-0.3, 0.3));
  });
  // Shared stops come between the others, so that nobody who watches waits for them to the end.
  const stops = own.flatMap((stop, i) => {
    const between = shared[Math.floor((i * SHARED_STOPS) / own.length)];
    return i % Math.ceil(own.length / SHARED_STOPS) === 1 && between !== undefined ? [stop, between] : [stop];
  });
  const matFromMs = stops.length * (HOLD_MS + MOVE_MS);
  const lying: BoardPlace = { centre: [0, 0, 0], across: [1, 0, 0], down: [0, 0, 1] };
  return {
    durationMs: matFromMs + MAT_MS,
    matFromMs,
    at: (ms) => {
      const stop = Math.floor(ms / (HOLD_MS + MOVE_MS));
      const here = stops[stop] ?? lying;
      const share = (ms - stop * (HOLD_MS + MOVE_MS) - HOLD_MS) / MOVE_MS;
      return stop >= stops.length || share <= 0 ? here : onTheWay(here, stops[stop + 1] ?? lying, share);
    },
  };
}

/** Upright, its face to the eye, then leant, turned and rolled by so many radians. */
function facing(centre: Vec3, eye: Vec3, lean: number, turn: number, roll: number): BoardPlace {
  const face = unit(sub(eye, centre));
  const across = unit(cross(UP, face));
  const down = cross(across, face);
  const turned = unit(add(scale(across, Math.cos(turn)), scale(face, Math.sin(turn))));
  const normal = cross(down, turned);
  const leant = unit(add(scale(down, Math.cos(lean)), scale(normal, Math.sin(lean))));
  return {
    centre,
    across: add(scale(turned, Math.cos(roll)), scale(leant, Math.sin(roll))),
    down: add(scale(leant, Math.cos(roll)), scale(turned, -Math.sin(roll))),
  };
}

function onTheWay(a: BoardPlace, b: BoardPlace, share: number): BoardPlace {
  const across = unit(mix(a.across, b.across, share));
  const rough = mix(a.down, b.down, share);
  const face = unit(cross(across, rough));
  return { centre: mix(a.centre, b.centre, share), across, down: cross(face, across) };
}

/** The corners of the paper, in turn. */
export function paperCorners({ centre, across, down }: BoardPlace, board: PrintedBoard): Vec3[] {
  const half = (squares: number): number => (squares / 2 + BOARD_MARGIN) * board.squareM;
  const [x, y] = [half(board.columns), half(board.rows)];
  return (
    [
      [-x, -y],
      [x, -y],
      [x, y],
      [-x, y],
    ] as const
  ).map(([u, v]) => along(along(centre, across, u), down, v));
}
