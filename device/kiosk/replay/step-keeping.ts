/**
 * How fast a video must run so that it shows the same moment as the one that leads, and when only a jump helps.
 *
 * Videos that are started together do not stay together: each begins when its decoder is ready. A drift is worked off
 * by running a little faster or slower, which nobody sees; a jump is seen, and is for what has come far apart.
 */
export interface Step {
  readonly rate: number;
  readonly mustJump: boolean;
}

/** A drift is worked off within about this long on the wall. */
const CATCH_UP_MS = 300;
/** Faster or slower than this shows. */
const CHANGE_MAX = 0.3;
/** Below this share of a frame there is nothing to set right. */
const FREE_SHARE = 0.15;
/** More frames apart than this, and at least so long on the wall, a video jumps. */
const JUMP_FRAMES = 4;
const JUMP_WALL_MS = 250;
/** What the browser plays at all. */
const RATE_MIN = 0.0625;
const RATE_MAX = 16;

/** `driftMs` is how far ahead the video is, in its own time; `rate` is what it should run at where there is none. */
export function stepFor(driftMs: number, framePeriodMs: number, rate: number): Step {
  const apart = Math.abs(driftMs);
  const mustJump = apart > Math.max(JUMP_FRAMES * framePeriodMs, JUMP_WALL_MS * rate);
  if (mustJump || apart < FREE_SHARE * framePeriodMs) return { rate: playable(rate), mustJump };
  const change = Math.min(CHANGE_MAX, Math.max(-CHANGE_MAX, -driftMs / (CATCH_UP_MS * rate)));
  return { rate: playable(rate * (1 + change)), mustJump: false };
}

export function playable(rate: number): number {
  return Math.min(RATE_MAX, Math.max(RATE_MIN, rate));
}
