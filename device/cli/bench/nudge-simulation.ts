/**
 * A bay whose swings are simulated from true joints: what its two cameras' pose model would see, with the model's
 * errors, and where the fixed points of their pictures would be found, with those of the search. Feeds the watch over
 * the cameras with hundreds of swings in seconds.
 */

import {
  type CalibrationWatch,
  type CameraVerdict,
  NOTHING_WATCHED,
  type WatchEvidence,
  watchOf,
  watchSwing,
} from '../../swing/calibration-watch/calibration-watch.ts';
import { cameraTurn } from '../../swing/calibration-watch/camera-turn.ts';
import { type LandmarkGap, landmarkGap } from '../../swing/calibration-watch/landmark-gap.ts';
import type { CameraCalibration } from '../../swing/geometry/camera-calibration.ts';
import { project } from '../../swing/geometry/camera-model.ts';
import { type Point, vector } from '../../swing/geometry/vector.ts';
import { LANDMARK_COUNT } from '../../swing/pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../../swing/pose/pose-track.ts';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../virtual-bay/camera.ts';
import { landmarksAt } from '../../virtual-bay/landmarks.ts';
import { type PoseErrorSizes, PoseModelErrors } from '../../virtual-bay/pose-model-errors.ts';
import { type Random, seededRandom } from '../../virtual-bay/random.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { SwingMotion } from '../../virtual-bay/swing-motion.ts';
import { variationOf } from '../../virtual-bay/swing-variation.ts';
import { turnedCamera } from '../../virtual-bay/turned-camera.ts';

export type Turn = Parameters<typeof turnedCamera>[1];

/** 720p, on which the errors of the search were measured. */
const SIZE = { width: 1280, height: 720, fps: 120 };
const CAMERAS = [faceOnCamera(SIZE), downTheLineCamera(SIZE)] as const;
const FRAMES = 25;
const SWINGS_A_VISIT = 5;
/** Visits of so many different golfers, who come again; each has a few swings, seen with new noise every time. */
const VARIATIONS = 2;
const DISTANCE_M = 3.8;

/**
 * How the search for fixed points errs, on rendered bays with noise, another light and people in it: a point that is
 * found is off by some third of a pixel, some are covered, some are taken for another place.
 */
const POINTS = 20;
const FOUND_ERROR_PX = 0.4;
const COVERED_SHARE = 0.25;
const WRONG_SHARE = 0.1;
const WRONG_PX = 25;

export interface SimulatedBay {
  /** What swing number `n` of the bay shows; a turned camera shows all from its new place. */
  readonly evidence: (n: number, turned?: { camera: string; turn: Turn }) => WatchEvidence;
  readonly begin: () => CalibrationWatch;
}

export interface SimulationOptions {
  readonly seed: number;
  readonly errors: PoseErrorSizes;
  readonly see: 'fixed-points' | 'landmarks' | 'both';
  /** How many different golfers play in the bay. */
  readonly golfers: number;
}

export function simulatedBay({ seed, errors, see, golfers }: SimulationOptions): SimulatedBay {
  const filmed = new Map<string, FilmedJoints>();
  const random = seededRandom(seed).fork('fixed points');
  const corners = CAMERAS.map(() => {
    return Array.from({ length: POINTS }, () => ({
      x: random.between(20, SIZE.width - 20),
      y: random.between(20, SIZE.height - 20),
    }));
  });
  return {
    begin: () =>
      watchOf(
        NOTHING_WATCHED,
        CAMERAS.map(({ name, calibration }) => ({ camera: name, calibration })),
      ),
    evidence(n, turned) {
      const visit = Math.floor(n / SWINGS_A_VISIT);
      const turnOf = (camera: string): Turn => (turned?.camera === camera ? turned.turn : {});
      const noise = seededRandom(seed * 7919 + n).fork('search');
      const cameras = CAMERAS.map(({ name, calibration }, i) => ({
        camera: name,
        turn: see === 'landmarks' ? null : foundTurn(calibration, corners[i] as Point[], turnOf(name), noise),
        chosen: see === 'landmarks' ? null : { points: [{ x: 0, y: 0, patch: [] }], shrink: 2 },
      }));
      const golferSeed = seed * 1000 + (visit % golfers);
      const joints = (): FilmedJoints => {
        const key = `${golferSeed} ${n % VARIATIONS}`;
        const known = filmed.get(key) ?? jointsOf(golferSeed, n % VARIATIONS);
        filmed.set(key, known);
        return known;
      };
      const gap = see === 'fixed-points' ? null : gapOf(joints(), golferSeed, n, errors, turnOf);
      return { session: `visit-${visit}`, cameras, gaps: gap === null ? [] : [gap] };
    },
  };
}

/** The swing, counted from 1, in which this camera was first flagged; null where it was not in so many. */
export function swingsUntilFlagged(
  bay: SimulatedBay,
  after: { watch: CalibrationWatch; swings: number },
  turned: { camera: string; turn: Turn },
  swingsMax: number,
): number | null {
  let { watch } = after;
  for (let k = 1; k <= swingsMax; k++) {
    const step = watchSwing(watch, bay.evidence(after.swings + k - 1, turned));
    watch = step.watch;
    if (step.verdicts.some((verdict) => verdict.camera === turned.camera && verdict.state === 'nudged')) return k;
  }
  return null;
}

/** Untouched swings one after the other: the watch after them, and every verdict on the way. */
export function untouched(
  bay: SimulatedBay,
  swings: number,
): { watch: CalibrationWatch; swings: number; verdicts: CameraVerdict[][] } {
  let watch = bay.begin();
  const verdicts: CameraVerdict[][] = [];
  for (let n = 0; n < swings; n++) {
    const step = watchSwing(watch, bay.evidence(n));
    watch = step.watch;
    verdicts.push(step.verdicts);
  }
  return { watch, swings, verdicts };
}

/** The corners stand far behind: where a turn has moved them is a matter of their directions alone. */
function foundTurn(calibration: CameraCalibration, corners: readonly Point[], turn: Turn, noise: Random) {
  const now = turnedCamera(calibration, turn);
  const moved = corners.flatMap((from) => {
    const ray = vector((from.x - calibration.cx) / calibration.fx, (from.y - calibration.cy) / calibration.fy, 1);
    const to = project({ ...now, rotation: relative(calibration, now), translation: [0, 0, 0] }, ray);
    const isCovered = noise.next() < COVERED_SHARE;
    const by = noise.next() < WRONG_SHARE ? WRONG_PX : FOUND_ERROR_PX;
    const off = { x: noise.normal(0, by), y: noise.normal(0, by) };
    return isCovered || to === null ? [] : [{ from, to: { x: to.x + off.x, y: to.y + off.y } }];
  });
  return cameraTurn(calibration, moved);
}

/** R′ Rᵀ: from the old camera's axes into the new one's. */
function relative({ rotation: r }: CameraCalibration, { rotation: n }: CameraCalibration): number[] {
  return [0, 1, 2].flatMap((i) =>
    [0, 1, 2].map((k) => [0, 1, 2].reduce((sum, j) => sum + (n[3 * i + j] as number) * (r[3 * k + j] as number), 0)),
  );
}

/** True joints of one swing from address to impact, a frame each, 33 × 3. */
interface FilmedJoints {
  readonly timesMs: Float64Array;
  readonly frames: readonly Float64Array[];
}

function jointsOf(golferSeed: number, variation: number): FilmedJoints {
  const motion = new SwingMotion(variationOf(randomGolfer(golferSeed, { handedness: 'right' }), variation));
  const { startMs, impactMs } = motion.times;
  const timesMs = Float64Array.from({ length: FRAMES }, (_, i) => startMs + ((impactMs - startMs) * i) / (FRAMES - 1));
  return { timesMs, frames: Array.from(timesMs, (time) => landmarksAt(motion, time)) };
}

/** Measured with the calibrations as they were; seen by the cameras as they are. */
function gapOf(
  joints: FilmedJoints,
  golferSeed: number,
  swing: number,
  errors: PoseErrorSizes,
  turnOf: (camera: string) => Turn,
): LandmarkGap | null {
  const [first, second] = CAMERAS.map((camera) => ({
    track: seenTrack(joints, camera, turnOf(camera.name), new PoseModelErrors(camera.name, golferSeed, swing, errors)),
    calibration: camera.calibration,
  }));
  if (first === undefined || second === undefined) return null;
  return landmarkGap(first, second, { fromMs: joints.timesMs[0] as number, toMs: joints.timesMs.at(-1) as number });
}

function seenTrack(
  { timesMs, frames }: FilmedJoints,
  { name, calibration }: VirtualCamera,
  turn: Turn,
  errors: PoseModelErrors,
): PoseTrack {
  const track = emptyPoseTrack(name, calibration, timesMs);
  const now = turnedCamera(calibration, turn);
  track.presence.fill(1);
  for (const [frame, joints] of frames.entries()) {
    for (let row = 0; row < LANDMARK_COUNT; row++) {
      const [x, y, z] = joints.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
      const pixel = project(now, vector(x, y, z));
      const off = errors.at(row, frame / (FRAMES - 1), calibration.fx / DISTANCE_M);
      const values = pixel === null ? [Number.NaN, Number.NaN, 0, 0] : [pixel.x + off.x, pixel.y + off.y, 0, 1];
      track.image.set(values, (frame * LANDMARK_COUNT + row) * 4);
    }
  }
  return track;
}
