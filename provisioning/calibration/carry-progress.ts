/** What a walk with the board has brought so far; pure, so that a walk can be replayed in a test. */
import type { BoardSight } from './board-detector.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { COVERAGE_COLUMNS, COVERAGE_ROWS, coverageOf, coveredShare } from './picture-coverage.ts';
import type { SightedBoard, SightedCamera } from './sighted-camera.ts';
import { directions, type Place, placeInPicture } from './view-choice.ts';

export interface WalkedCamera {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface CameraProgress extends SightedCamera {
  /** In the newest picture. */
  readonly sight: BoardSight | null;
  readonly cells: readonly number[];
  readonly coverage: number;
  readonly tilted: number;
}

export interface CarryProgress {
  readonly board: CharucoBoard;
  readonly cameras: readonly CameraProgress[];
  /** Moments taken, by number. */
  readonly moments: number;
}

export const NEEDED = { views: 16, coverage: 0.3, tilted: 4, shared: 6, sharpPx: 3.2 } as const;

/** With less than this a result would be refused or poor: going on to the mat would only waste a walk. */
const ENOUGH = { views: 12, coverage: 0.2, tilted: 3 } as const;

/** More than this a camera keeps of nothing; an hour's walk must not fill the memory. */
const BOARDS_MAX = 200;
/** In picture widths: nearer than this to a view that is kept, a view shows nothing new. */
const NEWS_MIN = 0.035;
/** The board's shorter-looking edge by its longer-looking one, square for square: about 25° of tilt. */
const TILT_RATIO_MAX = 0.9;

export function beginCarry(board: CharucoBoard, cameras: readonly WalkedCamera[]): CarryProgress {
  return {
    board,
    moments: 0,
    cameras: cameras.map((camera) => ({
      ...camera,
      ...{ boards: [], sight: null, coverage: 0, tilted: 0 },
      cells: coverageOf(camera, []),
    })),
  };
}

/**
 * Takes one moment in: what each camera sees of the board at once, null where it sees none. The moment is kept where
 * it is sharp and shows some camera something new; `always` keeps it whatever it shows.
 */
export function takeMoment(
  progress: CarryProgress,
  sights: readonly (BoardSight | null)[],
  always = false,
): CarryProgress {
  const moment = progress.moments;
  const sharp = sights.map((sight) => (sight !== null && isSharp(sight) ? sight : null));
  const isNews = always || progress.cameras.some((camera, i) => showsNews(progress.board, camera, sharp[i] ?? null));
  return {
    ...progress,
    moments: moment + 1,
    cameras: progress.cameras.map((camera, i) => {
      const sight = sights[i] ?? null;
      const kept = sharp[i] ?? null;
      if (kept === null || !isNews || camera.boards.length >= BOARDS_MAX) return { ...camera, sight };
      const boards: SightedBoard[] = [...camera.boards, { ...kept, moment }];
      const cells = coverageOf(
        camera,
        boards.flatMap(({ pixels }) => pixels),
      );
      const tilted = camera.tilted + (isTilted(placeInPicture(camera, kept, progress.board)) ? 1 : 0);
      return { ...camera, boards, sight, cells, tilted, coverage: coveredShare(cells) };
    }),
  };
}

export function isSharp({ edgePx }: BoardSight): boolean {
  return edgePx <= NEEDED.sharpPx;
}

export interface SharedViews {
  readonly a: number;
  readonly b: number;
  readonly moments: number;
}

export function sharedViews({ cameras }: CarryProgress): SharedViews[] {
  return cameras.flatMap((first, a) => {
    const moments = new Set(first.boards.map(({ moment }) => moment));
    return cameras.slice(a + 1).map((second, offset) => ({
      ...{ a, b: a + 1 + offset },
      moments: second.boards.filter(({ moment }) => moments.has(moment)).length,
    }));
  });
}

/** The pair that, with a few more shared views, would join most; null where all cameras are joined. */
export function missingLink(progress: CarryProgress): SharedViews | null {
  const pairs = sharedViews(progress);
  const group = progress.cameras.map((_, camera) => camera);
  for (const { a, b } of pairs.filter(({ moments }) => moments >= NEEDED.shared)) {
    const [from, to] = [group[b], group[a]];
    for (const [camera, of] of group.entries()) if (of === from) group[camera] = to as number;
  }
  return pairs
    .filter(({ a, b }) => group[a] !== group[b])
    .reduce<SharedViews | null>((best, pair) => (best === null || pair.moments > best.moments ? pair : best), null);
}

export function isCameraReady({ boards, coverage, tilted }: CameraProgress): boolean {
  return boards.length >= NEEDED.views && coverage >= NEEDED.coverage && tilted >= NEEDED.tilted;
}

/** Whether the board may be laid on the mat already, by somebody who does not want to fill more. */
export function isCarryEnough(progress: CarryProgress): boolean {
  const isEnough = ({ boards, coverage, tilted }: CameraProgress): boolean =>
    boards.length >= ENOUGH.views && coverage >= ENOUGH.coverage && tilted >= ENOUGH.tilted;
  return progress.cameras.every(isEnough) && missingLink(progress) === null;
}

export function isCarryDone(progress: CarryProgress): boolean {
  return progress.cameras.every(isCameraReady) && missingLink(progress) === null;
}

/** How much of what is needed is there, 0 to 1. */
export function carriedShare(progress: CarryProgress): number {
  const cameras = progress.cameras.map(({ boards, coverage, tilted }) =>
    Math.min(1, boards.length / NEEDED.views, coverage / NEEDED.coverage, (tilted + 1) / (NEEDED.tilted + 1)),
  );
  const link = missingLink(progress);
  const linked = link === null ? 1 : link.moments / NEEDED.shared;
  return [...cameras, linked].reduce((sum, part) => sum + part, 0) / (cameras.length + 1);
}

/** The emptiest ninth of a picture. */
export function emptiestPart({ cells }: CameraProgress) {
  const rows = ['upper', 'middle', 'lower'] as const;
  const columns = ['left', 'middle', 'right'] as const;
  const part = (at: number, of: number): number => Math.min(2, Math.floor((at / of) * 3));
  const sums = rows.map(() => columns.map(() => ({ full: 0, cells: 0 })));
  for (const [i, full] of cells.entries()) {
    const [row, column] = [Math.floor(i / COVERAGE_COLUMNS), i % COVERAGE_COLUMNS];
    const sum = sums[part(row, COVERAGE_ROWS)]?.[part(column, COVERAGE_COLUMNS)];
    if (sum === undefined) continue;
    sum.full += full;
    sum.cells++;
  }
  const parts = rows.flatMap((row, i) =>
    columns.map((column, j) => ({ row, column, full: (sums[i]?.[j]?.full ?? 0) / (sums[i]?.[j]?.cells ?? 1) })),
  );
  return parts.reduce((least, each) => (each.full < least.full ? each : least));
}

function showsNews(board: CharucoBoard, camera: CameraProgress, sight: BoardSight | null): boolean {
  if (sight === null) return false;
  const here = placeInPicture(camera, sight, board);
  return camera.boards.every((kept) => apart(here, placeInPicture(camera, kept, board)) > NEWS_MIN);
}

function apart(a: Place, b: Place): number {
  return Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));
}

/** From the two edges of the board in the picture: a square that is tilted has edges of two lengths, or is askew. */
function isTilted(place: Place): boolean {
  const { longest, shortest } = directions(place);
  return shortest / Math.max(1e-12, longest) < TILT_RATIO_MAX;
}
