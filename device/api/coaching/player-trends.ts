/** How a player's numbers go from visit to visit, for the coach: all of them, not only those for players. Pure. */
import { METRIC_CATALOGUE } from '../../swing/metrics/metric-catalogue.ts';
import { metricProgress } from '../../swing/progress/metric-progress.ts';
import { bySession, type ShotReadings } from '../../swing/progress/shot-readings.ts';
import type { MetricChange, MetricTrend } from '../contract/coaching.ts';

export interface FoundTrend {
  readonly trend: MetricTrend;
  /** Null where nothing has really changed. */
  readonly change: MetricChange | null;
}

/**
 * One number at a time, in the catalogue's order, so that whoever asks can let others in between: all of them together
 * are some tens of milliseconds of work. Numbers that were never measured are left out.
 *
 * @param shots newest first, as the store gives them
 */
export function* trendsOf(shots: readonly ShotReadings[]): Generator<FoundTrend> {
  const sessions = bySession(shots.toReversed());
  const dates = new Map(sessions.map((visit) => [visit.session, visit.shots[0]?.recordedAt ?? '']));
  const measured = namesOf(shots);
  for (const { id, unit, moments } of METRIC_CATALOGUE) {
    for (const { at } of moments) {
      if (!measured.has(`${id} ${at}`)) continue;
      const { sessions: levels, leftOut, change, verdict } = metricProgress(sessions, { id, at });
      if (levels.length === 0) continue;
      const visits = levels.map(({ session, mean, low, high, swings }) => ({
        ...{ session, mean, low, high, swings },
        date: dates.get(session) ?? '',
      }));
      const trend = { id, at, unit, visits, leftOut: leftOut.length, verdict };
      if (change === null || !isChange(verdict)) yield { trend, change: null };
      else {
        const { value, low, high } = change;
        yield { trend, change: { id, at, unit, value, low, high, verdict } };
      }
    }
  }
}

const ORDER: readonly MetricTrend['verdict'][] = ['declined', 'improved', 'changed', 'steady', 'too-early-to-say'];

/** What has changed first, and of that what got worse. */
export function changedFirst(trends: readonly MetricTrend[]): MetricTrend[] {
  return trends.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}

function isChange(verdict: MetricTrend['verdict']): verdict is MetricChange['verdict'] {
  return verdict === 'improved' || verdict === 'declined' || verdict === 'changed';
}

/** Of some eighty numbers a bay measures a part: the others need not be looked for in every shot. */
function namesOf(shots: readonly ShotReadings[]): Set<string> {
  return new Set(shots.flatMap(({ metrics }) => metrics.map(({ id, at }) => `${id} ${at}`)));
}
