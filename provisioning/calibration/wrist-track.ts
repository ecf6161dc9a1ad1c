/** Two wrists in bay axes, from where calibrated cameras saw them. Pure. */
import type { CameraCalibration } from '../../device/swing/geometry/camera-calibration.ts';
import { rayThrough } from '../../device/swing/geometry/camera-model.ts';
import { triangulate } from '../../device/swing/geometry/triangulate.ts';
import { add, dot, type Point, scale, subtract, type Vector, vector } from '../../device/swing/geometry/vector.ts';
import type { WristMoment } from './clap.ts';

/** A wrist in one picture: pixels of the upright picture, and the model's visibility, 0–1. */
export type SeenWrist = Point & { readonly visibility: number };

export interface SeenWrists {
  readonly left: SeenWrist;
  readonly right: SeenWrist;
}

export interface WristView {
  readonly calibration: CameraCalibration;
  /** Of its pictures, rising, on the one clock of the bay. */
  readonly timesMs: readonly number[];
  /** By picture; null where nobody was seen. */
  readonly wrists: readonly (SeenWrists | null)[];
}

/** Pictures further apart than this are not joined by a straight line: a clap's stop lies between them. */
const GAP_MS_MAX = 50;
const VISIBILITY_MIN = 0.3;
/** Where nobody else can contradict it, a wrist must be seen clearly. */
const SEEN_ALONE_MIN = 0.6;
/** Rays further apart than this show a wrist that one camera has confused with something else. */
const RAYS_APART_M_MAX = 0.12;

/** At the times of the view with most pictures; other cameras are asked between their pictures. */
export function wristMoments(views: readonly WristView[]): WristMoment[] {
  const leading = views.reduce<WristView | null>(
    (most, view) => (most === null || view.timesMs.length > most.timesMs.length ? view : most),
    null,
  );
  return (leading?.timesMs ?? []).map((atMs) => {
    const [left, right] = [wristAt(views, atMs, 'left'), wristAt(views, atMs, 'right')];
    return {
      atMs,
      left: left ?? (right === null ? null : besideIt(views, atMs, right, 'left')),
      right: right ?? (left === null ? null : besideIt(views, atMs, left, 'right')),
    };
  });
}

function wristAt(views: readonly WristView[], atMs: number, side: keyof SeenWrists): Vector | null {
  const sightings = views.flatMap((view) => {
    const seen = between(view, atMs, side);
    const isSeen = seen !== null && seen.visibility >= VISIBILITY_MIN;
    return isSeen ? [{ camera: view.calibration, pixel: seen, weight: seen.visibility }] : [];
  });
  const found = triangulate(sightings);
  return found === null || found.gapM > RAYS_APART_M_MAX ? null : found.point;
}

/**
 * A wrist that only one camera sees, as body or arm hides it from the others: as far from that camera as the other
 * wrist. Whoever claps before a camera has the hands at one distance from it, near enough to tell when they meet.
 */
function besideIt(views: readonly WristView[], atMs: number, other: Vector, side: keyof SeenWrists): Vector | null {
  for (const view of views) {
    const { rotation } = view.calibration;
    const [mine, its] = [between(view, atMs, side), between(view, atMs, side === 'left' ? 'right' : 'left')];
    if (mine === null || its === null || Math.min(mine.visibility, its.visibility) < SEEN_ALONE_MIN) continue;
    const { origin, direction } = rayThrough(view.calibration, mine);
    const forward = vector(rotation[6] ?? 0, rotation[7] ?? 0, rotation[8] ?? 0);
    return add(origin, scale(direction, dot(forward, subtract(other, origin)) / dot(forward, direction)));
  }
  return null;
}

function between({ timesMs, wrists }: WristView, atMs: number, side: keyof SeenWrists): SeenWrist | null {
  const after = timesMs.findIndex((time) => time >= atMs);
  if (after < 0) return null;
  const b = wrists[after]?.[side];
  const late = timesMs[after] as number;
  if (b === undefined) return null;
  if (late === atMs) return b;
  const a = wrists[after - 1]?.[side];
  const early = timesMs[after - 1];
  if (a === undefined || early === undefined || late - early > GAP_MS_MAX) return null;
  const share = (atMs - early) / (late - early);
  const mix = (from: number, to: number): number => from + share * (to - from);
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), visibility: Math.min(a.visibility, b.visibility) };
}
