/**
 * The straight line that leaves the hands, frame by frame, at rest as well as in motion.
 *
 * Where `shaft-evidence.ts` asks what moved within one step, this asks what is not background. A pixel counts as far as
 * it differs from the background and stands out from its neighbours to both sides of the line: against the room by its
 * difference, in front of the golfer by its brightness. The grip lies beside the middle of the wrists, so each direction
 * is tried at several distances from it. Arms are lines too and are damped.
 */
import { LINE_DIRECTIONS, type ShaftLine } from '../swing/club/shaft-lines.ts';
import type { Film } from './film.ts';
import type { Background } from './film-background.ts';
import { dampDirection, type HandsInPicture } from './shaft-evidence.ts';

/** Along the line, in torso lengths from the foot of the perpendicular that the hands drop on it. */
const FROM_T = 0.25;
const TO_T = 1.25;
/** A shaft seen foreshortened is shorter; it counts for less, since any edge is a short line. */
const SHORT_TO_T = 0.75;
const SHORT_SHARE = 0.75;
const FLANK_T = 0.06;
const STEPS = 32;
/** Half the width of the strip in which the grip is looked for, and the places tried in it. */
const OFFSET_T = 0.2;
const OFFSETS = 11;
const CONTRAST_FULL = 40;
/** Differences from the background below this are noise of the camera. */
const NOISE_GREY = 6;
const TORSO_PIXELS_MIN = 8;

/** A square round the hands: brightness and how far it is from the background. */
interface Patch {
  readonly side: number;
  readonly x: number;
  readonly y: number;
  readonly grey: Uint8Array;
  readonly change: Uint8Array;
}

export interface LineEvidence {
  /** frames × LINE_DIRECTIONS: 0 for none, about 1 for a clear shaft. */
  readonly strength: Float32Array;
  /** The same shape: at which distance from the hands the line was found, in torso lengths, to the line's left. */
  readonly offsetT: Float32Array;
}

export function lineEvidence(
  film: Film,
  background: Background,
  hands: HandsInPicture,
  range: { from: number; to: number },
): LineEvidence {
  const frames = range.to - range.from + 1;
  const strength = new Float32Array(frames * LINE_DIRECTIONS);
  const offsetT = new Float32Array(frames * LINE_DIRECTIONS);
  for (let row = 0; row < frames; row++) {
    const frame = range.from + row;
    const torso = (hands.torso[frame] as number) / film.shrink;
    const patch = patchRound(film, background, hands, frame);
    if (patch === null) continue;
    const at = row * LINE_DIRECTIONS;
    for (let k = 0; k < LINE_DIRECTIONS; k++) {
      const degrees = (k * 360) / LINE_DIRECTIONS;
      for (let o = 0; o < OFFSETS; o++) {
        const off = OFFSET_T * ((2 * o) / (OFFSETS - 1) - 1);
        const found = lineScore(patch, torso, degrees, off);
        if (found <= (strength[at + k] as number)) continue;
        strength[at + k] = found;
        offsetT[at + k] = off;
      }
    }
    const scores = strength.subarray(at, at + LINE_DIRECTIONS);
    for (const degrees of armDirections(hands, frame)) dampDirection(scores, degrees);
  }
  return { strength, offsetT };
}

/** How far round a coarse line the fine one is looked for, and in what steps. */
const FINE_DEGREES = 4;
const FINE_STEP_DEGREES = 0.5;
const FINE_OFFSET_T = 0.04;
const FINE_OFFSET_STEPS = 9;

/** The line nearest to a direction to a fraction of a degree; null where the picture shows none. */
export function fineLine(
  film: Film,
  background: Background,
  hands: HandsInPicture,
  near: { frame: number; degrees: number; offsetT: number },
): ShaftLine | null {
  const { frame } = near;
  const torso = (hands.torso[frame] as number) / film.shrink;
  const patch = patchRound(film, background, hands, frame);
  if (patch === null) return null;
  const turns = Math.round(FINE_DEGREES / FINE_STEP_DEGREES);
  const scores = new Float64Array(2 * turns + 1);
  const offsets = new Float64Array(2 * turns + 1);
  for (let t = -turns; t <= turns; t++) {
    for (let o = 0; o < FINE_OFFSET_STEPS; o++) {
      const off = near.offsetT + FINE_OFFSET_T * ((2 * o) / (FINE_OFFSET_STEPS - 1) - 1);
      const found = lineScore(patch, torso, near.degrees + t * FINE_STEP_DEGREES, off);
      if (found > (scores[t + turns] as number)) {
        scores[t + turns] = found;
        offsets[t + turns] = off;
      }
    }
  }
  // The middle of what is nearly as good as the best: a blurred shaft is a fan, and its middle is the moment's.
  const best = Math.max(...scores);
  if (best <= 0) return null;
  let weight = 0;
  let degrees = 0;
  let offsetT = 0;
  for (let t = 0; t < scores.length; t++) {
    const share = Math.max(0, (scores[t] as number) / best - 0.6) ** 2;
    weight += share;
    degrees += share * (t - turns) * FINE_STEP_DEGREES;
    offsetT += share * (offsets[t] as number);
  }
  const turned = near.degrees + degrees / weight;
  const radians = (turned * Math.PI) / 180;
  const beside = (offsetT / weight) * torso * film.shrink;
  return {
    x: (hands.handX[frame] as number) - Math.sin(radians) * beside,
    y: (hands.handY[frame] as number) - Math.cos(radians) * beside,
    degrees: turned,
    strength: best,
  };
}

function armDirections(hands: HandsInPicture, frame: number): number[] {
  return hands.elbows.map(({ x, y }) => {
    const dx = (x[frame] as number) - (hands.handX[frame] as number);
    const dy = (hands.handY[frame] as number) - (y[frame] as number);
    return (Math.atan2(dy, dx) * 180) / Math.PI;
  });
}

function patchRound(film: Film, background: Background, hands: HandsInPicture, frame: number): Patch | null {
  const now = film.pictures[frame];
  const torso = (hands.torso[frame] as number) / film.shrink;
  const x = (hands.handX[frame] as number) / film.shrink;
  const y = (hands.handY[frame] as number) / film.shrink;
  if (!now || !(torso > TORSO_PIXELS_MIN) || !Number.isFinite(x + y)) return null;
  const reach = Math.ceil((TO_T + FLANK_T + OFFSET_T + FINE_OFFSET_T) * torso) + 3;
  const side = 2 * reach + 1;
  const left = Math.round(x) - reach;
  const top = Math.round(y) - reach;
  const grey = new Uint8Array(side * side);
  const change = new Uint8Array(side * side);
  const fromX = Math.max(0, background.left - left);
  const toX = Math.min(side, background.left + background.width - left);
  const fromY = Math.max(0, background.top - top);
  const toY = Math.min(side, background.top + background.height - top);
  for (let py = fromY; py < toY; py++) {
    let at = (py + top) * film.width + left + fromX;
    let under = (py + top - background.top) * background.width + left + fromX - background.left;
    for (let px = fromX; px < toX; px++, at++, under++) {
      const value = now[at] as number;
      const apart = Math.abs(value - (background.luma[under] as number));
      grey[py * side + px] = value;
      change[py * side + px] = apart < NOISE_GREY ? 0 : apart;
    }
  }
  return { side, x: x - left, y: y - top, grey, change };
}

/** Mean evidence along one line; `offsetT` is its distance from the hands, positive to the left of its direction. */
function lineScore(patch: Patch, torso: number, degrees: number, offsetT: number): number {
  const { side, grey, change } = patch;
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = -Math.sin(angle);
  // Left of the direction of travel, in a picture whose y points down.
  const leftX = sin;
  const leftY = -cos;
  const flank = Math.max(2, FLANK_T * torso);
  const startX = patch.x + leftX * offsetT * torso + 0.5;
  const startY = patch.y + leftY * offsetT * torso + 0.5;
  const shortSteps = Math.round((STEPS * (SHORT_TO_T - FROM_T)) / (TO_T - FROM_T));
  let sum = 0;
  let shortSum = 0;
  for (let s = 0; s < STEPS; s++) {
    const r = (FROM_T + ((TO_T - FROM_T) * (s + 0.5)) / STEPS) * torso;
    const x = startX + cos * r;
    const y = startY + sin * r;
    const here = (y | 0) * side + (x | 0);
    const moved = change[here] as number;
    if (moved > 0) {
      const a = ((y + leftY * flank) | 0) * side + ((x + leftX * flank) | 0);
      const b = ((y - leftY * flank) | 0) * side + ((x - leftX * flank) | 0);
      const besideMoved = Math.max(change[a] as number, change[b] as number);
      const towardsA = (grey[here] as number) - (grey[a] as number);
      const towardsB = (grey[here] as number) - (grey[b] as number);
      const ridge = towardsA > 0 === towardsB > 0 ? Math.min(Math.abs(towardsA), Math.abs(towardsB), moved) : 0;
      sum += Math.min(CONTRAST_FULL, Math.max(moved - besideMoved, ridge));
    }
    if (s + 1 === shortSteps) shortSum = sum;
  }
  return Math.max(sum / STEPS, (SHORT_SHARE * shortSum) / shortSteps) / CONTRAST_FULL;
}
