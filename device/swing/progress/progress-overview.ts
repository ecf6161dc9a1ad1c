import { audienceOf } from '../metrics/audience.ts';
import { METRIC_CATALOGUE, type MetricId } from '../metrics/metric-catalogue.ts';
import type { EventName } from '../events/event-name.ts';
import type { ProgressVerdict } from './change-verdict.ts';
import type { MetricProgress } from './metric-progress.ts';

/**
 * All of a player's numbers at once. Whoever looks at thirty numbers sees one or two change that have not: each is
 * wrong in one look of twenty. So what is said to have changed must stand among all of them (Benjamini and Hochberg 1995:
 * of the numbers named as changed, one in twenty is wrong); what would only stand by itself has `perhaps` changed.
 */
export type OverviewVerdict = ProgressVerdict | 'perhaps';

export interface ProgressInOverview extends Omit<MetricProgress, 'verdict'> {
  readonly verdict: OverviewVerdict;
}

const FALSE_SHARE = 0.05;

/** What is for a player's eyes; the others are a coach's. */
export const PLAYER_METRICS: readonly { readonly id: MetricId; readonly at: EventName | null }[] =
  METRIC_CATALOGUE.flatMap(({ id, moments }) =>
    moments.filter(({ at }) => audienceOf(id, at) === 'player').map(({ at }) => ({ id, at })),
  );

/** What each has come to, with all of them looked at. */
export function judgedTogether(each: readonly MetricProgress[]): ProgressInOverview[] {
  const stands = standTogether(each.map(({ change }) => change?.p ?? null));
  return each.map((progress, i) =>
    progress.change?.isReal === true && stands[i] !== true ? { ...progress, verdict: 'perhaps' } : progress,
  );
}

/** Which of several findings stand when all are looked at; null for what could not be tested. */
export function standTogether(ps: readonly (number | null)[]): boolean[] {
  const tested = ps.filter((p) => p !== null).toSorted((a, b) => a - b);
  const last = tested.findLastIndex((p, rank) => p <= ((rank + 1) / tested.length) * FALSE_SHARE);
  const limit = tested[last] ?? -1;
  return ps.map((p) => p !== null && p <= limit);
}
