import { z } from 'zod';
import { cameraCalibrationSchema } from '../../device/swing/geometry/camera-calibration.ts';
import { isBayError } from '../../device/errors/bay-error.ts';
import { bayOnBoard, type BoardOnMat, inBayAxes, steadiest } from './bay-frame.ts';
import { calibrateCameras, distanceBetween, type PlacedCamera, type PlacedCameras } from './calibrate-cameras.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { MatNotSeenError } from './errors.ts';
import type { OpenCv } from './open-cv.ts';
import { coverageOf, coveredShare } from './picture-coverage.ts';
import { compose, IDENTITY } from './rigid-pose.ts';
import type { SightedCamera } from './sighted-camera.ts';

const pixels = z.number().nonnegative();

export const solvedCameraSchema = z.strictObject({
  name: z.string().describe('The camera of the configuration.'),
  calibration: cameraCalibrationSchema.describe('Its lens and its place.'),
  reprojectionPx: pixels.describe('Root mean square distance of found corners from calculated ones, in pixels.'),
  worstViewPx: pixels.describe('The same of its worst view.'),
  viewsPx: z.array(pixels).describe('The same of each view.'),
  views: z.int().describe('Views of the board that it rests on.'),
  blurred: z.int().describe('Views that were too blurred.'),
  refused: z.int().describe('Views that agreed with no others.'),
  focalDeviationPx: pixels.nullable().describe('One standard deviation of the focal length; null where unknown.'),
  focalHalvesPercent: pixels
    .nullable()
    .describe('By how much the focal lengths of two independent halves of the views differ; null where unknown.'),
  coverage: z.number().describe('Share of the picture in which the board was seen.'),
});

export const solvedPairSchema = z.strictObject({
  a: z.string().describe('One camera.'),
  b: z.string().describe('The other.'),
  moments: z.int().describe('How often both saw the board at once.'),
  distanceM: z.number().describe('How far apart they stand, in metres.'),
  halvesPercent: pixels
    .nullable()
    .describe('By how much this distance differs between two independent halves of the views; null where unknown.'),
});

export const calibrationSolutionSchema = z.strictObject({
  axes: z
    .enum(['mat', 'reference-camera'])
    .describe('Whether the axes are the bay’s, from the board on the mat, or only those of one of the cameras.'),
  cameras: z.array(solvedCameraSchema).describe('What was found of each camera.'),
  pairs: z.array(solvedPairSchema).describe('How the cameras stand to one another.'),
});

export type CalibrationSolution = z.infer<typeof calibrationSolutionSchema>;

export interface MatSight {
  /** Moments at which the board lay on the mat. */
  readonly moments: readonly number[];
  readonly lying: BoardOnMat;
}

/**
 * The whole answer, with what says how far to trust it: two halves of the moments, each calibrated by itself.
 * @throws NoBoardSeenError, TooFewViewsError, CamerasNotConnectedError, MatNotSeenError
 */
export function solveCalibration(
  cv: OpenCv,
  board: CharucoBoard,
  sighted: readonly SightedCamera[],
  mat: MatSight | null,
): CalibrationSolution {
  const placed = calibrateCameras(cv, board, sighted);
  const halves = [0, 1].map((half) => calibrateHalf(cv, board, sighted, half));
  const bay = mat === null ? IDENTITY : bayFrom(board, placed, mat);
  const differ = (values: (number | undefined)[]): number | null => {
    const [a, b] = values;
    return a === undefined || b === undefined ? null : (Math.abs(a - b) / ((a + b) / 2)) * 100;
  };
  return {
    axes: mat === null ? 'reference-camera' : 'mat',
    cameras: placed.cameras.map((camera, i) => ({
      name: camera.name,
      calibration: inBayAxes(camera.lens, camera.pose, bay),
      reprojectionPx: camera.reprojectionPx,
      worstViewPx: Math.max(0, ...camera.views.map((view) => view.reprojectionPx)),
      viewsPx: camera.views.map((view) => view.reprojectionPx),
      views: camera.views.length,
      blurred: camera.blurred,
      refused: camera.refused,
      focalDeviationPx: Number.isFinite(camera.focalDeviationPx) ? camera.focalDeviationPx : null,
      focalHalvesPercent: differ(halves.map((half) => half?.cameras[i]?.lens.fx)),
      coverage: coverage(sighted[i] as SightedCamera, camera),
    })),
    pairs: placed.pairs.map(({ a, b, moments }) => ({
      a: placed.cameras[a]?.name ?? '',
      b: placed.cameras[b]?.name ?? '',
      moments,
      distanceM: distance(placed, a, b),
      halvesPercent: differ(halves.map((half) => (half === null ? undefined : distance(half, a, b)))),
    })),
  };
}

/** Every other moment in which the board was seen; null where a half has too little to stand by itself. */
function calibrateHalf(
  cv: OpenCv,
  board: CharucoBoard,
  sighted: readonly SightedCamera[],
  half: number,
): PlacedCameras | null {
  const moments = [...new Set(sighted.flatMap((camera) => camera.boards.map(({ moment }) => moment)))];
  const mine = new Set(moments.sort((a, b) => a - b).filter((_, i) => i % 2 === half));
  const part = sighted.map((camera) => ({
    ...camera,
    boards: camera.boards.filter(({ moment }) => mine.has(moment)),
  }));
  try {
    return calibrateCameras(cv, board, part);
  } catch (error) {
    if (isBayError(error)) return null;
    throw error;
  }
}

function bayFrom(board: CharucoBoard, placed: PlacedCameras, { moments, lying }: MatSight) {
  const poses = moments.flatMap((moment) => placed.boards.get(moment) ?? []);
  const pose = steadiest(poses);
  if (pose === undefined) throw new MatNotSeenError();
  return compose(pose, bayOnBoard(board, lying));
}

function distance(placed: PlacedCameras, a: number, b: number): number {
  return distanceBetween(placed.cameras[a] as PlacedCamera, placed.cameras[b] as PlacedCamera);
}

function coverage(sighted: SightedCamera, { views }: PlacedCamera): number {
  const used = new Set(views.map(({ moment }) => moment));
  const corners = sighted.boards.filter(({ moment }) => used.has(moment)).flatMap(({ pixels: found }) => found);
  return coveredShare(coverageOf(sighted, corners));
}
