import { expected } from '../metrics/likelihood.ts';
import { isMeasured, type MeasuredMetric, type ReportMetric, type SwingReport } from '../report/swing-report.ts';
import { SCORED_PARTS } from './scored-metrics.ts';

/**
 * A swing as a number from 0 to 10, for a player who wants to see whether today goes well. It says how near the
 * measured numbers are to what good golfers show; it is no handicap and no judge of style.
 *
 * A metric's points are averaged over where its interval says that the truth may lie, so nothing jumps at a limit and
 * a bias which the interval knows does not count against the player. The wider the interval beside the scale, the
 * less a metric weighs; one that spans the scale weighs nothing. A part loses the root mean square of what its metrics
 * lose: one thing far off weighs more than many slightly off. Faults take nothing off beside that, for they are read
 * from the same metrics and begin at a limit, where a score must not jump.
 *
 * What was withheld does not count, and the score says on what it rests. Parts of which little is known are left out;
 * there is no score when too little of the swing is known.
 */
type Score = NonNullable<SwingReport['score']>;
type Part = (typeof SCORED_PARTS)[number];
type ScoredMetric = Part['metrics'][number];

/** A part rests on no less than one metric known to a third of its scale. */
const PART_WEIGHT_MIN = 0.65;
/** Below either of these a number would be a guess about most of the swing. */
const KNOWN_SHARE_MIN = 0.3;
const METRICS_MIN = 4;

interface PartScore {
  readonly part: Part;
  readonly points: number;
  readonly restsOn: readonly string[];
}

/** Null when too little is known. Scores have one decimal. */
export function scoreSwing(metrics: readonly ReportMetric[]): Score | null {
  const known = SCORED_PARTS.flatMap((part) => scorePart(part, metrics) ?? []);
  const weight = known.reduce((sum, { part }) => sum + part.weight, 0);
  const whole = SCORED_PARTS.reduce((sum, part) => sum + part.weight, 0);
  const metricsKnown = known.reduce((sum, { restsOn }) => sum + restsOn.length, 0);
  if (weight / whole < KNOWN_SHARE_MIN || metricsKnown < METRICS_MIN) return null;
  const overall = known.reduce((sum, { part, points }) => sum + part.weight * points, 0) / weight;
  return {
    overall: oneDecimal(overall),
    parts: Object.fromEntries(known.map(({ part, points }) => [part.part, oneDecimal(points)])),
    restsOn: Object.fromEntries(known.map(({ part, restsOn }) => [part.part, [...restsOn]])),
    known: Math.round((weight / whole) * 100) / 100,
  };
}

function scorePart(part: Part, metrics: readonly ReportMetric[]): PartScore | null {
  const judged = part.metrics.flatMap((scored) => {
    const metric = metrics.filter(isMeasured).find(({ id, at }) => id === scored.id && at === scored.at);
    if (metric === undefined) return [];
    const weight = weightOf(scored, metric);
    return weight > 0 ? [{ id: metric.id, weight, lost: pointsLost(scored, metric) }] : [];
  });
  const weight = judged.reduce((sum, each) => sum + each.weight, 0);
  if (weight < PART_WEIGHT_MIN) return null;
  const squares = judged.reduce((sum, each) => sum + each.weight * each.lost ** 2, 0) / weight;
  return { part, points: 10 - Math.sqrt(squares), restsOn: [...new Set(judged.map(({ id }) => id))] };
}

function weightOf({ good, tolerance }: ScoredMetric, { low, high }: MeasuredMetric): number {
  const scale = good[1] - good[0] + 2 * tolerance;
  return Math.max(0, 1 - (high - low) / scale);
}

function pointsLost({ good, tolerance }: ScoredMetric, metric: MeasuredMetric): number {
  return expected(metric, (truth) => {
    const outside = Math.max(0, truth - good[1], good[0] - truth);
    return Math.min(10, (10 * outside) / tolerance);
  });
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
