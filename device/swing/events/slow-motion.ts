/**
 * Slow motion betrays itself by the downswing: from top to impact every golfer takes 0.20–0.30 s (5 % and 95 % of
 * GolfDB's real-time swings), and the hands fall from the shoulders to the ball in an eighth of a second. The top is
 * hard to place in a long pause, the fall is not, so both are asked. By how much a clip was slowed cannot be known from
 * it, only guessed; hence no factor.
 */
export interface SlowMotion {
  suspected: boolean;
  factor: number | null;
}

const DOWNSWING_MS = 260;
/** From three quarters of the way up to the shoulders down to the lowest point. */
const FALL_MS = 117;
const SLOWNESS_MIN = 1.9;

export function judgeSlowMotion(times: { downswingMs: number; fallMs: number }): SlowMotion {
  const slowness = Math.sqrt((times.downswingMs / DOWNSWING_MS) * (times.fallMs / FALL_MS));
  return { suspected: slowness > SLOWNESS_MIN, factor: null };
}
