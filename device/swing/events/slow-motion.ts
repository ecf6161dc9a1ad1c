/**
 * Slow motion betrays itself by the downswing: from top to impact every golfer takes 0.20–0.30 s (5 % and 95 % of
 * GolfDB's real-time swings). By how much a clip was slowed cannot be known from it, only guessed.
 */
const DOWNSWING_MS_MAX = 450;

export interface SlowMotion {
  suspected: boolean;
  factor: number | null;
}

export function judgeSlowMotion(topMs: number, impactMs: number): SlowMotion {
  return { suspected: impactMs - topMs > DOWNSWING_MS_MAX, factor: null };
}
