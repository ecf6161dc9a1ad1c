/**
 * Which corners of a bay are fit to tell later whether its camera has moved: still over the clip, spread over the
 * picture, and unlike what lies beside them, so that they cannot slide along an edge. They are sought at half of the
 * film's size, where what is left is furniture and lines, not the fibres of the mat or the noise of the camera.
 */
import type { FixedPoint } from '../swing/calibration-watch/calibration-watch.ts';
import { PATCH_REACH, PATCH_SIDE } from './fixed-points.ts';
import { cutSquare, type GreyPicture, halved, likeness, patchOf } from './patch.ts';
import type { StillBackground } from './still-background.ts';

const POINTS_MAX = 24;
/** Spread over the picture: a cell gives its best three. */
const CELLS_ACROSS = 4;
const CELLS_DOWN = 5;
const POINTS_A_CELL = 3;
/** Candidates of a cell that are looked at closely. */
const CANDIDATES_MAX = 60;
/** Grey levels that a still pixel changes by, with the noise of a camera and of compression. */
const CHANGE_MAX = 24;
/** The lesser eigenvalue of the gradients' products, a pixel: an edge has none, noise at half of the size 0.1. */
const CORNER_MIN = 1;
const CORNER_REACH = 3;
/** A patch that is as like its surroundings as this, so many pixels away, slides along an edge. */
const ALIKE_BESIDE_MAX = 0.8;
const BESIDE_PIXELS = [4, 7] as const;
const MARGIN = PATCH_REACH + 8;

interface Candidate {
  /** In pixels of the film. */
  readonly x: number;
  readonly y: number;
  readonly strength: number;
}

/** In pixels of the background's `shrink`; none where the bay shows nothing but plain walls. */
export function chooseFixedPoints(background: StillBackground): FixedPoint[] {
  const { width, height, shrink } = background;
  const half = halved(background);
  const cells: Candidate[][] = Array.from({ length: CELLS_ACROSS * CELLS_DOWN }, () => []);
  for (let y = MARGIN + (MARGIN % 2); y < height - MARGIN; y += 2) {
    for (let x = MARGIN + (MARGIN % 2); x < width - MARGIN; x += 2) {
      const strength = cornerStrength(half, x >> 1, y >> 1);
      if (strength < CORNER_MIN) continue;
      const cell = Math.floor((y * CELLS_DOWN) / height) * CELLS_ACROSS + Math.floor((x * CELLS_ACROSS) / width);
      cells[cell]?.push({ x, y, strength });
    }
  }
  return cells
    .flatMap((candidates) => bestApart(candidates, background))
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, POINTS_MAX)
    .map(({ x, y }) => ({ x: x * shrink, y: y * shrink, patch: squareRound(background, x, y) }));
}

/** Shi and Tomasi's: the lesser eigenvalue of the gradients' products over a small square. */
function cornerStrength({ grey, width }: GreyPicture, x: number, y: number): number {
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let py = y - CORNER_REACH; py <= y + CORNER_REACH; py++) {
    for (let px = x - CORNER_REACH; px <= x + CORNER_REACH; px++) {
      const at = py * width + px;
      const dx = ((grey[at + 1] as number) - (grey[at - 1] as number)) / 2;
      const dy = ((grey[at + width] as number) - (grey[at - width] as number)) / 2;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  }
  const lesser = (xx + yy) / 2 - Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  return lesser / (2 * CORNER_REACH + 1) ** 2;
}

/** The strongest, none within a patch of another, none whose patch anything moved through. */
function bestApart(candidates: readonly Candidate[], background: StillBackground): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.strength - a.strength).slice(0, CANDIDATES_MAX)) {
    if (chosen.length >= POINTS_A_CELL) break;
    const { x, y } = candidate;
    const isApart = chosen.every((each) => Math.max(Math.abs(each.x - x), Math.abs(each.y - y)) > PATCH_SIDE);
    if (isApart && isStill(background, x, y) && isDistinct(background, x, y)) chosen.push(candidate);
  }
  return chosen;
}

function isStill({ change, width }: StillBackground, x: number, y: number): boolean {
  for (let py = y - PATCH_REACH; py <= y + PATCH_REACH; py++) {
    for (let px = x - PATCH_REACH; px <= x + PATCH_REACH; px++) {
      if ((change[py * width + px] as number) > CHANGE_MAX) return false;
    }
  }
  return true;
}

/** Unlike what lies to either side, above, below and across. */
function isDistinct(background: StillBackground, x: number, y: number): boolean {
  const patch = patchOf(squareRound(background, x, y), PATCH_SIDE);
  return BESIDE_PIXELS.every((away) => {
    for (let k = 0; k < 16; k++) {
      const dx = Math.round(away * Math.cos((k * Math.PI) / 8));
      const dy = Math.round(away * Math.sin((k * Math.PI) / 8));
      if (likeness(background, patch, x + dx - PATCH_REACH, y + dy - PATCH_REACH) > ALIKE_BESIDE_MAX) return false;
    }
    return true;
  });
}

function squareRound(background: StillBackground, x: number, y: number): number[] {
  return cutSquare(background, x - PATCH_REACH, y - PATCH_REACH, PATCH_SIDE);
}
