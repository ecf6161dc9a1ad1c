/**
 * What an event's confidence means: the chance that it lies within GolfDB's tolerance of what an eye would say, a
 * thirtieth of the time from address to impact. The first number is how often the rule was right on labelled clips;
 * readings that disagree take from it. `event-confidence.integration.test.ts` holds it against labelled clips.
 */
import type { EventName } from './event-name.ts';
import type { Estimate } from './swing-context.ts';

const RIGHT_SHARE: Readonly<Record<EventName, number>> = {
  address: 0.75,
  'toe-up': 0.93,
  'mid-backswing': 0.9,
  top: 0.93,
  'mid-downswing': 0.98,
  impact: 0.98,
  'mid-follow-through': 0.96,
  finish: 0.95,
};
/** For an event that was only guessed, from timing or because the clip ends. */
const GUESSED_SHARE = 0.5;

export function confidenceOf(name: EventName, estimate: Estimate, toleranceFrames: number): number {
  const guessed = estimate.by === 'timing' || estimate.by === 'clip-edge';
  const apart = (estimate.spreadFrames ?? 0) / (2 * toleranceFrames);
  return Math.max(0.05, RIGHT_SHARE[name] * (guessed ? GUESSED_SHARE : 1) * Math.exp(-APART_WEIGHT * apart * apart));
}

/** Two readings a whole tolerance to either side take some sixth away. */
const APART_WEIGHT = 0.08;

/** The same of what two calibrated cameras find together, measured on rendered golfers. */
const RIGHT_IN_SPACE: Readonly<Record<EventName, number>> = {
  address: 0.92,
  'toe-up': 0.96,
  'mid-backswing': 0.96,
  top: 0.95,
  'mid-downswing': 0.97,
  impact: 0.98,
  'mid-follow-through': 0.96,
  finish: 0.85,
};
/** What is left of a confidence where the cameras together contradict what each says alone. */
const CONTRADICTED_SHARE = 0.7;

export const confidenceInSpace = (name: EventName): number => RIGHT_IN_SPACE[name];

export const contradicted = (confidence: number): number => CONTRADICTED_SHARE * confidence;
