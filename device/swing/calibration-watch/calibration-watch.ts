import { z } from 'zod';
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import { gapTestSchema, NO_GAPS_YET, weighGap } from './gap-test.ts';
import { type CameraTurn, turnDegrees } from './camera-turn.ts';
import type { LandmarkGap } from './landmark-gap.ts';
import { turnTestSchema, UNTOUCHED, weighTurn } from './turn-test.ts';

/**
 * Whether the calibrated cameras of a bay are still where they were calibrated: `(watch, evidence of a swing) →
 * (watch, verdicts)`. Plain JSON, kept over restarts.
 *
 * Two kinds of evidence. Fixed points of the picture see every rotation to a few hundredths of a degree. Landmarks of
 * the golfer, seen by two cameras, need no fixed points but see pitch well, yaw a little and roll not at all, and
 * golfers differ.
 *
 * INVARIANTS
 * - A camera without a calibration is not watched and gets no verdict.
 * - A new calibration of a camera forgets everything about it and about its pairs; nothing else does.
 * - Fewer than three swings never flag a camera, and fewer than three never clear one.
 * - Where a camera's fixed points are seen they decide; landmarks decide about cameras that have been without them for
 *   {@link BLIND_AFTER} swings. Two such cameras that disagree are both suspect.
 * - A swing without evidence about a camera changes nothing that was known of it.
 */
const fixedPointSchema = z.strictObject({
  /** In pixels of the calibration's picture. */
  x: z.number(),
  y: z.number(),
  /** Grey levels of what is to be found again, as whoever cut them lays them out. */
  patch: z.array(z.int().min(0).max(255)),
});
export type FixedPoint = z.infer<typeof fixedPointSchema>;

const turnSchema = z.strictObject({ pitch: z.number(), yaw: z.number(), roll: z.number() });

const watchedCameraSchema = z.strictObject({
  camera: z.string(),
  /** The calibration that all of this belongs to, in one line. */
  calibration: z.string(),
  points: z.array(fixedPointSchema),
  /** Pixels of the calibration's picture per pixel of the patches. */
  shrink: z.number().positive(),
  test: turnTestSchema,
  /** What its points said last; null while they have said nothing. */
  turn: turnSchema.nullable(),
  /** Swings since its points were last seen. */
  blindFor: z.int().nonnegative(),
});
export type WatchedCamera = z.infer<typeof watchedCameraSchema>;

const watchedPairSchema = z.strictObject({ cameras: z.tuple([z.string(), z.string()]), test: gapTestSchema });

export const calibrationWatchSchema = z.strictObject({
  cameras: z.array(watchedCameraSchema),
  pairs: z.array(watchedPairSchema),
});
export type CalibrationWatch = z.infer<typeof calibrationWatchSchema>;

export const NOTHING_WATCHED: CalibrationWatch = { cameras: [], pairs: [] };

/** What one swing says. */
export interface WatchEvidence {
  /** The visit that the swing belongs to. */
  readonly session: string;
  readonly cameras: readonly {
    readonly camera: string;
    /** Null where too few of its points were found, or where it has none yet. */
    readonly turn: CameraTurn | null;
    /** Points chosen in this swing, for a camera that had none; they are looked for from the next swing on. */
    readonly chosen: { readonly points: readonly FixedPoint[]; readonly shrink: number } | null;
  }[];
  readonly gaps: readonly LandmarkGap[];
}

export interface CameraVerdict {
  readonly camera: string;
  /** `learning`: there is nothing yet to compare a swing with. */
  readonly state: 'learning' | 'in-place' | 'nudged';
  /** Who says so; null while nobody can. */
  readonly by: 'fixed-points' | 'landmarks' | null;
  /** How far it has turned; null where only landmarks speak, or nobody. */
  readonly turnDegrees: number | null;
}

export const BLIND_AFTER = 3;

/** The watch for the cameras of a swing: those with a new calibration begin anew, others of the bay are kept. */
export function watchOf(
  watch: CalibrationWatch,
  cameras: readonly { readonly camera: string; readonly calibration: CameraCalibration | null }[],
): CalibrationWatch {
  const renewed = new Set<string>();
  const present = cameras.flatMap(({ camera, calibration }): WatchedCamera[] => {
    const known = watch.cameras.find((each) => each.camera === camera);
    const line = calibration === null ? null : inOneLine(calibration);
    if (known !== undefined && known.calibration === line) return [known];
    renewed.add(camera);
    if (line === null) return [];
    return [{ camera, calibration: line, points: [], shrink: 1, test: UNTOUCHED, turn: null, blindFor: BLIND_AFTER }];
  });
  const others = watch.cameras.filter(({ camera }) => cameras.every((each) => each.camera !== camera));
  const pairs = watch.pairs.filter((pair) => pair.cameras.every((camera) => !renewed.has(camera)));
  return { cameras: [...present, ...others], pairs };
}

export function watchSwing(
  watch: CalibrationWatch,
  evidence: WatchEvidence,
): { watch: CalibrationWatch; verdicts: CameraVerdict[] } {
  const cameras = watch.cameras.map((camera) => {
    const seen = evidence.cameras.find((each) => each.camera === camera.camera);
    return seen === undefined ? camera : withEvidence(camera, seen);
  });
  const isWatched = (name: string) => cameras.some(({ camera }) => camera === name);
  const told = evidence.gaps.filter((gap) => gap.cameras.every(isWatched));
  const untold = watch.pairs.filter((pair) => !told.some((gap) => isSamePair(gap.cameras, pair.cameras)));
  const pairs = told.map((gap) => {
    const known = watch.pairs.find((pair) => isSamePair(gap.cameras, pair.cameras));
    return {
      cameras: [...gap.cameras] as [string, string],
      test: weighGap(known?.test ?? NO_GAPS_YET, gap, evidence.session),
    };
  });
  const next = { cameras, pairs: [...pairs, ...untold] };
  return { watch: next, verdicts: verdictsOf(next) };
}

export function verdictsOf(watch: CalibrationWatch): CameraVerdict[] {
  return watch.cameras.map((camera): CameraVerdict => {
    const { camera: name, test, turn, blindFor } = camera;
    const turned = turn === null ? null : turnDegrees(turn);
    if (test.isNudged) return { camera: name, state: 'nudged', by: 'fixed-points', turnDegrees: turned };
    if (turn !== null && blindFor < BLIND_AFTER) {
      return { camera: name, state: 'in-place', by: 'fixed-points', turnDegrees: turned };
    }
    const pairs = watch.pairs.filter((pair) => pair.cameras.includes(name));
    const out = pairs.filter((pair) => pair.test.isOut);
    if (out.length > 0 && out.length >= pairs.length / 2) {
      return { camera: name, state: 'nudged', by: 'landmarks', turnDegrees: null };
    }
    const isKnown = pairs.some(({ test: { visits, visit } }) => visits > 0 || (visit?.swings ?? 0) >= BLIND_AFTER);
    return isKnown
      ? { camera: name, state: 'in-place', by: 'landmarks', turnDegrees: null }
      : { camera: name, state: 'learning', by: null, turnDegrees: null };
  });
}

function withEvidence(camera: WatchedCamera, seen: WatchEvidence['cameras'][number]): WatchedCamera {
  const { turn, chosen } = seen;
  if (turn !== null) {
    const { pitch, yaw, roll } = turn;
    return { ...camera, test: weighTurn(camera.test, turn), turn: { pitch, yaw, roll }, blindFor: 0 };
  }
  const blindFor = camera.blindFor + 1;
  if (camera.points.length > 0 || chosen === null) return { ...camera, blindFor };
  return { ...camera, blindFor, points: [...chosen.points], shrink: chosen.shrink };
}

function isSamePair(a: readonly [string, string], b: readonly [string, string]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function inOneLine({ width, height, fx, fy, cx, cy, distortion, rotation, translation }: CameraCalibration): string {
  return [width, height, fx, fy, cx, cy, ...distortion, ...rotation, ...translation].join(' ');
}
