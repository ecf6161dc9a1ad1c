import { changeOverSessions, type SessionsChange } from './change-over-sessions.ts';
import { median, type SessionLevel, sessionLevel } from './session-level.ts';
import type { Reading, ReadShot, SessionShots } from './shot-readings.ts';

/**
 * One number from session to session.
 *
 * Only sessions that were measured alike are put in one row: another method, other cameras, another model or other
 * algorithms move a number more than a winter's practice. The newest session decides which row that is; a re-analysis
 * brings the others into it.
 */
export interface SeriesPoint extends SessionLevel {
  readonly session: string;
  /**
   * 90 % interval of the level itself, with what all swings of the session share: this, not the scatter, says whether a
   * target was met. Each swing's interval holds its whole error, so that this is wider rather than narrower than need be.
   */
  readonly known: { readonly low: number; readonly high: number };
}

export interface SessionSeries {
  /** Oldest first. */
  readonly sessions: readonly SeriesPoint[];
  /** Sessions that were measured otherwise than the newest, or hold too few swings. */
  readonly leftOut: readonly string[];
  /** Null until there are sessions enough. */
  readonly change: SessionsChange | null;
}

/** Sessions oldest first. */
export function seriesOf(sessions: readonly SessionShots[], read: ReadShot): SessionSeries {
  const rows = sessions.map(({ session, shots }) => ({ session, readings: byWay(shots.map(read)) }));
  const newest = rows.findLast(({ readings }) => readings.size > 0);
  const way = newest === undefined ? null : mostUsed(newest.readings);
  const points: SeriesPoint[] = [];
  const leftOut: string[] = [];
  for (const { session, readings } of rows) {
    const point = way === null ? null : pointOf(session, readings.get(way) ?? []);
    if (point === null) leftOut.push(session);
    else points.push(point);
  }
  return { sessions: points, leftOut, change: changeOverSessions(points) };
}

function pointOf(session: string, readings: readonly Reading[]): SeriesPoint | null {
  const level = sessionLevel(readings.map(({ value }) => value));
  if (level === null) return null;
  const below = Math.hypot(median(readings.map(({ value, low }) => value - low)), level.mean - level.low);
  const above = Math.hypot(median(readings.map(({ value, high }) => high - value)), level.high - level.mean);
  return { session, ...level, known: { low: level.mean - below, high: level.mean + above } };
}

function byWay(readings: readonly (Reading | null)[]): Map<string, Reading[]> {
  const ways = new Map<string, Reading[]>();
  for (const reading of readings) {
    if (reading === null) continue;
    const known = ways.get(reading.way);
    if (known === undefined) ways.set(reading.way, [reading]);
    else known.push(reading);
  }
  return ways;
}

function mostUsed(ways: ReadonlyMap<string, readonly Reading[]>): string | null {
  return [...ways].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}
