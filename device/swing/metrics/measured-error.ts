import type { EventName } from '../events/event-name.ts';
import type { MetricMethod } from '../report/swing-report.ts';
import measured from './measured-errors.json' with { type: 'json' };
import type { MetricId } from './metric-catalogue.ts';
import type { Reading } from './reading.ts';
import type { PoseModel } from '../pose/pose-model.ts';

/**
 * How far the truth lies from a reading, as `./swingbay bench accuracy --fit` measured it on virtual golfers whom
 * neither the correction nor the published table has seen. A row replaces the interval that a metric claims for itself.
 */
export interface MeasuredError {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly method: MetricMethod;
  /** Cameras with a golfer in them. */
  readonly views: number;
  readonly model: PoseModel;
  /**
   * What the two arms count in: the joints' own standard deviation, the value itself, or half of the interval that the
   * metric claims by itself, which knows how surely the events were found.
   */
  readonly by: 'deviation' | 'value' | 'claim';
  /** The truth lies between value + low and value + high in 9 of 10; `low` is usually negative. */
  readonly low: number;
  readonly high: number;
  /** Golfers that it was measured on. */
  readonly count: number;
}

const ROWS = measured as unknown as readonly MeasuredError[];

const keyOf = (row: Pick<MeasuredError, 'id' | 'at' | 'method' | 'views' | 'model'>): string =>
  `${row.id} ${row.at} ${row.method} ${row.views} ${row.model}`;

const byKey = new Map(ROWS.map((row) => [keyOf(row), row]));

/** A model that was not measured is taken for the next worse one that was. */
const WORSE: Readonly<Record<PoseModel, readonly PoseModel[]>> = {
  heavy: ['heavy', 'full', 'lite'],
  full: ['full', 'lite'],
  lite: ['lite'],
};
const VIEWS_MAX = 3;

/** The reading moved by its measured bias, with its measured interval; as it is where nothing was measured. */
export function withMeasuredError(
  reading: Reading,
  where: { readonly id: MetricId; readonly at: EventName | null; readonly views: number; readonly model: PoseModel },
): Reading {
  if ('withheld' in reading) return reading;
  const { method, value, spread, deviation, widening = 1 } = reading;
  const views = Math.min(VIEWS_MAX, where.views);
  const row = WORSE[where.model]
    .map((model) => byKey.get(keyOf({ id: where.id, at: where.at, method, views, model })))
    .find((found) => found !== undefined);
  if (row === undefined || (row.by === 'deviation' && deviation === undefined)) return reading;
  const claim = (spread.below + spread.above) / 2;
  const scale = { deviation: deviation ?? 0, value: Math.abs(value), claim }[row.by];
  const middle = ((row.low + row.high) / 2) * scale;
  const half = ((row.high - row.low) / 2) * scale * widening;
  // What is off by as much in most golfers is no uncertainty: joints that are corrected anyway go to the middle of where
  // truths lay. Anything else stays what was seen, and only its interval is uneven.
  if (method === 'corrected' || method === 'monocular') {
    return { ...reading, value: value + middle, spread: { below: half, above: half } };
  }
  return { ...reading, spread: { below: Math.max(0, half - middle), above: Math.max(0, half + middle) } };
}
