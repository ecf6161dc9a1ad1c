/**
 * Fixed points of a camera's picture: corners of the mat, of the partition, of the furniture. Chosen once after a
 * calibration, where nothing moves, and found again in the background of each swing's clip.
 *
 * A patch is compared by its normalised correlation, which a change of light or of exposure leaves alone. One that is
 * covered, or that looks like nothing of the picture any more, is simply not found. The search is narrow round where
 * the points were last, and wide only where too few are there; both are bounded.
 */
import type { FixedPoint } from '../swing/calibration-watch/calibration-watch.ts';
import { type CameraTurn, cameraTurn, type PointMoved, pointAfter } from '../swing/calibration-watch/camera-turn.ts';
import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import type { Point } from '../swing/geometry/vector.ts';
import { halved, likeness, type Patch, patchOf } from './patch.ts';
import type { StillBackground } from './still-background.ts';

/** A patch is a square of so many pixels of the film to each side of its middle. */
export const PATCH_REACH = 7;
export const PATCH_SIDE = 2 * PATCH_REACH + 1;

/** Likeness of a patch and of what is taken for it. */
const ALIKE_MIN = 0.75;
const NEAR_PIXELS = 3;
/** With this share of the points where they were last, nothing is to be gained by looking farther. */
const SURE_SHARE = 0.7;
/** How far the picture is searched, in degrees of the camera; a camera that was hit harder is seen by its landmarks. */
const FAR_DEGREES = 3;
/** Half of a patch, at half of its size, for the wide search. */
const HALF_SIDE = PATCH_REACH;

/**
 * How the camera has turned, by the points that were found; null where too few agree. `last` is where the search
 * begins: a camera that was nudged stays so. Points are in pixels of the calibration's picture, and so must the
 * background's `shrink` be.
 */
export function findTurn(
  background: StillBackground,
  calibration: CameraCalibration,
  points: readonly FixedPoint[],
  last: Omit<CameraTurn, 'agreeing'> | null,
): CameraTurn | null {
  const { shrink } = background;
  const sought = points
    .filter(({ patch }) => patch.length === PATCH_SIDE * PATCH_SIDE)
    .map((point): Sought => {
      const at = last === null ? point : pointAfter(calibration, point, last);
      return {
        point,
        patch: patchOf(point.patch, PATCH_SIDE),
        x: Math.round(at.x / shrink),
        y: Math.round(at.y / shrink),
      };
    });
  const near = cameraTurn(
    calibration,
    matches(sought, shrink, (each) => findNear(background, each.patch, each)),
  );
  if (near !== null && near.agreeing >= SURE_SHARE * sought.length) return near;
  const half = halved(background);
  const reach = Math.ceil((calibration.fx * Math.tan((FAR_DEGREES * Math.PI) / 180)) / shrink / 2);
  const far = cameraTurn(
    calibration,
    matches(sought, shrink, (each) => findNear(background, each.patch, findFar(half, each, reach))),
  );
  return far !== null && far.agreeing > (near?.agreeing ?? 0) ? far : near;
}

interface Sought extends Point {
  readonly point: FixedPoint;
  readonly patch: Patch;
}

interface Found extends Point {
  readonly alike: number;
}

function matches(sought: readonly Sought[], shrink: number, find: (each: Sought) => Found): PointMoved[] {
  return sought.flatMap((each) => {
    const found = find(each);
    if (found.alike < ALIKE_MIN) return [];
    const { x, y } = each.point;
    return [{ from: { x, y }, to: { x: found.x * shrink, y: found.y * shrink } }];
  });
}

/** The best place within a few pixels, to a fraction of one: a parabola through the best and its neighbours. */
function findNear(background: StillBackground, patch: Patch, start: Point): Found {
  const at = (x: number, y: number): number => likeness(background, patch, x - PATCH_REACH, y - PATCH_REACH);
  let best: Found = { x: start.x, y: start.y, alike: -2 };
  for (let y = start.y - NEAR_PIXELS; y <= start.y + NEAR_PIXELS; y++) {
    for (let x = start.x - NEAR_PIXELS; x <= start.x + NEAR_PIXELS; x++) {
      const alike = at(x, y);
      if (alike > best.alike) best = { x, y, alike };
    }
  }
  if (best.alike < ALIKE_MIN) return best;
  const { x, y, alike } = best;
  return { x: x + peak(at(x - 1, y), alike, at(x + 1, y)), y: y + peak(at(x, y - 1), alike, at(x, y + 1)), alike };
}

function peak(before: number, at: number, after: number): number {
  const bend = before - 2 * at + after;
  if (bend >= 0 || before < -1 || after < -1) return 0;
  return Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend));
}

/** The best place of the whole reach, at half of the size. */
function findFar(half: ReturnType<typeof halved>, { point, x, y }: Sought, reach: number): Point {
  const patch = patchOf(
    halved({ width: PATCH_SIDE, height: PATCH_SIDE, grey: Uint8Array.from(point.patch) }).grey,
    HALF_SIDE,
  );
  const left = (x - PATCH_REACH) >> 1;
  const top = (y - PATCH_REACH) >> 1;
  let best = { x: left, y: top, alike: -2 };
  for (let py = top - reach; py <= top + reach; py++) {
    for (let px = left - reach; px <= left + reach; px++) {
      const alike = likeness(half, patch, px, py);
      if (alike > best.alike) best = { x: px, y: py, alike };
    }
  }
  return { x: 2 * best.x + PATCH_REACH, y: 2 * best.y + PATCH_REACH };
}
