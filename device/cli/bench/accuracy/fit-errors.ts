import type { EventName } from '../../../swing/events/event-name.ts';
import type { MeasuredError } from '../../../swing/metrics/measured-error.ts';
import type { MetricId } from '../../../swing/metrics/metric-catalogue.ts';
import { quantile } from './accuracy-rows.ts';
import type { SwingOutcome } from './swing-outcome.ts';

/**
 * Makes the table of measured errors out of how proving golfers came out. For every metric, moment, method and number
 * of cameras: between which errors, in the unit that scatters least, nine of ten truths lay.
 *
 * The ends of a few dozen golfers are rough, so they are drawn toward what the same metric shows at all its moments
 * together, more so the fewer golfers there are; and because golfers to come may differ from these a little more than
 * these among themselves, both arms are a little longer than the quantiles.
 */
const LOW_SHARE = 0.05;
const HIGH_SHARE = 0.95;
/** So many golfers of the metric's other moments weigh as much as one moment's own. */
const POOLED_COUNT = 30;
/** Of each arm. */
const MARGIN = 1.12;
/** Fewer say nothing. */
const COUNT_MIN = 12;

/** What counts whole steps lies on none of them when it is moved to a middle; it keeps what it claims itself. */
const COUNTED: ReadonlySet<MetricId> = new Set(['sequence-order']);

/** Durations and speeds scatter with themselves; joints know their own spread. */
function unitOf(outcomes: readonly Sample[]): MeasuredError['by'] {
  if (outcomes.every(({ deviation }) => deviation !== undefined)) return 'deviation';
  return outcomes[0]?.id === 'hand-speed' || (outcomes[0]?.id.endsWith('-speed') ?? false) ? 'value' : 'claim';
}

export function fitErrors(outcomes: readonly SwingOutcome[]): MeasuredError[] {
  const byMetric = new Map<string, Map<string, Sample[]>>();
  for (const swing of outcomes) {
    for (const outcome of swing.metrics) {
      const { id, reading, truth } = outcome;
      if ('withheld' in reading || COUNTED.has(id)) continue;
      const { method, value, spread, deviation, widening = 1 } = reading;
      // The shaft knows how surely it was seen, and too few swings show it to measure more.
      if (method === 'triangulated') continue;
      const claim = (spread.below + spread.above) / 2;
      const where = { id, method, views: swing.views, model: swing.model };
      const metric = JSON.stringify(where);
      const moments = byMetric.get(metric) ?? new Map<string, Sample[]>();
      byMetric.set(metric, moments);
      const moment = String(outcome.at);
      const samples = moments.get(moment) ?? [];
      moments.set(moment, samples);
      samples.push({ id, truth, value, claim, deviation, widening });
    }
  }
  return [...byMetric].flatMap(([metric, moments]) => {
    const where = JSON.parse(metric) as { id: MetricId } & Pick<MeasuredError, 'method' | 'views' | 'model'>;
    return rowsOf(where, moments);
  });
}

interface Sample {
  readonly id: MetricId;
  readonly truth: number;
  readonly value: number;
  /** Half of the interval that the metric claims by itself. */
  readonly claim: number;
  readonly deviation: number | undefined;
  readonly widening: number;
}

function rowsOf(
  where: { id: MetricId } & Pick<MeasuredError, 'method' | 'views' | 'model'>,
  moments: ReadonlyMap<string, readonly Sample[]>,
): MeasuredError[] {
  const all = [...moments.values()].flat();
  const by = unitOf(all);
  const scaled = (samples: readonly Sample[]): number[] =>
    samples
      .map((sample) => {
        const scale = { deviation: sample.deviation ?? 1, value: Math.abs(sample.value), claim: sample.claim }[by];
        return (sample.truth - sample.value) / Math.max(scale, 1e-6) / (by === 'deviation' ? sample.widening : 1);
      })
      .toSorted((a, b) => a - b);
  // Each moment has a bias of its own; what is pooled is how errors scatter round it.
  const centred = [...moments.values()]
    .flatMap((samples) => {
      const errors = scaled(samples);
      const middle = quantile(errors, 0.5);
      return errors.map((error) => error - middle);
    })
    .toSorted((a, b) => a - b);
  return [...moments].flatMap(([moment, samples]) => {
    if (samples.length < COUNT_MIN) return [];
    const errors = scaled(samples);
    const middle = quantile(errors, 0.5);
    const own = samples.length / (samples.length + (moments.size > 1 ? POOLED_COUNT : 0));
    const end = (share: number): number => {
      const pooled = middle + quantile(centred, share);
      return own * quantile(errors, share) + (1 - own) * pooled;
    };
    const centre = (end(LOW_SHARE) + end(HIGH_SHARE)) / 2;
    const half = ((end(HIGH_SHARE) - end(LOW_SHARE)) / 2) * MARGIN * smallSample(samples.length);
    const at = moment === 'null' ? null : (moment as EventName);
    return [{ ...where, at, by, low: rounded(centre - half), high: rounded(centre + half), count: samples.length }];
  });
}

/** Quantiles between the outermost of few samples lie too far inside; the ratio of the normal's to their mean. */
function smallSample(count: number): number {
  return 1 + 1.2 / count;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
