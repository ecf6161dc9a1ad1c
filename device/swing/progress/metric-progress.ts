import type { EventName } from '../events/event-name.ts';
import type { MetricId } from '../metrics/metric-catalogue.ts';
import { SESSIONS_MIN } from './change-over-sessions.ts';
import { type ProgressVerdict, verdictOfChange } from './change-verdict.ts';
import { type SessionSeries, seriesOf } from './session-series.ts';
import { readMetric, type SessionShots } from './shot-readings.ts';

/** How one metric goes from session to session: the golfer's change told apart from the noise of golfer and measuring. */
export interface MetricProgress extends SessionSeries {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly verdict: ProgressVerdict;
}

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
  metric: { readonly id: MetricId; readonly at: EventName | null },
): ProgressVerdict {
  if (change === null || sessions.length < SESSIONS_MIN) return 'too-early-to-say';
  const middle = sessions.reduce((sum, { mean }) => sum + mean, 0) / sessions.length;
  return verdictOfChange(change, middle, metric);
}
