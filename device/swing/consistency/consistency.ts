/**
 * The consistency challenge: how little a golfer varies over ten swings.
 *
 * What is measured varies by the golfer and by measuring. The two are told apart: the scatter s² of n readings is the
 * golfer's variance plus the error's, and the error of a reading's own is known from how well differences within a
 * session are known (`compare-swings`). What is left is the golfer's; where the scatter may be measuring alone, it is
 * said, and the golfer's share lies between nothing and the upper end.
 *
 * A metric's points run from 100 for no variation to 0 for as much as {@link RepeatedMetric.noPointsAt}; the score is
 * their mean. Its ends are the means of the metrics' own ends: as if all erred to one side, which is on the safe side.
 */
import { compareSwings } from '../compare/compare-swings.ts';
import type { EventName } from '../events/event-name.ts';
import type { ComparedSwing } from '../compare/same-conditions.ts';
import type { MetricId } from '../metrics/metric-catalogue.ts';
import { isMeasured, type MeasuredMetric, type SwingReport } from '../report/swing-report.ts';
import { chiSquareQuantile } from './chi-square.ts';

export const CHALLENGE_SWINGS = 10;
/** A metric that was measured in fewer of the ten is left out: who hides a swing has not repeated it. */
const READINGS_MIN = 8;
/** One number alone is no swing. */
const METRICS_MIN = 3;
/** Half of a 90 % interval of a normal distribution, in standard deviations. */
const SIGMAS = 1.645;

interface RepeatedMetric {
  readonly id: MetricId;
  readonly at: EventName | null;
  /** The golfer's standard deviation, in the metric's unit, at which there are no points left. */
  readonly noPointsAt: number;
}

/**
 * What a golfer repeats. Times: as much as the golfers of GolfDB differ among each other (5th to 95th percentile over
 * 3.29). The body: convention, about what coaches call another swing, since no cohort of one golfer's repeated swings is
 * published for these definitions. So points compare golfers of a bay with each other, and nothing else.
 */
const REPEATED: readonly RepeatedMetric[] = [
  { id: 'tempo-ratio', at: null, noPointsAt: 0.84 },
  { id: 'backswing-time', at: null, noPointsAt: 0.22 },
  { id: 'shoulder-turn', at: 'top', noPointsAt: 12 },
  { id: 'pelvis-turn', at: 'top', noPointsAt: 10 },
  { id: 'shoulder-tilt', at: 'top', noPointsAt: 8 },
  { id: 'pelvis-sway', at: 'top', noPointsAt: 4 },
  { id: 'pelvis-sway', at: 'impact', noPointsAt: 4 },
  { id: 'spine-angle', at: 'address', noPointsAt: 6 },
  { id: 'head-sway', at: 'top', noPointsAt: 4 },
  { id: 'shaft-lean', at: 'impact', noPointsAt: 10 },
];

export interface MetricConsistency {
  readonly id: string;
  readonly at: EventName | null;
  readonly unit: string;
  /** In the order of the swings; null where it was withheld. */
  readonly values: readonly (number | null)[];
  readonly mean: number;
  /** Standard deviation of what was measured. */
  readonly scatter: number;
  /** Of which measuring alone makes this. */
  readonly noise: number;
  /** The golfer's own, one standard deviation, with its 90 % interval. */
  readonly variation: number;
  readonly low: number;
  readonly high: number;
  /** Whether the scatter is surely more than measuring alone makes. */
  readonly isMoreThanNoise: boolean;
  readonly points: number;
  readonly pointsLow: number;
  readonly pointsHigh: number;
}

export interface ConsistencyScore {
  /** 0–100, with what its metrics' intervals make of it. */
  readonly points: number;
  readonly low: number;
  readonly high: number;
}

export type Consistency =
  | {
      readonly status: 'complete';
      readonly swings: readonly string[];
      readonly score: ConsistencyScore;
      readonly metrics: readonly MetricConsistency[];
    }
  /** Fewer than ten; what is there so far. */
  | { readonly status: 'under-way'; readonly swings: readonly string[] }
  /** Ten, of which too little was measured to judge. */
  | { readonly status: 'too-little-measured'; readonly swings: readonly string[] };

/**
 * @param shots those of one golfer in their order; the last ten that were made with the same club and hand and seen
 *   by the same cameras count
 */
export function consistencyOf(shots: readonly ComparedSwing[]): Consistency {
  const newest = shots.at(-1);
  const alike = shots
    .filter(({ report }) => newest !== undefined && isAlike(report, newest.report))
    .slice(-CHALLENGE_SWINGS);
  const swings = alike.map(({ report }) => report.id);
  if (alike.length < CHALLENGE_SWINGS) return { status: 'under-way', swings };
  const metrics = REPEATED.flatMap((repeated) => consistencyOfMetric(alike, repeated) ?? []);
  if (metrics.length < METRICS_MIN) return { status: 'too-little-measured', swings };
  const mean = (pick: (metric: MetricConsistency) => number): number =>
    metrics.reduce((sum, metric) => sum + pick(metric), 0) / metrics.length;
  const score = {
    points: mean(({ points }) => points),
    low: mean(({ pointsLow }) => pointsLow),
    high: mean(({ pointsHigh }) => pointsHigh),
  };
  return { status: 'complete', swings, score, metrics };
}

function isAlike(a: SwingReport, b: SwingReport): boolean {
  const facts = ({ kind, club, handedness, player, cameras, versions }: SwingReport): string =>
    JSON.stringify([kind, club, handedness, player, cameras.map(({ name }) => name).sort(), versions.model]);
  return facts(a) === facts(b);
}

function consistencyOfMetric(
  shots: readonly ComparedSwing[],
  { id, at, noPointsAt }: RepeatedMetric,
): MetricConsistency | null {
  const readings = shots.map(({ report }) => readingOf(report, id, at));
  const measured = readings.filter((reading) => reading !== null);
  const [first] = measured;
  if (first === undefined || measured.length < READINGS_MIN) return null;
  // Another way of measuring has another bias, which would pass for the golfer's variation.
  if (measured.some(({ method }) => method !== first.method)) return null;
  const values = measured.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const freedom = values.length - 1;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / freedom;
  const noise = noiseOf(shots, id, at);
  const own = (total: number): number => Math.sqrt(Math.max(0, total - noise ** 2));
  const least = (freedom * variance) / chiSquareQuantile(0.95, freedom);
  const most = (freedom * variance) / chiSquareQuantile(0.05, freedom);
  const [variation, low, high] = [own(variance), own(least), own(most)];
  const { unit } = first;
  return {
    ...{ id, at, unit, mean, noise, variation, low, high },
    values: readings.map((reading) => reading?.value ?? null),
    scatter: Math.sqrt(variance),
    isMoreThanNoise: low > 0,
    points: pointsOf(variation, noPointsAt),
    pointsLow: pointsOf(high, noPointsAt),
    pointsHigh: pointsOf(low, noPointsAt),
  };
}

function readingOf(report: SwingReport, id: string, at: EventName | null): MeasuredMetric | null {
  return report.metrics.filter(isMeasured).find((metric) => metric.id === id && metric.at === at) ?? null;
}

/**
 * One standard deviation of a reading's own error, in the middle of the swings: the interval of a difference of two
 * neighbours, taken apart. What is common to both is not in it, as it is not in the scatter.
 */
function noiseOf(shots: readonly ComparedSwing[], id: string, at: EventName | null): number {
  const halves = shots.slice(1).flatMap((shot, before) => {
    const previous = shots[before] as ComparedSwing;
    const { metrics } = compareSwings(onlyMetric(previous, id, at), onlyMetric(shot, id, at));
    return metrics.flatMap((metric) =>
      'difference' in metric ? [(metric.difference.high - metric.difference.low) / 2] : [],
    );
  });
  const sorted = halves.sort((a, b) => a - b);
  return (sorted[sorted.length >> 1] ?? 0) / SIGMAS / Math.SQRT2;
}

/** So that ten metrics do not compare every metric of ten reports. */
function onlyMetric({ report, calibrations }: ComparedSwing, id: string, at: EventName | null): ComparedSwing {
  const metrics = report.metrics.filter((metric) => metric.id === id && metric.at === at);
  return { report: { ...report, metrics }, calibrations };
}

function pointsOf(variation: number, noPointsAt: number): number {
  return 100 * Math.max(0, 1 - variation / noPointsAt);
}
