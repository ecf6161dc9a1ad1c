import type { EventName } from '../events/event-name.ts';
import type { MetricMoment } from './metric-entry.ts';

/** The groups of golfers whose numbers are published, named so that pages can say whose they are. Never targets. */
export const GOLFDB = 'GolfDB labels, 758 real-time swings, 5th to 95th percentile';
export const MCTEIGUE = 'PGA Tour professionals (McTeigue 1994) and teaching convention';
export const GOLFTEC = 'tour professionals in GolfTEC SwingTRU, 13,000 golfers';
export const CHEETHAM = 'professionals, one standard deviation to either side (Cheetham 2008)';
export const HEURISTIC = 'coaching convention, no published measurement';

/** A moment for which nothing is published. */
export function moment(at: EventName | null): MetricMoment {
  return { at, typical: null };
}

export function publishedMoment(at: EventName | null, low: number, high: number, source: string): MetricMoment {
  return { at, typical: { low, high, source } };
}
