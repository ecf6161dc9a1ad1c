import type { EventName } from '../events/event-name.ts';
import type { ReportMetric } from '../report/swing-report.ts';
import { METRICS } from './all-metrics.ts';
import { withMeasuredError } from './measured-error.ts';
import { catalogueEntry, type MetricId } from './metric-catalogue.ts';
import { type PreparedMotion, prepareMotion } from './prepared-motion.ts';
import { type Reading, toReportMetric } from './reading.ts';
import type { SwingMotion } from './swing-motion.ts';

/** One metric's own reading at one of its moments, with the interval that it claims by itself. */
export interface MetricReading {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly reading: Reading;
}

export function readSwing(motion: PreparedMotion): MetricReading[] {
  return METRICS.flatMap(({ entry: { id, moments }, measure }) =>
    moments.map(({ at }) => ({ id, at, reading: measure(motion, at) })),
  );
}

/** Every metric of the catalogue at every one of its moments, once each: measured, or withheld with its reason. */
export function measureSwing(input: SwingMotion): ReportMetric[] {
  const motion = prepareMotion(input);
  const { views, model } = motion;
  return readSwing(motion).map(({ id, at, reading }) =>
    toReportMetric(catalogueEntry(id), at, withMeasuredError(reading, { id, at, views, model })),
  );
}
