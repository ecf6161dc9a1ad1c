import type { EventName } from '../events/event-name.ts';
import { isMetricId, type TypicalRange, typicalRange } from '../metrics/metric-catalogue.ts';
import { isMeasured, type MeasuredMetric, type MetricMethod, type WithheldReason } from '../report/swing-report.ts';
import { DIFFERENCE_SPREADS, type DifferenceSpread, SHARE_OF_ABSOLUTE } from './difference-spread-table.ts';
import { type ComparedSwing, type UnlikeCondition, unlikeCondition } from './same-conditions.ts';

/**
 * Two swings beside each other, metric by metric: how much the second differs from the first, and whether that is more
 * than measuring alone could make of two equal swings.
 *
 * The error of a reading is a bias that the golfer, the clothes and the cameras bring, and a part of this swing's own.
 * Within one session the bias goes with the difference, and what is left is known by metric
 * ({@link DIFFERENCE_SPREADS}); otherwise both errors are independent and add in quadrature.
 */
export type DifferenceVerdict = 'better' | 'worse' | 'changed' | 'no-real-difference';

export interface ComparedValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: MetricMethod;
}

export type MetricDifference =
  | {
      readonly id: string;
      readonly at: EventName | null;
      readonly unit: string;
      readonly first: ComparedValue;
      readonly second: ComparedValue;
      /** Second less first, with its own 90 % interval. */
      readonly difference: { readonly value: number; readonly low: number; readonly high: number };
      /** Whether the bias of both is the same and has gone. */
      readonly basis: 'same-session' | 'independent';
      readonly verdict: DifferenceVerdict;
      readonly typical: TypicalRange | null;
    }
  | {
      readonly id: string;
      readonly at: EventName | null;
      /** What each is missing; null for the one that has the number. */
      readonly withheld: { readonly first: WithheldReason | null; readonly second: WithheldReason | null };
    };

export interface SwingComparison {
  readonly first: string;
  readonly second: string;
  /** Null where the two were made under the same conditions. */
  readonly unlike: UnlikeCondition | null;
  /** Every metric that both reports know, in the order of the first. */
  readonly metrics: readonly MetricDifference[];
}

export function compareSwings(
  first: ComparedSwing,
  second: ComparedSwing,
  spreads: readonly DifferenceSpread[] = DIFFERENCE_SPREADS,
): SwingComparison {
  const unlike = unlikeCondition(first, second);
  const metrics = first.report.metrics.flatMap((one): MetricDifference[] => {
    const other = second.report.metrics.find(({ id, at }) => id === one.id && at === one.at);
    if (other === undefined) return [];
    if (isMeasured(one) && isMeasured(other))
      return [differenceOf(one, other, unlike === null ? first.report.versions.model : null, spreads)];
    const [here, there] = [isMeasured(one) ? null : one.withheld, isMeasured(other) ? null : other.withheld];
    return [{ id: one.id, at: one.at, withheld: { first: here, second: there } }];
  });
  return { first: first.report.id, second: second.report.id, unlike, metrics };
}

function differenceOf(
  one: MeasuredMetric,
  other: MeasuredMetric,
  /** The model that measured both under the same conditions; null for strangers. */
  sharedModel: string | null,
  spreads: readonly DifferenceSpread[],
): MetricDifference {
  const value = other.value - one.value;
  const apart = {
    below: Math.hypot(other.value - other.low, one.high - one.value),
    above: Math.hypot(other.high - other.value, one.value - one.low),
  };
  const shared = sharedModel === null ? null : sharedSpread(one, other, sharedModel, spreads);
  // What is common to both can only help: the difference is never less well known than of two strangers.
  const below = Math.min(apart.below, shared ?? apart.below);
  const above = Math.min(apart.above, shared ?? apart.above);
  const difference = { value, low: value - below, high: value + above };
  const typical = typicalRange(one.id, one.at);
  return {
    id: one.id,
    at: one.at,
    unit: one.unit,
    first: comparedValue(one),
    second: comparedValue(other),
    difference,
    basis: shared === null ? 'independent' : 'same-session',
    verdict: verdictOf(one.value, other.value, difference, typical),
    typical,
  };
}

function comparedValue({ value, low, high, method }: MeasuredMetric): ComparedValue {
  return { value, low, high, method };
}

/** Half of the 90 % interval of a difference within a session; null where nothing is common to the two readings. */
function sharedSpread(
  one: MeasuredMetric,
  other: MeasuredMetric,
  model: string,
  spreads: readonly DifferenceSpread[],
): number | null {
  if (one.method !== other.method || one.cameras.join() !== other.cameras.join()) return null;
  const row = spreads.find(
    (each) =>
      each.metric === one.id &&
      (each.at === 'any' || each.at === one.at) &&
      each.method === one.method &&
      each.model === model &&
      (each.cameras === null || each.cameras === one.cameras.length),
  );
  if (row !== undefined) return row.spread;
  return isOfLandmarks(one) ? (SHARE_OF_ABSOLUTE * (one.high - one.low + (other.high - other.low))) / 4 : null;
}

/** Landmarks are biased alike in both swings. Times err by where an event was found, which no two swings share. */
function isOfLandmarks({ id, at, unit, method }: MeasuredMetric): boolean {
  if (!isMetricId(id) || at === null) return false;
  return (unit === '°' || unit === 'cm') && (method === 'triangulated' || method === 'corrected');
}

function verdictOf(
  first: number,
  second: number,
  difference: { readonly low: number; readonly high: number },
  typical: TypicalRange | null,
): DifferenceVerdict {
  if (difference.low <= 0 && difference.high >= 0) return 'no-real-difference';
  if (typical === null) return 'changed';
  const outside = (value: number): number => Math.max(0, typical.low - value, value - typical.high);
  const nearer = outside(first) - outside(second);
  // From one side of the range to the other, or a hair across its border, is a change before anything else.
  if (Math.abs(nearer) <= (difference.high - difference.low) / 2) return 'changed';
  return nearer > 0 ? 'better' : 'worse';
}
