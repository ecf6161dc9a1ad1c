import { lengthOf, subtract, type Vector } from '../../device/swing/geometry/vector.ts';
import { solveBoardPose } from './board-pose.ts';
import { type Bundle, type BundleSight, refineBundle, sightError } from './bundle-adjustment.ts';
import { type CameraPair, chainCameras, missingPairs } from './camera-graph.ts';
import { type CharucoBoard, cornerPoint } from './charuco-board.ts';
import { CamerasNotConnectedError, NoBoardSeenError } from './errors.ts';
import { calibrateLens, type Lens, type LensResult, median } from './lens-calibration.ts';
import type { OpenCv } from './open-cv.ts';
import { compose, inverse, type RigidPose } from './rigid-pose.ts';
import type { SightedCamera } from './sighted-camera.ts';
import { sharpBoards } from './view-choice.ts';

export interface PlacedCamera {
  readonly name: string;
  readonly lens: Lens;
  /** Axes of the reference camera to this camera's, metres. */
  readonly pose: RigidPose;
  /** Root mean square over all views kept, in pixels of the full picture. */
  readonly reprojectionPx: number;
  readonly views: readonly { readonly moment: number; readonly reprojectionPx: number }[];
  readonly focalDeviationPx: number;
  /** Views left out: blurred, or in disagreement with all others. */
  readonly blurred: number;
  readonly refused: number;
}

export interface PlacedCameras {
  readonly cameras: readonly PlacedCamera[];
  readonly pairs: readonly CameraPair[];
  /** The board at each moment that was used: board axes to those of the reference camera. */
  readonly boards: ReadonlyMap<number, RigidPose>;
}

/** A view worse than this times the usual one was misread, or its moment was not the others'. */
const OUTLIER_RATIO = 3;
const OUTLIER_PX_MIN = 0.6;
const ROUNDS_MAX = 3;

/**
 * Lenses and places of cameras that saw one board together, in the axes of one of them.
 * @throws NoBoardSeenError, TooFewViewsError, CamerasNotConnectedError
 */
export function calibrateCameras(cv: OpenCv, board: CharucoBoard, sighted: readonly SightedCamera[]): PlacedCameras {
  for (const { name, boards } of sighted) if (boards.length === 0) throw new NoBoardSeenError(name);
  const lenses = sighted.map((camera) => calibrateLens(cv, board, camera));
  const start = placeRoughly(cv, board, sighted, lenses);
  let sights = start.sights;
  let refined = refineBundle(start.bundle, sights, start.reference);
  for (let round = 1; round < ROUNDS_MAX; round++) {
    const kept = agreeing(refined, sights, sighted.length);
    if (kept.length === sights.length) break;
    sights = kept;
    refined = refineBundle(refined, sights, start.reference);
  }
  return {
    pairs: start.pairs,
    boards: new Map(start.moments.map((moment, i) => [moment, refined.boards[i] as RigidPose])),
    cameras: sighted.map(({ name, boards }, camera) => {
      const own = sights.filter((sight) => sight.camera === camera);
      const views = own.map((sight) => ({
        moment: start.moments[sight.board] as number,
        reprojectionPx: sightError(refined, sight),
      }));
      const corners = own.reduce((sum, sight) => sum + sight.points.length, 0);
      const squares = own.reduce((sum, sight) => sum + sightError(refined, sight) ** 2 * sight.points.length, 0);
      const { lens, pose } = refined.cameras[camera] as Bundle['cameras'][number];
      const { blurred } = lenses[camera] as LensResult;
      return {
        ...{ name, lens, pose, views, blurred, refused: boards.length - blurred - own.length },
        reprojectionPx: Math.sqrt(squares / Math.max(1, corners)),
        focalDeviationPx: refined.focalDeviationPx[camera] ?? Number.POSITIVE_INFINITY,
      };
    }),
  };
}

/** Distance between two cameras, metres. */
export function distanceBetween(a: PlacedCamera, b: PlacedCamera): number {
  return lengthOf(subtract(placeOf(a), placeOf(b)));
}

/** Where a camera stands, in the axes of the reference camera. */
function placeOf({ pose }: PlacedCamera): Vector {
  return inverse(pose).translation;
}

/** Every view is held to its own camera: a far one has other errors than a near one. */
function agreeing(bundle: Bundle, sights: readonly BundleSight[], cameras: number): BundleSight[] {
  const errors = sights.map((sight) => sightError(bundle, sight));
  const bounds = Array.from({ length: cameras }, (_, camera) => {
    const own = errors.filter((_error, i) => sights[i]?.camera === camera);
    return Math.max(OUTLIER_PX_MIN, OUTLIER_RATIO * median(own));
  });
  return sights.filter((sight, i) => (errors[i] as number) <= (bounds[sight.camera] as number));
}

function placeRoughly(
  cv: OpenCv,
  board: CharucoBoard,
  sighted: readonly SightedCamera[],
  lenses: readonly LensResult[],
) {
  const usable = sighted.map(({ boards }) => sharpBoards(boards));
  const moments = [...new Set(usable.flatMap((boards) => boards.map(({ moment }) => moment)))].sort((a, b) => a - b);
  const indexOf = new Map(moments.map((moment, i) => [moment, i]));
  const poses: (RigidPose | null)[][] = moments.map(() => sighted.map(() => null));
  const sights: BundleSight[] = [];
  for (const [camera, boards] of usable.entries()) {
    const { lens } = lenses[camera] as LensResult;
    for (const sight of boards) {
      const found = solveBoardPose(cv, board, lens, sight);
      const at = indexOf.get(sight.moment) as number;
      if (found === null || found.pose.translation.z <= 0) continue;
      (poses[at] as (RigidPose | null)[])[camera] = found.pose;
      sights.push({ camera, board: at, points: sight.ids.map((id) => cornerPoint(board, id)), pixels: sight.pixels });
    }
  }
  const chain = chainCameras(sighted.length, poses);
  const missing = missingPairs(chain);
  if (missing.length > 0) {
    const name = (camera: number): string => sighted[camera]?.name ?? String(camera);
    throw new CamerasNotConnectedError(missing.map(([a, b]) => [name(a), name(b)] as const));
  }
  const cameras = lenses.map(({ lens }, i) => ({ lens, pose: chain.poses[i] as RigidPose }));
  const boards = poses.map((seen, at) => {
    const own = sights.filter((sight) => sight.board === at);
    const candidates = seen.flatMap((pose, camera) =>
      pose === null ? [] : [compose(inverse((cameras[camera] as Bundle['cameras'][number]).pose), pose)],
    );
    return bestBoard(cameras, own, candidates);
  });
  const used = sights.filter((sight) => boards[sight.board] !== undefined);
  const whole = boards.map((pose) => pose ?? inverse((cameras[0] as Bundle['cameras'][number]).pose));
  return { sights: used, moments, pairs: chain.pairs, reference: chain.reference, bundle: { cameras, boards: whole } };
}

/** Each camera has its own idea of where the board was; the one that all pictures bear out best begins. */
function bestBoard(
  cameras: Bundle['cameras'],
  sights: readonly BundleSight[],
  candidates: readonly RigidPose[],
): RigidPose | undefined {
  const errors = candidates.map((pose) =>
    sights.reduce((sum, sight) => sum + sightError({ cameras, boards: [pose] }, { ...sight, board: 0 }), 0),
  );
  const best = errors.reduce((least, error, i) => (error < (errors[least] as number) ? i : least), 0);
  return Number.isFinite(errors[best]) ? candidates[best] : undefined;
}
