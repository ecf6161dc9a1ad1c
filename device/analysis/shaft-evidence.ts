/**
 * Evidence of the club's shaft: for every frame and every direction from the hands, how clearly a moving straight line
 * leaves them there.
 *
 * A pixel counts as far as it differs from the same pixel one step earlier and one step later (the lesser of the two:
 * a double difference shows what is here now and at neither other time, once, and not its ghosts) and as far as it
 * stands out from its neighbours to both sides of the ray (a shaft is thin, a sleeve is not). Rays run from 0.3 to
 * 1.3 torso lengths: nearer are the hands themselves, farther the shaft's end. The arms are lines too; directions
 * towards the elbows are damped. It tolerates a blurred club, not a camera that moves faster than the club.
 */
import { SHAFT_DIRECTIONS } from '../swing/events/pixel-clues.ts';
import type { Film } from './film.ts';

export interface HandsInPicture {
  /** In pixels of the clip's upright picture, frame by frame. */
  readonly handX: Float64Array;
  readonly handY: Float64Array;
  readonly torso: Float64Array;
  /** Where the elbows are, for damping. */
  readonly elbows: readonly { readonly x: Float64Array; readonly y: Float64Array }[];
}

const RAY_FROM_T = 0.3;
const RAY_TO_T = 1.3;
/** Where a ray's neighbours are asked. */
const FLANK_T = 0.06;
/** Samples of a ray; a golfer of 100 pixels has one every two. */
const STEPS_MIN = 8;
const STEPS_MAX = 48;
/** A smaller golfer's shaft is no line any more. */
const TORSO_PIXELS_MIN = 8;
/** Grey levels beyond which a difference says no more. */
const CONTRAST_FULL = 48;
/** Half width of the damping round an arm, in degrees. */
const ARM_DEGREES = 20;

export function shaftEvidence(
  film: Film,
  hands: HandsInPicture,
  range: { from: number; to: number; stepFrames: number },
): Float32Array {
  const frames = range.to - range.from + 1;
  const out = new Float32Array(frames * SHAFT_DIRECTIONS);
  for (let row = 0; row < frames; row++) {
    const frame = range.from + row;
    const now = film.pictures[frame];
    const before = film.pictures[frame - range.stepFrames];
    const after = film.pictures[frame + range.stepFrames];
    if (!now || !before || !after) continue;
    const x = (hands.handX[frame] as number) / film.shrink;
    const y = (hands.handY[frame] as number) / film.shrink;
    const torso = (hands.torso[frame] as number) / film.shrink;
    if (!(torso > TORSO_PIXELS_MIN)) continue;
    const scores = out.subarray(row * SHAFT_DIRECTIONS, (row + 1) * SHAFT_DIRECTIONS);
    rays(changeRound(film, { now, before, after }, x, y, torso), torso, scores);
    for (const elbow of hands.elbows) {
      const dx = (elbow.x[frame] as number) / film.shrink - x;
      const dy = y - (elbow.y[frame] as number) / film.shrink;
      dampDirection(scores, (Math.atan2(dy, dx) * 180) / Math.PI);
    }
  }
  return out;
}

/** A square of double differences round the hands; nothing has changed outside the picture. */
interface ChangePatch {
  readonly side: number;
  /** Place of the hands in it. */
  readonly x: number;
  readonly y: number;
  readonly values: Uint8Array;
}

function changeRound(
  film: Film,
  { now, before, after }: { now: Uint8Array; before: Uint8Array; after: Uint8Array },
  x: number,
  y: number,
  torso: number,
): ChangePatch {
  const reach = Math.ceil((RAY_TO_T + FLANK_T) * torso) + 3;
  const side = 2 * reach + 1;
  const left = Math.round(x) - reach;
  const top = Math.round(y) - reach;
  const values = new Uint8Array(side * side);
  const fromX = Math.max(0, -left);
  const toX = Math.min(side, film.width - left);
  const toY = Math.min(side, film.height - top);
  for (let py = Math.max(0, -top); py < toY; py++) {
    let at = (py + top) * film.width + left + fromX;
    for (let px = fromX; px < toX; px++, at++) {
      const grey = now[at] as number;
      const past = Math.abs(grey - (before[at] as number));
      const future = Math.abs(grey - (after[at] as number));
      values[py * side + px] = past < future ? past : future;
    }
  }
  return { side, x: x - left, y: y - top, values };
}

function rays({ side, x, y, values }: ChangePatch, torso: number, scores: Float32Array): void {
  const flank = Math.max(2, FLANK_T * torso);
  const steps = Math.min(STEPS_MAX, Math.max(STEPS_MIN, Math.round((RAY_TO_T - RAY_FROM_T) * torso)));
  const change = (px: number, py: number): number => values[((py + 0.5) | 0) * side + ((px + 0.5) | 0)] as number;
  for (let k = 0; k < SHAFT_DIRECTIONS; k++) {
    const angle = (k * 2 * Math.PI) / SHAFT_DIRECTIONS;
    const cos = Math.cos(angle);
    const sin = -Math.sin(angle);
    let sum = 0;
    for (let s = 0; s < steps; s++) {
      const r = (RAY_FROM_T + ((RAY_TO_T - RAY_FROM_T) * (s + 0.5)) / steps) * torso;
      const cx = x + cos * r;
      const cy = y + sin * r;
      const line = Math.max(change(cx, cy), change(cx - sin, cy + cos), change(cx + sin, cy - cos));
      const beside = Math.max(change(cx - sin * flank, cy + cos * flank), change(cx + sin * flank, cy - cos * flank));
      if (line > beside) sum += Math.min(CONTRAST_FULL, line - beside);
    }
    scores[k] = sum / (CONTRAST_FULL * steps);
  }
}

/** Takes the evidence away that a limb in this direction would be: columns go once round. */
export function dampDirection(scores: Float32Array, degrees: number): void {
  const columns = scores.length;
  for (let k = 0; k < columns; k++) {
    const away = Math.abs((((k * 360) / columns - degrees + 540) % 360) - 180);
    scores[k] = (scores[k] as number) * (1 - Math.exp(-((away / ARM_DEGREES) ** 2)));
  }
}
