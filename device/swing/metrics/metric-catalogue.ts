import type { EventName } from '../events/event-name.ts';
import type { MetricEntry, TypicalRange } from './metric-entry.ts';
import type { MetricId } from './metric-id.ts';
import { METRICS } from './all-metrics.ts';

export type { MetricEntry, MetricUnit, TypicalRange } from './metric-entry.ts';
export { METRIC_IDS, type MetricId } from './metric-id.ts';

/** What every metric's own file says of it, in the order of a report. */
export const METRIC_CATALOGUE: readonly MetricEntry[] = METRICS.map(({ entry }) => entry);

const byId = new Map(METRIC_CATALOGUE.map((each) => [each.id as string, each]));

export function isMetricId(id: string): id is MetricId {
  return byId.has(id);
}

export function catalogueEntry(id: MetricId): MetricEntry {
  return byId.get(id) as MetricEntry;
}

/** What good golfers show for this metric at this moment, or null where nothing is published. */
export function typicalRange(id: string, at: EventName | null): TypicalRange | null {
  return byId.get(id)?.moments.find((each) => each.at === at)?.typical ?? null;
}
