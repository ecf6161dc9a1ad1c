/** How a player's numbers go from visit to visit, for the coach: all of them, not only those for players. Pure. */
import { METRIC_CATALOGUE } from '../../swing/metrics/metric-catalogue.ts';
import { type MeasuredReport, metricProgress } from '../../swing/progress/metric-progress.ts';
import type { MetricChange, MetricTrend } from '../contract/coaching.ts';

export interface DatedShot extends MeasuredReport {
  readonly session: string;
  /** UTC. */
  readonly recordedAt: string;
}

export interface PlayerTrends {
  /** What has changed first, then in the catalogue's order; numbers that were never measured are left out. */
  readonly trends: readonly MetricTrend[];
  readonly changes: readonly MetricChange[];
}

/** @param shots newest first, as the store gives them */
export function playerTrends(shots: readonly DatedShot[]): PlayerTrends {
  const oldestFirst = shots.toReversed();
  const bySession = new Map<string, DatedShot[]>();
  for (const shot of oldestFirst) bySession.set(shot.session, [...(bySession.get(shot.session) ?? []), shot]);
  const sessions = [...bySession].map(([session, reports]) => ({ session, reports }));
  const measured = namesOf(shots);
  const trends: MetricTrend[] = [];
  const changes: MetricChange[] = [];
  for (const { id, unit, moments } of METRIC_CATALOGUE) {
    for (const { at } of moments) {
      if (!measured.has(`${id} ${at}`)) continue;
      const { sessions: levels, leftOut, change, verdict } = metricProgress(sessions, { id, at });
      if (levels.length === 0) continue;
      const visits = levels.map(({ session, mean, low, high, swings }) => ({
        ...{ session, mean, low, high, swings },
        date: bySession.get(session)?.[0]?.recordedAt ?? '',
      }));
      trends.push({ id, at, unit, visits, leftOut: leftOut.length, verdict });
      if (change !== null && isChange(verdict)) {
        const { value, low, high } = change;
        changes.push({ id, at, unit, value, low, high, verdict });
      }
    }
  }
  const order = ['declined', 'improved', 'changed', 'steady', 'too-early-to-say'];
  return { trends: trends.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict)), changes };
}

function isChange(verdict: MetricTrend['verdict']): verdict is MetricChange['verdict'] {
  return verdict === 'improved' || verdict === 'declined' || verdict === 'changed';
}

/** Of some eighty numbers a bay measures a part: the others need not be looked for in every shot. */
function namesOf(shots: readonly DatedShot[]): Set<string> {
  return new Set(
    shots.flatMap(({ metrics }) =>
      metrics.flatMap((metric) => ('value' in metric ? [`${metric.id} ${metric.at}`] : [])),
    ),
  );
}
