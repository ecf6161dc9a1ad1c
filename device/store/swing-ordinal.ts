/**
 * The place of a swing in the order of all: one number that rises with every swing that is stored here.
 *
 * It is made of the wall clock, so that swings taken in from an object store find their place among those that are here
 * already, whichever come first; and it never falls behind the last one, so that a clock that jumps back orders nothing
 * anew. Of swings made while some bay's clock was wrong the place is wrong by as much, and nothing can tell.
 */

/** Swings of one millisecond, over all bays, whose order their ids decide. */
const PLACES_PER_MS = 1024;
/** The year 2109: beyond it a number would lose its last digits. */
const MS_MAX = 2 ** 42;
/** Behind the version of a UUIDv7 stand twelve bits that rise within a millisecond, or are random. */
const BITS = /^.{14}7([0-9a-f]{3})/i;

/** By wall time, then by id. */
export function ordinalAt(recordedAt: Date, id: string): number {
  const ms = Math.min(Math.max(Math.floor(recordedAt.getTime()), 0), MS_MAX);
  const bits = BITS.exec(id)?.[1];
  return ms * PLACES_PER_MS + (bits === undefined ? 0 : Number.parseInt(bits, 16) >> 2);
}

/** Of a swing that is stored now: behind everything that is there. */
export function nextOrdinal(last: number | null, now: Date, id: string): number {
  const wanted = ordinalAt(now, id);
  return last === null || wanted > last ? wanted : last + 1;
}
