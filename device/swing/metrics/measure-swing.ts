import type { EventName } from '../events/event-name.ts';
import type { ReportMetric } from '../report/swing-report.ts';
import { handSpeed } from './hand-speed.ts';
import { headLift, headSway } from './head-movement.ts';
import { leadKneeFlex, trailKneeFlex } from './knee-flex.ts';
import { leadArmAngle } from './lead-arm-angle.ts';
import { withMeasuredError } from './measured-error.ts';
import { catalogueEntry, type MetricId } from './metric-catalogue.ts';
import { pelvisSway, pelvisThrust } from './pelvis-movement.ts';
import { pelvisTurn } from './pelvis-turn.ts';
import { type PreparedMotion, prepareMotion } from './prepared-motion.ts';
import { type Metric, type Reading, toReportMetric } from './reading.ts';
import { shoulderTilt } from './shoulder-tilt.ts';
import { shoulderTurn } from './shoulder-turn.ts';
import { sideBend } from './side-bend.ts';
import { spineAngle } from './spine-angle.ts';
import type { SwingMotion } from './swing-motion.ts';
import { backswingTime, downswingTime, tempoRatio } from './tempo.ts';
import { xFactor } from './x-factor.ts';

const METRICS: readonly Metric[] = [
  tempoRatio,
  backswingTime,
  downswingTime,
  shoulderTurn,
  pelvisTurn,
  xFactor,
  spineAngle,
  sideBend,
  shoulderTilt,
  leadKneeFlex,
  trailKneeFlex,
  pelvisSway,
  pelvisThrust,
  headSway,
  headLift,
  leadArmAngle,
  handSpeed,
];

/** One metric's own reading at one of its moments, with the interval that it claims by itself. */
export interface MetricReading {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly reading: Reading;
}

export function readSwing(motion: PreparedMotion): MetricReading[] {
  return METRICS.flatMap((metric) =>
    catalogueEntry(metric.id).moments.map(({ at }) => ({ id: metric.id, at, reading: metric.measure(motion, at) })),
  );
}

/** Every metric of the catalogue at every one of its moments, once each: measured, or withheld with its reason. */
export function measureSwing(input: SwingMotion): ReportMetric[] {
  const motion = prepareMotion(input);
  const { views, model } = motion;
  return readSwing(motion).map(({ id, at, reading }) =>
    toReportMetric(id, at, withMeasuredError(reading, { id, at, views, model })),
  );
}
