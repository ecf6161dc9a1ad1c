import type { EventName } from '../events/event-name.ts';
import { catalogueEntry, type MetricId, type MetricUnit, typicalRange } from '../metrics/metric-catalogue.ts';

/**
 * What a change of one number means to the player. Nearer to what good golfers show is better, further away is worse; a
 * number for which nothing is published can only have changed.
 */
export type ProgressVerdict = 'improved' | 'declined' | 'changed' | 'steady' | 'too-early-to-say';

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

export interface MeasuredChange {
  readonly value: number;
  /** 90 % interval of the change. */
  readonly low: number;
  readonly high: number;
  /** Whether the golfer has changed, and not only the numbers. */
  readonly isReal: boolean;
}

/** @param middle halfway between before and after */
export function verdictOfChange(
  { value, low, high, isReal }: MeasuredChange,
  middle: number,
  { id, at }: { readonly id: MetricId; readonly at: EventName | null },
): ProgressVerdict {
  const typical = typicalRange(id, at);
  if (!isReal) {
    const matters = typical === null ? MATTERS[catalogueEntry(id).unit] : (typical.high - typical.low) / 2;
    return Math.max(Math.abs(low), Math.abs(high)) <= matters ? 'steady' : 'too-early-to-say';
  }
  if (typical === null) return 'changed';
  const outside = (level: number): number => Math.max(0, typical.low - level, level - typical.high);
  const nearer = outside(middle - value / 2) - outside(middle + value / 2);
  if (Math.abs(nearer) < Math.abs(value) / 4) return 'changed';
  return nearer > 0 ? 'improved' : 'declined';
}
