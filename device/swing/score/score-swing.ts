import { type MetricId, typicalRange } from '../metrics/metric-catalogue.ts';
import {
  isMeasured,
  type MeasuredMetric,
  type ReportFault,
  type ReportMetric,
  type SwingReport,
} from '../report/swing-report.ts';

/**
 * A swing as a number from 0 to 10, for a player who wants to see whether today goes well. It says how near the
 * measured numbers are to the published ranges, less what the faults take; it is no handicap and no judge of style.
 *
 * A metric with a published range scores 10 inside it and loses one point for every tenth of its tolerance outside. It
 * is taken at the quarters of its 90 % interval and averaged, so that a bias which the interval knows does not count
 * against the player. A metric whose interval is wider than its range and twice its tolerance says nothing and is left
 * out. A part is the mean of its metrics, the whole the mean of all metrics, less what each fault takes: a part of which
 * little is known weighs little.
 */
type Score = NonNullable<SwingReport['score']>;

export type ScorePart = 'setup' | 'backswing' | 'impact' | 'tempo';

interface ScoredMetric {
  readonly part: ScorePart;
  readonly id: MetricId;
  readonly at: MeasuredMetric['at'];
  /** How far outside the range the score reaches 0, in the metric's unit. */
  readonly tolerance: number;
}

const SCORED: readonly ScoredMetric[] = [
  { part: 'setup', id: 'spine-angle', at: 'address', tolerance: 20 },
  { part: 'setup', id: 'lead-knee-flex', at: 'address', tolerance: 20 },
  { part: 'setup', id: 'trail-knee-flex', at: 'address', tolerance: 20 },
  { part: 'backswing', id: 'shoulder-turn', at: 'top', tolerance: 50 },
  { part: 'backswing', id: 'pelvis-turn', at: 'top', tolerance: 35 },
  { part: 'backswing', id: 'x-factor', at: 'top', tolerance: 35 },
  { part: 'backswing', id: 'shoulder-tilt', at: 'top', tolerance: 25 },
  { part: 'backswing', id: 'head-sway', at: 'top', tolerance: 14 },
  { part: 'impact', id: 'spine-angle', at: 'impact', tolerance: 25 },
  { part: 'impact', id: 'side-bend', at: 'impact', tolerance: 25 },
  { part: 'impact', id: 'pelvis-turn', at: 'impact', tolerance: 40 },
  { part: 'impact', id: 'pelvis-sway', at: 'impact', tolerance: 12 },
  { part: 'impact', id: 'lead-arm-angle', at: 'impact', tolerance: 45 },
  { part: 'tempo', id: 'tempo-ratio', at: null, tolerance: 2 },
  { part: 'tempo', id: 'backswing-time', at: null, tolerance: 0.8 },
];

const FAULT_COST: Record<ReportFault['severity'], number> = { critical: 1.5, major: 1, minor: 0.5 };
const FAULT_COST_MAX = 4;

/** Below either of these a number would be a guess about most of the swing. */
const METRICS_MIN = 4;
const PARTS_MIN = 2;

/** Null when too little is known. Scores have one decimal. */
export function scoreSwing(metrics: readonly ReportMetric[], faults: readonly ReportFault[]): Score | null {
  const byPart = new Map<ScorePart, number[]>();
  for (const scored of SCORED) {
    const points = pointsOf(scored, metrics);
    if (points !== null) byPart.set(scored.part, [...(byPart.get(scored.part) ?? []), points]);
  }
  const known = [...byPart.values()].reduce((count, each) => count + each.length, 0);
  if (known < METRICS_MIN || byPart.size < PARTS_MIN) return null;
  const parts = Object.fromEntries([...byPart].map(([part, points]) => [part, oneDecimal(mean(points))]));
  const cost = Math.min(
    FAULT_COST_MAX,
    faults.reduce((sum, fault) => sum + FAULT_COST[fault.severity], 0),
  );
  const overall = mean([...byPart.values()].flat()) - cost;
  return { overall: oneDecimal(Math.min(10, Math.max(0, overall))), parts };
}

function pointsOf(scored: ScoredMetric, metrics: readonly ReportMetric[]): number | null {
  const metric = metrics.filter(isMeasured).find((each) => each.id === scored.id && each.at === scored.at);
  const range = typicalRange(scored.id, scored.at);
  if (metric === undefined || range === null) return null;
  if (metric.high - metric.low > range.high - range.low + 2 * scored.tolerance) return null;
  const quarters = [0.25, 0.5, 0.75].map((share) => metric.low + share * (metric.high - metric.low));
  const outside = quarters.map((value) => Math.max(0, value - range.high, range.low - value));
  return mean(outside.map((distance) => Math.max(0, 10 * (1 - distance / scored.tolerance))));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
