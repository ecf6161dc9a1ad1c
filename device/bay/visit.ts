/**
 * A visit: who plays in the bay just now, and whose turn it is. Pure.
 *
 * Guests say nothing, and their visit is over when the mat is left. Once somebody has joined, the mat may be empty
 * between turns: the visit goes on until nobody has done anything for a while, its whole time is up, or it is ended.
 *
 * INVARIANTS
 * - Whose turn it is, is one of the players; nobody's turn is a guest's.
 * - A player is in a visit once. A visit that is over takes nobody in and never begins again.
 * - What has no effect changes nothing: the same visit comes back.
 */
import type { Handedness } from '../swing/report/swing-report.ts';

export interface VisitLimits {
  readonly inactivityMs: number;
  /** Null where the facility sets none. */
  readonly totalMs: number | null;
  readonly playersMax: number;
}

export interface Visit {
  readonly session: string;
  /** In the order in which they joined, which is the order of their turns. */
  readonly players: readonly string[];
  /** Null while a guest plays. */
  readonly inTurn: string | null;
  /** What a guest said to have in hand; a player's club is the player's own. It goes with the visit. */
  readonly guestClub: string | null;
  /** The hand a guest said to play with; null while it is recognised. It goes with the visit. */
  readonly guestHand: Handedness | null;
  readonly beganAtMs: number;
  readonly activeAtMs: number;
  readonly over: VisitEnd | null;
}

export type VisitEnd = 'left' | 'inactive' | 'time-up' | 'ended';

export type VisitEvent =
  /** Somebody stands on the mat who was not there, or swings. */
  | { readonly type: 'seen' }
  | { readonly type: 'mat-left' }
  | { readonly type: 'joined'; readonly player: string }
  | { readonly type: 'left'; readonly player: string }
  /** Whose turn it is from now on: null for a guest, absent for the next in order. */
  | { readonly type: 'turn'; readonly player?: string | null }
  | { readonly type: 'guest-club'; readonly club: string | null }
  | { readonly type: 'guest-hand'; readonly handedness: Handedness }
  | { readonly type: 'time-passed' }
  | { readonly type: 'ended' };

export function newVisit(session: string, nowMs: number): Visit {
  const guest = { guestClub: null, guestHand: null };
  return { session, players: [], inTurn: null, ...guest, beganAtMs: nowMs, activeAtMs: nowMs, over: null };
}

/** @param nowMs of a clock that does not jump */
export function advanceVisit(visit: Visit, event: VisitEvent, nowMs: number, limits: VisitLimits): Visit {
  if (visit.over !== null) return visit;
  const expired = expiryOf(visit, nowMs, limits);
  if (expired !== null) return { ...visit, inTurn: null, over: expired };
  const { players, inTurn } = visit;
  switch (event.type) {
    case 'seen':
      return { ...visit, activeAtMs: nowMs };
    case 'mat-left':
      return players.length === 0 ? { ...visit, over: 'left' } : visit;
    case 'joined': {
      if (players.includes(event.player)) return { ...visit, activeAtMs: nowMs };
      if (players.length >= limits.playersMax) return visit;
      // Who joins first plays; who joins later waits for a turn.
      const next = players.length === 0 ? event.player : inTurn;
      return { ...visit, players: [...players, event.player], inTurn: next, activeAtMs: nowMs };
    }
    case 'left': {
      if (!players.includes(event.player)) return visit;
      const rest = players.filter((player) => player !== event.player);
      const next = inTurn === event.player ? afterIn(players, event.player) : inTurn;
      return { ...visit, players: rest, inTurn: next === event.player ? null : next, activeAtMs: nowMs };
    }
    case 'turn': {
      const next = event.player === undefined ? afterIn(players, inTurn) : event.player;
      if (next !== null && !players.includes(next)) return visit;
      return { ...visit, inTurn: next, activeAtMs: nowMs };
    }
    case 'guest-club':
      return { ...visit, guestClub: event.club, activeAtMs: nowMs };
    case 'guest-hand':
      return { ...visit, guestHand: event.handedness, activeAtMs: nowMs };
    case 'ended':
      return { ...visit, inTurn: null, over: 'ended' };
    case 'time-passed':
      return visit;
  }
}

/** When and why a visit will be over if nobody does anything; null for one that is over. */
export function endOfVisit(
  visit: Visit,
  nowMs: number,
  { inactivityMs, totalMs }: VisitLimits,
): { readonly why: 'inactive' | 'time-up'; readonly inMs: number } | null {
  if (visit.over !== null) return null;
  const inactiveInMs = Math.max(0, visit.activeAtMs + inactivityMs - nowMs);
  const timeUpInMs = totalMs === null ? Number.POSITIVE_INFINITY : Math.max(0, visit.beganAtMs + totalMs - nowMs);
  return timeUpInMs <= inactiveInMs ? { why: 'time-up', inMs: timeUpInMs } : { why: 'inactive', inMs: inactiveInMs };
}

function expiryOf(visit: Visit, nowMs: number, limits: VisitLimits): VisitEnd | null {
  if (limits.totalMs !== null && nowMs - visit.beganAtMs >= limits.totalMs) return 'time-up';
  return nowMs - visit.activeAtMs >= limits.inactivityMs ? 'inactive' : null;
}

/** The player after another, round and round; the first where the other is a guest, null where there is nobody. */
function afterIn(players: readonly string[], player: string | null): string | null {
  const at = player === null ? -1 : players.indexOf(player);
  return players[(at + 1) % Math.max(1, players.length)] ?? null;
}
