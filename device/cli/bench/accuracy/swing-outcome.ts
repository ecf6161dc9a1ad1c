import { correctedEvents } from '../../../analysis/correct-joints.ts';
import { clueReader } from '../../../analysis/read-clues.ts';
import { correctMotion } from '../../../swing/correction/corrected-motion.ts';
import type { JointCorrector } from '../../../swing/correction/joint-corrector.port.ts';
import type { EventName } from '../../../swing/events/event-name.ts';
import { findSwings } from '../../../swing/events/find-swing.ts';
import type { FoundSwing } from '../../../swing/events/found-swing.ts';
import { readSwing } from '../../../swing/metrics/measure-swing.ts';
import type { MetricId } from '../../../swing/metrics/metric-catalogue.ts';
import type { SwingMotion } from '../../../swing/metrics/swing-motion.ts';
import { prepareMotion } from '../../../swing/metrics/prepared-motion.ts';
import type { Reading } from '../../../swing/metrics/reading.ts';
import type { PoseModel } from '../../../swing/pose/pose-model.ts';
import type { SwingEvent } from '../../../swing/report/swing-report.ts';
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

/** A metric's own reading beside its truth; intervals are judged when tables are made, by the errors measured then. */
export interface MetricOutcome {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly truth: number;
  readonly reading: Reading;
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
  const measured = await measure(recorded, found, model, corrector);
  const events = measured.events.map(({ name, timeMs, confidence }) => ({
    name,
    confidence,
    errorMs: timeMs - (trueEvents.find((event) => event.name === name)?.timeMs ?? Number.NaN),
  }));
  return { ...about, isFound: true, events, metrics: measured.metrics, arms };
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

async function measure(
  { motion, views }: RecordedSwing,
  found: FoundSwing,
  model: PoseModel,
  corrector: JointCorrector | null,
): Promise<{ events: readonly SwingEvent[]; metrics: MetricOutcome[] }> {
  const seen = views.map(({ track, installed }, i) => ({
    track,
    role: found.roles[i] ?? installed.camera.role,
    calibration: installed.surveyed,
  }));
  const { handedness, slowMotion, club } = found;
  const plain: SwingMotion = { views: seen, handedness, events: found.events, slowMotion, model, club };
  const corrected = corrector === null ? null : await correctMotion(seen, { handedness, model }, corrector);
  const events = correctedEvents(plain, corrected);
  const prepared = prepareMotion({ ...plain, events, corrected });
  const truths = metricsOf(motion, eventsOf(motion));
  const metrics = readSwing(prepared).flatMap(({ id, at, reading }): MetricOutcome[] => {
    const truth = truths.find((metric) => metric.id === id && metric.at === at)?.value;
    if (truth === undefined || !Number.isFinite(truth)) return [];
    return [{ id, at, truth, reading }];
  });
  return { events, metrics };
}
