import { EVENT_NAMES } from '../../../swing/events/event-name.ts';
import type { MetricId } from '../../../swing/metrics/metric-catalogue.ts';
import type { Figure } from '../figure.ts';
import { type AccuracyRow, quantile } from './accuracy-rows.ts';
import { slopeBeyondArms } from './arms.ts';
import { EVENT_PROMISES, HELD_SHARE, type MetricPromise, PROMISES, SLOPE_PROMISES } from './promises.ts';
import { type JudgedMetric, judgedMetrics } from './judged-metric.ts';
import { sessionDifferences } from './session-differences.ts';
import type { SwingOutcome } from './swing-outcome.ts';

/** Fewer swings show nothing of what 95 in 100 do; their figures are told and not held against the promise. */
const JUDGED_FROM = 30;

export function accuracyFigures(outcomes: readonly SwingOutcome[], rows: readonly AccuracyRow[]): Figure[] {
  const main = outcomes.filter(
    ({ swing, views, model, isFound }) => swing === 0 && views === 2 && model === 'heavy' && isFound,
  );
  return [
    figure('swings found', outcomes.filter(({ isFound }) => isFound).length / Math.max(1, outcomes.length), '', null),
    ...PROMISES.flatMap((promise) => promiseFigures(promise, main)),
    ...EVENT_NAMES.flatMap((name) => {
      const errors = main
        .flatMap(({ events }) => events.filter((event) => event.name === name))
        .map(({ errorMs }) => Math.abs(errorMs))
        .toSorted((a, b) => a - b);
      if (errors.length === 0) return [];
      return [limited(`${name}, p95`, quantile(errors, 0.95), 'ms', EVENT_PROMISES[name], errors.length)];
    }),
    ...slopeFigures(main),
    ...differenceFigures(outcomes),
    ...sideBendOfOne(outcomes),
    ...heldFigures(rows),
  ];
}

function promiseFigures(promise: MetricPromise, main: readonly SwingOutcome[]): Figure[] {
  const errors = main
    .flatMap((swing) => judgedMetrics(swing).filter((metric) => isPromised(promise, metric)))
    .flatMap(({ told, truth }) => (told === null ? [] : [errorOf(promise, told.value, truth)]))
    .toSorted((a, b) => a - b);
  if (errors.length === 0) return [];
  const { name, unit, median, p95 } = promise;
  return [
    limited(`${name}, median`, quantile(errors, 0.5), unit, median, main.length),
    limited(`${name}, p95`, quantile(errors, 0.95), unit, p95, main.length),
  ];
}

function isPromised({ metrics }: MetricPromise, outcome: JudgedMetric): boolean {
  return metrics.some(({ id, at }) => id === outcome.id && (at === undefined || at.includes(outcome.at)));
}

function errorOf({ relative, factor = 1 }: MetricPromise, value: number, truth: number): number {
  const error = Math.abs(value - truth) * factor;
  return relative === true ? (100 * error) / Math.abs(truth) : error;
}

function slopeFigures(main: readonly SwingOutcome[]): Figure[] {
  return (Object.keys(SLOPE_PROMISES) as (keyof typeof SLOPE_PROMISES)[]).flatMap((id) => {
    const slopes = (['top', 'impact'] as const).map((at) => {
      const swings = main.flatMap((swing) => {
        const metric = judgedMetrics(swing).find((each) => each.id === (id as MetricId) && each.at === at);
        const seen = swing.arms[at];
        return metric?.told == null || seen === undefined
          ? []
          : [{ arms: seen, truth: metric.truth, value: metric.told.value }];
      });
      return slopeBeyondArms(
        swings.map((swing) => swing.arms),
        swings.map((swing) => swing.truth),
        swings.map((swing) => swing.value),
      );
    });
    const least = Math.min(...slopes);
    if (!Number.isFinite(least)) return [];
    const limit = SLOPE_PROMISES[id];
    return [
      {
        ...figure(
          `${id} against true turn, less what the arms suggest: slope, the lesser of top and impact`,
          least,
          '',
          limit,
        ),
        ok: least >= limit || main.length < JUDGED_FROM,
      },
    ];
  });
}

function differenceFigures(outcomes: readonly SwingOutcome[]): Figure[] {
  const errors = sessionDifferences(outcomes)
    .filter(({ id }) => id === 'shoulder-turn' || id === 'pelvis-turn')
    .map(({ error }) => Math.abs(error))
    .toSorted((a, b) => a - b);
  if (errors.length === 0) return [];
  return [
    limited('turns, difference of two swings of one session, median', quantile(errors, 0.5), '°', 1.5, errors.length),
    limited('turns, difference of two swings of one session, p95', quantile(errors, 0.95), '°', 5, errors.length),
  ];
}

function sideBendOfOne(outcomes: readonly SwingOutcome[]): Figure[] {
  const errors = outcomes
    .filter(({ views, model }) => views === 1 && model === 'heavy')
    .flatMap((swing) => judgedMetrics(swing).filter(({ id }) => id === 'side-bend'))
    .flatMap(({ told, truth }) => (told === null ? [] : [Math.abs(told.value - truth)]))
    .toSorted((a, b) => a - b);
  if (errors.length === 0) return [];
  return [
    limited('side bend from one camera, median', quantile(errors, 0.5), '°', 3, errors.length),
    limited('side bend from one camera, p95', quantile(errors, 0.95), '°', 6, errors.length),
  ];
}

/** How often 90 % intervals hold the truth, by number of cameras: over all metrics, and how many metrics lie outside. */
function heldFigures(rows: readonly AccuracyRow[]): Figure[] {
  return [1, 2, 3].flatMap((cameras) => {
    const told = rows.filter(
      (row) => row.cameras === cameras && row.model === 'heavy' && row.heldShare !== null && row.withheldShare < 0.5,
    );
    const swings = Math.max(0, ...told.map(({ count }) => count));
    if (told.length === 0) return [];
    const mean = told.reduce((sum, { heldShare }) => sum + (heldShare ?? 0), 0) / told.length;
    const outside = told.filter(({ heldShare }) => !isWithin(heldShare ?? 0)).length;
    const views = cameras === 1 ? 'one camera' : `${cameras} cameras`;
    return [
      {
        ...figure(`90 % intervals that hold the truth, ${views}`, mean, '', null),
        ok: isWithin(mean) || swings < JUDGED_FROM,
      },
      figure(
        `metrics of ${told.length} whose intervals hold it in fewer than 85 % or more than 95 %, ${views}`,
        outside,
        '',
        null,
      ),
    ];
  });
}

function isWithin(share: number): boolean {
  return share >= HELD_SHARE.low && share <= HELD_SHARE.high;
}

function limited(name: string, value: number, unit: string, limit: number, swings: number): Figure {
  return { ...figure(name, value, unit, limit), ok: value <= limit || swings < JUDGED_FROM };
}

function figure(name: string, value: number, unit: string, limit: number | null): Figure {
  return { name, value, unit, floor: null, ratio: null, limit, ok: true };
}
