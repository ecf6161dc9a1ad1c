import type { EventName } from '../events/event-name.ts';
import { catalogueEntry, type MetricId, type MetricUnit, typicalRange } from '../metrics/metric-catalogue.ts';
import { SESSIONS_MIN } from './change-over-sessions.ts';
import { type SessionSeries, seriesOf } from './session-series.ts';
import { readMetric, type SessionShots } from './shot-readings.ts';

/** How one metric goes from session to session: the golfer's change told apart from the noise of golfer and measuring. */
export type ProgressVerdict = 'improved' | 'declined' | 'changed' | 'steady' | 'too-early-to-say';

export interface MetricProgress extends SessionSeries {
  readonly id: MetricId;
  readonly at: EventName | null;
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

/** Sessions oldest first. */
export function metricProgress(
  sessions: readonly SessionShots[],
  metric: { readonly id: MetricId; readonly at: EventName | null },
): MetricProgress {
  const series = seriesOf(sessions, readMetric(metric));
  return { id: metric.id, at: metric.at, ...series, verdict: verdictOf(series, metric) };
}

function verdictOf(
  { sessions, change }: SessionSeries,
  { id, at }: { readonly id: MetricId; readonly at: EventName | null },
): ProgressVerdict {
  if (change === null || sessions.length < SESSIONS_MIN) return 'too-early-to-say';
  const typical = typicalRange(id, at);
  if (!change.isReal) {
    const matters = typical === null ? MATTERS[catalogueEntry(id).unit] : (typical.high - typical.low) / 2;
    return Math.max(Math.abs(change.low), Math.abs(change.high)) <= matters ? 'steady' : 'too-early-to-say';
  }
  if (typical === null) return 'changed';
  const middle = sessions.reduce((sum, { mean }) => sum + mean, 0) / sessions.length;
  const outside = (value: number): number => Math.max(0, typical.low - value, value - typical.high);
  const nearer = outside(middle - change.value / 2) - outside(middle + change.value / 2);
  if (Math.abs(nearer) < Math.abs(change.value) / 4) return 'changed';
  return nearer > 0 ? 'improved' : 'declined';
}
