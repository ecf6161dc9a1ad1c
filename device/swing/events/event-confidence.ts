/**
 * What an event's confidence means: the chance that it lies within GolfDB's tolerance of what an eye would say, a
 * thirtieth of the time from address to impact. The first number is how often the rule was right on labelled clips;
 * readings that disagree take from it.
 */
import type { EventName } from './event-name.ts';
import type { Estimate } from './swing-context.ts';

const RIGHT_SHARE: Readonly<Record<EventName, number>> = {
  address: 0.7,
  'toe-up': 0.9,
  'mid-backswing': 0.88,
  top: 0.92,
  'mid-downswing': 0.97,
  impact: 0.98,
  'mid-follow-through': 0.95,
  finish: 0.9,
};
/** For an event that was only guessed, from timing or because the clip ends. */
const GUESSED_SHARE = 0.5;

export function confidenceOf(name: EventName, estimate: Estimate, toleranceFrames: number): number {
  const guessed = estimate.by === 'timing' || estimate.by === 'clip-edge';
  const apart = (estimate.spreadFrames ?? 0) / (2 * toleranceFrames);
  return Math.max(0.05, RIGHT_SHARE[name] * (guessed ? GUESSED_SHARE : 1) * Math.exp(-0.15 * apart * apart));
}
