/**
 * Where the ball was at a moment, by the beam over the tee. Pure.
 *
 * INVARIANTS
 * - Changes are kept in the order of their times, at most {@link CHANGES_MAX}.
 * - While the tee moves, and for {@link SETTLE_MS} after, the beam is broken and closed by the tee itself: a ball that
 *   goes then has not been struck.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import type { BallChange } from './witness.ts';

const CHANGES_MAX = 16;
const SETTLE_MS = 300;

export interface BallPlace {
  readonly changes: readonly BallChange[];
  /** From when to when the tee moved last; the end is infinite while it moves. */
  readonly teeMovedFromNs: number;
  readonly teeMovedToNs: number;
}

export const BALL_UNKNOWN: BallPlace = {
  changes: [],
  teeMovedFromNs: Number.NEGATIVE_INFINITY,
  teeMovedToNs: Number.NEGATIVE_INFINITY,
};

export function ballChanged(place: BallPlace, change: BallChange): BallPlace {
  const later = place.changes.findIndex((one) => one.atNs > change.atNs);
  const at = later === -1 ? place.changes.length : later;
  return { ...place, changes: place.changes.toSpliced(at, 0, change).slice(-CHANGES_MAX) };
}

export function teeMoves(place: BallPlace, isMoving: boolean, atNs: number): BallPlace {
  const isKnown = place.teeMovedToNs === Number.POSITIVE_INFINITY;
  if (isMoving) return isKnown ? place : { ...place, teeMovedFromNs: atNs, teeMovedToNs: Number.POSITIVE_INFINITY };
  return isKnown ? { ...place, teeMovedToNs: atNs + SETTLE_MS * NS_PER_MS } : place;
}

/** What the beam knew of the ball at that time; null where it had not said anything yet. */
export function ballAt({ changes }: BallPlace, atNs: number): BallChange['type'] | null {
  return changes.findLast((one) => one.atNs <= atNs)?.type ?? null;
}

/** Balls that went from a resting tee since a time, oldest first. */
export function ballsGoneSince(place: BallPlace, sinceNs: number): readonly BallChange[] {
  return place.changes.filter(
    ({ type, atNs }) =>
      type === 'gone' && atNs >= sinceNs && (atNs < place.teeMovedFromNs || atNs > place.teeMovedToNs),
  );
}
