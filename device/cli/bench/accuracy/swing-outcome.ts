import { clueReader } from '../../../analysis/read-clues.ts';
import { correctMotion } from '../../../swing/correction/corrected-motion.ts';
import type { JointCorrector } from '../../../swing/correction/joint-corrector.port.ts';
import type { EventName } from '../../../swing/events/event-name.ts';
import { findSwings } from '../../../swing/events/find-swing.ts';
import type { FoundSwing } from '../../../swing/events/found-swing.ts';
import { readSwing } from '../../../swing/metrics/measure-swing.ts';
import { withMeasuredError } from '../../../swing/metrics/measured-error.ts';
import { catalogueEntry, type MetricId } from '../../../swing/metrics/metric-catalogue.ts';
import { prepareMotion } from '../../../swing/metrics/prepared-motion.ts';
import { type Reading, toReportMetric } from '../../../swing/metrics/reading.ts';
import type { PoseModel } from '../../../swing/pose/pose-model.ts';
import type { MetricMethod, WithheldReason } from '../../../swing/report/swing-report.ts';
import { eventsOf, metricsOf } from '../../../virtual-bay/truth.ts';
import { armsAt } from './arms.ts';
import type { RecordedSwing } from './recorded-swing.ts';

/** How one recorded swing came out of the whole pipeline, beside the truth. */
export interface SwingOutcome {
  readonly seed: number;
  readonly swing: number;
  readonly model: PoseModel;
  readonly views: number;
  readonly isFound: boolean;
  readonly events: readonly { readonly name: EventName; readonly errorMs: number; readonly confidence: number }[];
  readonly metrics: readonly MetricOutcome[];
  /** What the arms alone show at the top and at impact: see `arms.ts`. */
  readonly arms: Readonly<Partial<Record<EventName, readonly number[]>>>;
}

export interface MetricOutcome {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly truth: number;
  readonly withheld: WithheldReason | null;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: MetricMethod | null;
  /** One standard deviation as the joints believe it, and how much wider the interval was made. */
  readonly deviation: number | null;
  readonly widening: number;
}

export async function outcomeOf(
  recorded: RecordedSwing,
  { swing, model }: { readonly swing: number; readonly model: PoseModel },
  corrector: JointCorrector | null,
): Promise<SwingOutcome> {
  const { take, motion, views, heard } = recorded;
  const trueEvents = eventsOf(motion);
  const about = { seed: take.seed, swing, model, views: views.length };
  const found = find(recorded, heard);
  const arms = Object.fromEntries(
    trueEvents
      .filter(({ name }) => name === 'top' || name === 'impact')
      .map(({ name, timeMs }) => [name, armsAt(motion, timeMs)]),
  );
  if (found === undefined) return { ...about, isFound: false, events: [], metrics: [], arms };
  const events = found.events.map(({ name, timeMs, confidence }) => ({
    name,
    confidence,
    errorMs: timeMs - (trueEvents.find((event) => event.name === name)?.timeMs ?? Number.NaN),
  }));
  return { ...about, isFound: true, events, metrics: await metricOutcomes(recorded, found, model, corrector), arms };
}

function find({ views }: RecordedSwing, sounds: RecordedSwing['heard']): FoundSwing | undefined {
  const films = views.flatMap(({ track, film }) => (film === null ? [] : [{ track, film }]));
  return findSwings(
    views.map(({ track, installed }) => ({
      track,
      role: installed.camera.role,
      calibration: installed.surveyed,
    })),
    {
      read: films.length === views.length ? clueReader(films) : null,
      sounds: [...sounds],
      impactHintMs: null,
      handedness: null,
      sharedClock: true,
    },
  )[0];
}

async function metricOutcomes(
  { motion, views }: RecordedSwing,
  found: FoundSwing,
  model: PoseModel,
  corrector: JointCorrector | null,
): Promise<MetricOutcome[]> {
  const seen = views.map(({ track, installed }, i) => ({
    track,
    role: found.roles[i] ?? installed.camera.role,
    calibration: installed.surveyed,
  }));
  const { handedness, slowMotion } = found;
  const corrected = corrector === null ? null : await correctMotion(seen, { handedness, model }, corrector);
  const prepared = prepareMotion({
    views: seen,
    handedness,
    events: found.events,
    slowMotion,
    model,
    corrected,
    club: found.club,
  });
  const truths = metricsOf(motion, eventsOf(motion));
  return readSwing(prepared).flatMap(({ id, at, reading }): MetricOutcome[] => {
    const truth = truths.find((metric) => metric.id === id && metric.at === at)?.value;
    if (truth === undefined || !Number.isFinite(truth)) return [];
    const where = { id, at, views: prepared.views, model };
    return [{ id, at, truth, ...told(id, at, reading, withMeasuredError(reading, where)) }];
  });
}

function told(
  id: MetricId,
  at: EventName | null,
  reading: Reading,
  judged: Reading,
): Omit<MetricOutcome, 'id' | 'at' | 'truth'> {
  const metric = toReportMetric(catalogueEntry(id), at, judged);
  if ('withheld' in metric || 'withheld' in reading) {
    const withheld = 'withheld' in metric ? metric.withheld : null;
    return { withheld, value: null, low: null, high: null, method: null, deviation: null, widening: 1 };
  }
  const { value, low, high, method } = metric;
  return {
    withheld: null,
    value,
    low,
    high,
    method,
    deviation: reading.deviation ?? null,
    widening: reading.widening ?? 1,
  };
}
