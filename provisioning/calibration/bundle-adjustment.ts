/**
 * The joint refinement of a calibration: lenses, camera poses and the board's pose at every moment, so that all
 * corners in all pictures agree best.
 *
 * Levenberg–Marquardt of our own: OpenCV's WebAssembly build has no bundle adjustment, and the general library
 * (`ml-levenberg-marquardt`) takes a numeric derivative of every residual by every unknown and knows neither robust
 * weights nor that a board's pose touches only its own moment. Here the boards are eliminated first (Schur
 * complement), which leaves fourteen unknowns a camera whatever the length of the recording.
 */
import { type Point, type Vector, vector } from '../../device/swing/geometry/vector.ts';
import { CholeskyFactors } from './dense-matrix.ts';
import type { Lens } from './lens-calibration.ts';
import { LENS_VALUES, projectWithSlopes } from './projection-slopes.ts';
import { compose, type RigidPose, rotationAbout, transform } from './rigid-pose.ts';

export interface BundleCamera {
  readonly lens: Lens;
  /** Axes of the reference camera to this camera's. */
  readonly pose: RigidPose;
}

export interface BundleSight {
  readonly camera: number;
  readonly board: number;
  /** In board axes, metres. */
  readonly points: readonly Vector[];
  readonly pixels: readonly Point[];
}

export interface Bundle {
  readonly cameras: readonly BundleCamera[];
  /** Board axes to those of the reference camera, a moment each. */
  readonly boards: readonly RigidPose[];
}

export interface RefinedBundle extends Bundle {
  /** Root mean square over all corners, in pixels. */
  readonly reprojectionPx: number;
  /** One standard deviation of each camera's focal length, in pixels. */
  readonly focalDeviationPx: readonly number[];
}

const POSE_VALUES = 6;
const CAMERA_VALUES = POSE_VALUES + LENS_VALUES;
const STEPS_MAX = 60;
const DAMPING_MAX = 1e10;
/** The cost changes by less than this part of itself: done. */
const SETTLED = 1e-9;
/** Corners further off than this count less and less (Huber). */
const HUBER_PX = 0.7;
/**
 * What is known of lenses before anything is seen, one standard deviation each: pixels are square, the axis goes
 * through the middle, glass is centred. A bay's board is small in the picture, and without this a shift of the
 * centre passes for a turn of the camera.
 */
const KNOWN = { squareness: 0.002, centre: 0.02, radial: 0.3, tangential: 0.002, noisePx: 0.25 };

/** @param reference whose pose stays as it is and carries the axes. */
export function refineBundle(start: Bundle, sights: readonly BundleSight[], reference: number): RefinedBundle {
  let bundle = start;
  let damping = 1e-4;
  let cost = costOf(bundle, sights);
  for (let step = 0; step < STEPS_MAX; step++) {
    const equations = normalEquations(bundle, sights, reference);
    let next: Bundle | null = null;
    let nextCost = cost;
    while (damping <= DAMPING_MAX) {
      const change = solve(equations, damping);
      next = change === null ? null : moved(bundle, change);
      nextCost = next === null ? Number.POSITIVE_INFINITY : costOf(next, sights);
      if (nextCost < cost) break;
      next = null;
      damping *= 10;
    }
    if (next === null) break;
    const gain = cost - nextCost;
    bundle = next;
    cost = nextCost;
    damping = Math.max(1e-12, damping / 10);
    if (gain < SETTLED * cost) break;
  }
  return { ...bundle, ...qualityOf(bundle, sights, reference) };
}

/** Root mean square of one sight, in pixels; infinite behind the camera. */
export function sightError(bundle: Bundle, sight: BundleSight): number {
  const residuals = residualsOf(bundle, sight);
  if (residuals === null) return Number.POSITIVE_INFINITY;
  return Math.sqrt(residuals.reduce((sum, { x, y }) => sum + x * x + y * y, 0) / residuals.length);
}

function residualsOf({ cameras, boards }: Bundle, sight: BundleSight): Point[] | null {
  const { lens, pose } = cameras[sight.camera] as BundleCamera;
  const toCamera = compose(pose, boards[sight.board] as RigidPose);
  const residuals: Point[] = [];
  for (const [i, point] of sight.points.entries()) {
    const seen = projectWithSlopes(lens, transform(toCamera, point));
    if (seen === null) return null;
    const at = sight.pixels[i] as Point;
    residuals.push({ x: seen.pixel.x - at.x, y: seen.pixel.y - at.y });
  }
  return residuals;
}

function costOf(bundle: Bundle, sights: readonly BundleSight[]): number {
  let cost = 0;
  for (const sight of sights) {
    const residuals = residualsOf(bundle, sight);
    if (residuals === null) return Number.POSITIVE_INFINITY;
    for (const { x, y } of residuals) {
      const size = Math.hypot(x, y);
      cost += size <= HUBER_PX ? size * size : HUBER_PX * (2 * size - HUBER_PX);
    }
  }
  for (const { lens } of bundle.cameras) for (const { residual } of expectations(lens)) cost += residual * residual;
  return cost;
}

interface Expectation {
  readonly residual: number;
  /** By the lens' values, sparse. */
  readonly slopes: readonly (readonly [number, number])[];
}

function expectations({ width, height, fx, fy, cx, cy, distortion }: Lens): Expectation[] {
  const { squareness, centre, radial, tangential, noisePx } = KNOWN;
  const single = (value: number, deviation: number, at: number): Expectation => ({
    residual: (value / deviation) * noisePx,
    slopes: [[at, noisePx / deviation]],
  });
  const square = noisePx / (squareness * ((fx + fy) / 2));
  return [
    {
      residual: (fx - fy) * square,
      slopes: [
        [0, square],
        [1, -square],
      ],
    },
    single(cx - width / 2, centre * width, 2),
    single(cy - height / 2, centre * width, 3),
    single(distortion[0], radial, 4),
    single(distortion[1], radial, 5),
    single(distortion[2], tangential, 6),
    single(distortion[3], tangential, 7),
  ];
}

interface Equations {
  readonly cameraCount: number;
  /** Cameras by cameras. */
  readonly hcc: Float64Array;
  readonly gc: Float64Array;
  readonly boards: readonly BoardEquations[];
}

interface BoardEquations {
  readonly hbb: Float64Array;
  readonly gb: Float64Array;
  /** Cameras by this board, each row `POSE_VALUES` long. */
  readonly hcb: Float64Array;
}

function normalEquations(bundle: Bundle, sights: readonly BundleSight[], reference: number): Equations {
  const cameraCount = bundle.cameras.length;
  const n = cameraCount * CAMERA_VALUES;
  const hcc = new Float64Array(n * n);
  const gc = new Float64Array(n);
  const boards = bundle.boards.map(() => ({
    hbb: new Float64Array(POSE_VALUES * POSE_VALUES),
    gb: new Float64Array(POSE_VALUES),
    hcb: new Float64Array(n * POSE_VALUES),
  }));
  for (const sight of sights)
    addSight(bundle, sight, reference, { n, hcc, gc, board: boards[sight.board] as BoardEquations });
  for (const [camera, { lens }] of bundle.cameras.entries()) {
    const base = camera * CAMERA_VALUES + POSE_VALUES;
    for (const { residual, slopes } of expectations(lens)) {
      for (const [i, slope] of slopes) {
        add(gc, base + i, slope * residual);
        for (const [j, other] of slopes) add(hcc, (base + i) * n + base + j, slope * other);
      }
    }
  }
  // The reference does not move: its equations say only that.
  for (let i = 0; i < POSE_VALUES; i++) {
    const at = reference * CAMERA_VALUES + i;
    hcc[at * n + at] = 1;
  }
  return { cameraCount, hcc, gc, boards };
}

interface Sums {
  readonly n: number;
  readonly hcc: Float64Array;
  readonly gc: Float64Array;
  readonly board: BoardEquations;
}

function addSight(bundle: Bundle, sight: BundleSight, reference: number, { n, hcc, gc, board }: Sums): void {
  const { lens, pose } = bundle.cameras[sight.camera] as BundleCamera;
  const boardPose = bundle.boards[sight.board] as RigidPose;
  const base = sight.camera * CAMERA_VALUES;
  const isReference = sight.camera === reference;
  for (const [i, point] of sight.points.entries()) {
    const inReference = transform(boardPose, point);
    const inCamera = transform(pose, inReference);
    const seen = projectWithSlopes(lens, inCamera);
    if (seen === null) continue;
    const at = sight.pixels[i] as Point;
    const offset = [seen.pixel.x - at.x, seen.pixel.y - at.y] as const;
    const weight = Math.min(1, HUBER_PX / Math.max(1e-12, Math.hypot(...offset)));
    for (const axis of [0, 1] as const) {
      const byPoint = seen.byPoint[axis];
      const ofCamera = [...(isReference ? [0, 0, 0, 0, 0, 0] : poseSlopes(byPoint, inCamera)), ...seen.byLens[axis]];
      const r = pose.rotation;
      const byBoardPoint = [0, 1, 2].map(
        (k) =>
          (byPoint[0] as number) * (r[k] as number) +
          (byPoint[1] as number) * (r[3 + k] as number) +
          (byPoint[2] as number) * (r[6 + k] as number),
      );
      const ofBoard = poseSlopes(byBoardPoint, inReference);
      const residual = offset[axis];
      for (const [p, slope] of ofCamera.entries()) {
        const weighted = weight * slope;
        add(gc, base + p, weighted * residual);
        for (const [q, other] of ofCamera.entries()) add(hcc, (base + p) * n + base + q, weighted * other);
        for (const [q, other] of ofBoard.entries()) add(board.hcb, (base + p) * POSE_VALUES + q, weighted * other);
      }
      for (const [p, slope] of ofBoard.entries()) {
        const weighted = weight * slope;
        add(board.gb, p, weighted * residual);
        for (const [q, other] of ofBoard.entries()) add(board.hbb, p * POSE_VALUES + q, weighted * other);
      }
    }
  }
}

/** By a small turn (first) and shift of the axes that a point is given in: the turn moves it by w × X. */
function poseSlopes(byPoint: readonly number[], { x, y, z }: Vector): number[] {
  const [dx = 0, dy = 0, dz = 0] = byPoint;
  return [dz * y - dy * z, dx * z - dz * x, dy * x - dx * y, dx, dy, dz];
}

function add(to: Float64Array, at: number, value: number): void {
  to[at] = (to[at] as number) + value;
}

interface Change {
  readonly cameras: Float64Array;
  readonly boards: readonly Float64Array[];
}

/** Null where the damped equations cannot be solved. */
function solve(equations: Equations, damping: number): Change | null {
  const reduced = reduce(equations, damping);
  if (reduced === null) return null;
  const factors = CholeskyFactors.of(reduced.matrix, reduced.right.length);
  if (factors === null) return null;
  const cameras = factors.solve(reduced.right);
  const boards = equations.boards.map(({ gb, hcb }, k) => {
    const right = gb.map((value, q) => {
      let sum = -value;
      for (let p = 0; p < cameras.length; p++) sum -= (hcb[p * POSE_VALUES + q] as number) * (cameras[p] as number);
      return sum;
    });
    return (reduced.boards[k] as CholeskyFactors).solve(right);
  });
  return { cameras, boards };
}

/** The equations of the cameras alone, the boards eliminated. */
function reduce({ hcc, gc, boards }: Equations, damping: number) {
  const n = gc.length;
  const matrix = Float64Array.from(hcc);
  for (let i = 0; i < n; i++) matrix[i * n + i] = (matrix[i * n + i] as number) * (1 + damping) + 1e-12;
  const right = gc.map((value) => -value);
  const factored: CholeskyFactors[] = [];
  for (const { hbb, gb, hcb } of boards) {
    const damped = Float64Array.from(hbb);
    for (let i = 0; i < POSE_VALUES; i++) {
      const at = i * POSE_VALUES + i;
      damped[at] = (damped[at] as number) * (1 + damping) + 1e-12;
    }
    const factors = CholeskyFactors.of(damped, POSE_VALUES);
    if (factors === null) return null;
    factored.push(factors);
    const solvedGradient = factors.solve(gb);
    for (let p = 0; p < n; p++) {
      const row = hcb.subarray(p * POSE_VALUES, (p + 1) * POSE_VALUES);
      if (row.every((value) => value === 0)) continue;
      const solved = factors.solve(row);
      add(right, p, dot(row, solvedGradient));
      for (let q = 0; q < n; q++) {
        add(matrix, p * n + q, -dot(solved, hcb.subarray(q * POSE_VALUES, (q + 1) * POSE_VALUES)));
      }
    }
  }
  return { matrix, right, boards: factored };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function moved({ cameras, boards }: Bundle, change: Change): Bundle {
  return {
    cameras: cameras.map(({ lens, pose }, i) => {
      const part = change.cameras.subarray(i * CAMERA_VALUES, (i + 1) * CAMERA_VALUES);
      return { lens: movedLens(lens, part.subarray(POSE_VALUES)), pose: movedPose(pose, part) };
    }),
    boards: boards.map((pose, i) => movedPose(pose, change.boards[i] as Float64Array)),
  };
}

function movedPose(pose: RigidPose, [wx = 0, wy = 0, wz = 0, tx = 0, ty = 0, tz = 0]: Float64Array): RigidPose {
  const turn = rotationAbout(vector(wx, wy, wz));
  return compose({ rotation: turn, translation: vector(tx, ty, tz) }, pose);
}

function movedLens(lens: Lens, [fx = 0, fy = 0, cx = 0, cy = 0, k1 = 0, k2 = 0, p1 = 0, p2 = 0]: Float64Array): Lens {
  const d = lens.distortion;
  return {
    ...lens,
    ...{ fx: lens.fx + fx, fy: lens.fy + fy, cx: lens.cx + cx, cy: lens.cy + cy },
    distortion: [d[0] + k1, d[1] + k2, d[2] + p1, d[3] + p2, d[4]],
  };
}

function qualityOf(bundle: Bundle, sights: readonly BundleSight[], reference: number) {
  const squares = sights.map((sight) => sightError(bundle, sight) ** 2 * sight.points.length);
  const corners = sights.reduce((sum, sight) => sum + sight.points.length, 0);
  const reprojectionPx = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / Math.max(1, corners));
  const reduced = reduce(normalEquations(bundle, sights, reference), 0);
  const factors = reduced === null ? null : CholeskyFactors.of(reduced.matrix, reduced.right.length);
  const variances = factors?.inverseDiagonal();
  // One corner gives two residuals, so the deviation of a coordinate is that of the distance over √2.
  const focalDeviationPx = bundle.cameras.map((_, camera) => {
    const variance = variances?.[camera * CAMERA_VALUES + POSE_VALUES];
    return variance === undefined ? Number.POSITIVE_INFINITY : Math.sqrt(variance / 2) * reprojectionPx;
  });
  return { reprojectionPx, focalDeviationPx };
}
