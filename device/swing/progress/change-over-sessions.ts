import type { SessionLevel } from './session-level.ts';
import { twoSidedP, twoSidedQuantile } from './student-t.ts';

/**
 * Whether a metric has moved from the first session to the last, told apart from what sessions differ by anyway.
 *
 * A session's mean is the golfer's level, plus a bias that all of its swings share (clothes, light, a camera set up
 * anew), plus what is left of the swings' scatter. The shared part cannot be averaged away within a session, so it is
 * taken from how sessions scatter round the level: a random-effects model, its variance by the method of moments, its
 * tests after Hartung and Knapp, which hold their rate with few sessions.
 *
 * Two shapes of change are tried: a steady slope, and a step between two sessions. Each is held to half of the error
 * rate, the step's being shared among all places at which it could be.
 */
export interface SessionsChange {
  readonly shape: 'slope' | 'step';
  /** From the first session's level to the last one's, with its 90 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Whether the golfer has changed, at an error rate of 5 % for each time that somebody looks. */
  readonly isReal: boolean;
  /** How often sessions of a golfer who stays the same would look so much like a change; both shapes are counted. */
  readonly p: number;
  /** For a step, the first session after it, counted from 0; null for a slope. */
  readonly since: number | null;
}

/** With fewer, a single odd session would be a trend. */
export const SESSIONS_MIN = 4;
const ERROR_RATE = 0.05;
/** The better of two shapes flatters itself: its 95 % interval holds the truth in about 90 %. */
const REACH_RATE = 0.05;
/** Sessions on either side of a step. */
const SIDE_MIN = 2;

/** Null with fewer than {@link SESSIONS_MIN} sessions. */
export function changeOverSessions(levels: readonly SessionLevel[]): SessionsChange | null {
  const sessions = levels.length;
  if (sessions < SESSIONS_MIN) return null;
  const slope = fitted(levels, (session) => session / (sessions - 1) - 0.5);
  const steps = Array.from({ length: sessions - 2 * SIDE_MIN + 1 }, (_, i) => i + SIDE_MIN).map((since) => ({
    since,
    fit: fitted(levels, (session) => (session < since ? -0.5 : 0.5)),
  }));
  const step = steps.reduce((best, each) => (each.fit.p < best.fit.p ? each : best));
  const isSlope = slope.p < ERROR_RATE / 2;
  const isStep = step.fit.p < ERROR_RATE / 2 / steps.length;
  // Where neither is certain the slope says how much may have changed: it supposes the least.
  const shape = isStep && (!isSlope || step.fit.p * steps.length < slope.p) ? 'step' : 'slope';
  const { value, standardError } = shape === 'step' ? step.fit : slope;
  const reach = twoSidedQuantile(REACH_RATE, sessions - 2) * standardError;
  return {
    shape,
    value,
    low: value - reach,
    high: value + reach,
    isReal: isSlope || isStep,
    p: Math.min(1, 2 * Math.min(slope.p, step.fit.p * steps.length)),
    since: shape === 'step' ? step.since : null,
  };
}

/**
 * A step at a place that is known beforehand, such as where a drill was begun: no other place was tried, so it is held
 * to the whole error rate and its interval is a plain 90 %. Null with fewer than {@link SIDE_MIN} sessions on a side.
 *
 * @param since the first session after it, counted from 0
 */
export function changeAtSession(
  levels: readonly SessionLevel[],
  since: number,
): Pick<SessionsChange, 'value' | 'low' | 'high' | 'isReal'> | null {
  if (since < SIDE_MIN || levels.length - since < SIDE_MIN) return null;
  const { value, standardError, p } = fitted(levels, (session) => (session < since ? -0.5 : 0.5));
  const reach = twoSidedQuantile(0.1, levels.length - 2) * standardError;
  return { value, low: value - reach, high: value + reach, isReal: p < ERROR_RATE };
}

interface Fit {
  /** How much the level changes as the shape goes from −0.5 to 0.5. */
  readonly value: number;
  readonly standardError: number;
  readonly p: number;
}

function fitted(levels: readonly SessionLevel[], shapeOf: (session: number) => number): Fit {
  const shape = levels.map((_, session) => shapeOf(session));
  const freedom = levels.length - 2;
  const errors = levels.map(({ standardError }) => Math.max(standardError, 1e-9) ** 2);
  const shared = sharedVariance(levels, shape, errors);
  const weights = errors.map((error) => 1 / (error + shared));
  const { value, residuals, lever } = regression(levels, shape, weights);
  const excess = residuals.reduce((sum, residual, i) => sum + (weights[i] as number) * residual ** 2, 0) / freedom;
  // Below 1 the sessions agree better than their own swings allow, which is luck.
  const standardError = Math.sqrt(Math.max(1, excess) / lever);
  return { value, standardError, p: twoSidedP(value / standardError, freedom) };
}

/** What sessions scatter by beyond their swings. */
function sharedVariance(levels: readonly SessionLevel[], shape: readonly number[], errors: readonly number[]): number {
  const even = levels.map(() => 1);
  const { residuals } = regression(levels, shape, even);
  const scatter = residuals.reduce((sum, residual) => sum + residual ** 2, 0) / (levels.length - 2);
  const own = errors.reduce((sum, error) => sum + error, 0) / levels.length;
  return Math.max(0, scatter - own);
}

function regression(
  levels: readonly SessionLevel[],
  shape: readonly number[],
  weights: readonly number[],
): { value: number; residuals: number[]; lever: number } {
  const weighted = (each: (i: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + weight * each(i), 0) / weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weighted((i) => (levels[i] as SessionLevel).mean);
  const middle = weighted((i) => shape[i] as number);
  const off = shape.map((each) => each - middle);
  const lever = weights.reduce((sum, weight, i) => sum + weight * (off[i] as number) ** 2, 0);
  const value =
    weights.reduce(
      (sum, weight, i) => sum + weight * (off[i] as number) * ((levels[i] as SessionLevel).mean - mean),
      0,
    ) / lever;
  return { value, residuals: levels.map((level, i) => level.mean - mean - value * (off[i] as number)), lever };
}
