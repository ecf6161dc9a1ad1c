import type { EventName } from '../events/event-name.ts';
import { catalogueEntry, type MetricId, type MetricUnit, typicalRange } from '../metrics/metric-catalogue.ts';
import { isMeasured, type MeasuredMetric, type SwingReport } from '../report/swing-report.ts';
import { changeOverSessions, SESSIONS_MIN, type SessionsChange } from './change-over-sessions.ts';
import { type SessionLevel, sessionLevel } from './session-level.ts';

/**
 * How one metric goes from session to session: the golfer's change told apart from the noise of golfer and measurement.
 *
 * Only sessions that were measured alike are put in one row: another method, other cameras, another model or other
 * algorithms move a number more than a winter's practice. The newest session decides which row that is; a re-analysis
 * brings the others into it.
 */
export type ProgressVerdict = 'improved' | 'declined' | 'changed' | 'steady' | 'too-early-to-say';

/** A visit's swings, in their order. */
export interface SessionReports {
  readonly session: string;
  readonly reports: readonly SwingReport[];
}

export interface ProgressPoint extends SessionLevel {
  readonly session: string;
}

export interface MetricProgress {
  readonly id: MetricId;
  readonly at: EventName | null;
  /** Oldest first. */
  readonly sessions: readonly ProgressPoint[];
  /** Sessions that were measured otherwise than the newest, or hold too few swings. */
  readonly leftOut: readonly string[];
  /** Null until there are sessions enough. */
  readonly change: SessionsChange | null;
  readonly verdict: ProgressVerdict;
}

/** A change of less than this is nothing to a player, in the metric's unit; where a range is published, half of it. */
const MATTERS: Readonly<Record<MetricUnit, number>> = {
  '°': 5,
  cm: 3,
  s: 0.05,
  ms: 20,
  'm/s': 0.5,
  '°/s': 40,
  ratio: 0.3,
  '%': 5,
};

/** Sessions oldest first; practice swings are no part of any statistics. */
export function metricProgress(
  sessions: readonly SessionReports[],
  metric: { readonly id: MetricId; readonly at: EventName | null },
): MetricProgress {
  const { id, at } = metric;
  const rows = sessions.map(({ session, reports }) => ({ session, values: measured(reports, id, at) }));
  const newest = rows.findLast(({ values }) => values.size > 0);
  const way = newest === undefined ? null : mostUsed(newest.values);
  const points: ProgressPoint[] = [];
  const leftOut: string[] = [];
  for (const { session, values } of rows) {
    const level = way === null ? null : sessionLevel(values.get(way) ?? []);
    if (level === null) leftOut.push(session);
    else points.push({ session, ...level });
  }
  const change = changeOverSessions(points);
  return { id, at, sessions: points, leftOut, change, verdict: verdictOf(points, change, metric) };
}

/** Values by the way in which they were measured. */
function measured(reports: readonly SwingReport[], id: MetricId, at: EventName | null): Map<string, number[]> {
  const byWay = new Map<string, number[]>();
  for (const report of reports) {
    if (report.kind === 'practice') continue;
    const metric = report.metrics.find((each) => each.id === id && each.at === at);
    if (metric === undefined || !isMeasured(metric)) continue;
    const way = wayOf(report, metric);
    byWay.set(way, [...(byWay.get(way) ?? []), metric.value]);
  }
  return byWay;
}

function wayOf({ versions, handedness }: SwingReport, { method, cameras }: MeasuredMetric): string {
  return [handedness, method, cameras.toSorted().join('+'), versions.model, versions.algorithms].join(' ');
}

function mostUsed(byWay: ReadonlyMap<string, readonly number[]>): string | null {
  const ways = [...byWay].toSorted(([, a], [, b]) => b.length - a.length);
  return ways[0]?.[0] ?? null;
}

function verdictOf(
  points: readonly SessionLevel[],
  change: SessionsChange | null,
  { id, at }: { readonly id: MetricId; readonly at: EventName | null },
): ProgressVerdict {
  if (change === null || points.length < SESSIONS_MIN) return 'too-early-to-say';
  const typical = typicalRange(id, at);
  if (!change.isReal) {
    const matters = typical === null ? MATTERS[catalogueEntry(id).unit] : (typical.high - typical.low) / 2;
    return Math.max(Math.abs(change.low), Math.abs(change.high)) <= matters ? 'steady' : 'too-early-to-say';
  }
  if (typical === null) return 'changed';
  const middle = points.reduce((sum, { mean }) => sum + mean, 0) / points.length;
  const outside = (value: number): number => Math.max(0, typical.low - value, value - typical.high);
  const nearer = outside(middle - change.value / 2) - outside(middle + change.value / 2);
  if (Math.abs(nearer) < Math.abs(change.value) / 4) return 'changed';
  return nearer > 0 ? 'improved' : 'declined';
}
