import type { EventName } from '../events/event-name.ts';
import type { MetricMethod, ReportMetric, WithheldReason } from '../report/swing-report.ts';
import type { Spread } from './interval.ts';
import type { MetricEntry } from './metric-entry.ts';
import type { PreparedMotion } from './prepared-motion.ts';

/** One metric's measurement at one moment: a value with its interval, or the reason why there is none. */
export type Reading =
  | {
      readonly value: number;
      readonly spread: Spread;
      /** One standard deviation in the value's unit, where the joints know theirs. */
      readonly deviation?: number;
      /** At least 1: how much wider than usual the interval has to be. */
      readonly widening?: number;
      readonly method: MetricMethod;
      readonly cameras: readonly string[];
    }
  | { readonly withheld: WithheldReason };

/** A metric: what is to be said about it, and `measure`, which answers for each of its moments. */
export interface Metric {
  readonly entry: MetricEntry;
  measure(motion: PreparedMotion, at: EventName | null): Reading;
}

export const withheld = (reason: WithheldReason): Reading => ({ withheld: reason });

/** An interval may reach beyond what a body can do; a report's does not. Values outside that are withheld. */
export function toReportMetric(entry: MetricEntry, at: EventName | null, reading: Reading): ReportMetric {
  const { id, unit, plausible } = entry;
  if ('withheld' in reading) return { id, at, withheld: reading.withheld };
  const { value, spread, method, cameras } = reading;
  if (!(value >= plausible.low && value <= plausible.high)) return { id, at, withheld: 'outside-plausible-range' };
  const low = Math.max(plausible.low, value - spread.below);
  const high = Math.min(plausible.high, value + spread.above);
  return { id, at, value, unit, low, high, method, cameras: [...cameras] };
}
