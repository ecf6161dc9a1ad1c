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
    if (!(torso > 4)) continue;
    const scores = out.subarray(row * SHAFT_DIRECTIONS, (row + 1) * SHAFT_DIRECTIONS);
    rays(film, now, before, after, x, y, torso, scores);
    for (const elbow of hands.elbows) {
      const dx = (elbow.x[frame] as number) / film.shrink - x;
      const dy = y - (elbow.y[frame] as number) / film.shrink;
      damp(scores, (Math.atan2(dy, dx) * 180) / Math.PI);
    }
  }
  return out;
}

function rays(
  film: Film,
  now: Uint8Array,
  before: Uint8Array,
  after: Uint8Array,
  x: number,
  y: number,
  torso: number,
  scores: Float32Array,
): void {
  const { width, height } = film;
  const flank = Math.max(2, Math.round(torso * 0.06));
  const change = (px: number, py: number): number => {
    if (px < 0 || py < 0 || px >= width || py >= height) return Number.NaN;
    const at = py * width + px;
    const grey = now[at] as number;
    return Math.min(Math.abs(grey - (before[at] as number)), Math.abs(grey - (after[at] as number)));
  };
  const steps = Math.max(8, Math.round((RAY_TO_T - RAY_FROM_T) * torso));
  for (let k = 0; k < SHAFT_DIRECTIONS; k++) {
    const angle = (k * 2 * Math.PI) / SHAFT_DIRECTIONS;
    const cos = Math.cos(angle);
    const sin = -Math.sin(angle);
    let sum = 0;
    let count = 0;
    for (let s = 0; s < steps; s++) {
      const r = (RAY_FROM_T + ((RAY_TO_T - RAY_FROM_T) * (s + 0.5)) / steps) * torso;
      const cx = x + cos * r;
      const cy = y + sin * r;
      const line = Math.max(
        change(Math.round(cx), Math.round(cy)),
        change(Math.round(cx - sin), Math.round(cy + cos)),
        change(Math.round(cx + sin), Math.round(cy - cos)),
      );
      const left = change(Math.round(cx - sin * flank), Math.round(cy + cos * flank));
      const right = change(Math.round(cx + sin * flank), Math.round(cy - cos * flank));
      count++;
      if (Number.isNaN(line)) continue;
      const beside = Math.max(Number.isNaN(left) ? 0 : left, Number.isNaN(right) ? 0 : right);
      sum += Math.min(CONTRAST_FULL, Math.max(0, line - beside)) / CONTRAST_FULL;
    }
    scores[k] = sum / count;
  }
}

function damp(scores: Float32Array, degrees: number): void {
  for (let k = 0; k < SHAFT_DIRECTIONS; k++) {
    const away = Math.abs((((k * 360) / SHAFT_DIRECTIONS - degrees + 540) % 360) - 180);
    scores[k] = (scores[k] as number) * (1 - Math.exp(-((away / ARM_DEGREES) ** 2)));
  }
}
