import type { BoardSight } from './board-detector.ts';

/**
 * Waits for a board that lies: hands cannot hold one as still as the floor does. Pure; the moments are those of the
 * walk.
 */
export interface MatWatch {
  /** Moments at which it lay still, one after the other. */
  readonly looks: readonly number[];
  readonly before: readonly (BoardSight | null)[] | null;
}

export const MAT_LOOKS_NEEDED = 3;
/** A hand's tremor moves a board by more than this from look to look; a lying one moves by the detector's noise. */
const STILL_PX = 0.6;
const COMMON_CORNERS_MIN = 6;

export function watchMat(watch: MatWatch, moment: number, sights: readonly (BoardSight | null)[]): MatWatch {
  const moves = sights.map((sight, i) => movedPx(watch.before?.[i] ?? null, sight));
  const seen = moves.filter((move) => move !== null);
  const isStill = seen.length > 0 && seen.every((move) => move <= STILL_PX);
  return { before: sights, looks: isStill ? [...watch.looks, moment] : [] };
}

export function lyingStill({ looks }: MatWatch, moment: number): boolean {
  return looks.at(-1) === moment;
}

/** Median movement of the corners that both pictures show; null where the board was not seen twice. */
function movedPx(before: BoardSight | null, now: BoardSight | null): number | null {
  if (before === null || now === null) return null;
  const places = new Map(before.ids.map((id, i) => [id, before.pixels[i]]));
  const moves = now.ids.flatMap((id, i) => {
    const [a, b] = [places.get(id), now.pixels[i]];
    return a === undefined || b === undefined ? [] : [Math.hypot(a.x - b.x, a.y - b.y)];
  });
  if (moves.length < COMMON_CORNERS_MIN) return null;
  return moves.sort((a, b) => a - b)[Math.floor(moves.length / 2)] ?? null;
}
