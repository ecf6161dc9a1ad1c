import type { EventName } from '../events/event-name.ts';
import {
  isMeasured,
  type Handedness,
  type MeasuredMetric,
  type MetricMethod,
  type SwingReport,
} from '../report/swing-report.ts';

/**
 * What a shot says to a player's progress: a year of shots is a thousand reports, of which this much is needed at once.
 */
export interface ShotReadings {
  readonly id: string;
  readonly session: string;
  /** UTC, for display; shots come in the order in which they were stored. */
  readonly recordedAt: string;
  /** Null where nobody said which. */
  readonly club: string | null;
  readonly handedness: Handedness;
  /** Names, sorted. */
  readonly cameras: readonly string[];
  readonly model: string;
  readonly algorithms: string;
  /** Overall, 0–10. */
  readonly score: number | null;
  readonly metrics: readonly MeasuredMetric[];
  /** Ids. */
  readonly faults: readonly string[];
}

/** The shots of one visit, oldest first. */
export interface SessionShots {
  readonly session: string;
  readonly shots: readonly ShotReadings[];
}

/** One number of one shot, with the way in which it came about: only numbers of one way are put in a row. */
export interface Reading {
  readonly value: number;
  /** 90 % interval of the whole error; as wide as the value for what has none. */
  readonly low: number;
  readonly high: number;
  /** Null for what no sense measures by itself, such as a score. */
  readonly method: MetricMethod | null;
  readonly way: string;
}

export type ReadShot = (shot: ShotReadings) => Reading | null;

export interface MetricAt {
  readonly id: string;
  readonly at: EventName | null;
}

export function readingsOf(report: SwingReport): ShotReadings {
  const { id, session, recordedAt, club, handedness, versions } = report;
  return {
    ...{ id, session, recordedAt, club, handedness },
    cameras: report.cameras.map(({ name }) => name).toSorted(),
    model: versions.model,
    algorithms: versions.algorithms,
    score: report.score?.overall ?? null,
    metrics: report.metrics.filter(isMeasured),
    faults: report.faults.map((fault) => fault.id),
  };
}

/** Visits in the order of their first shots. */
export function bySession(shots: readonly ShotReadings[]): SessionShots[] {
  const visits = new Map<string, ShotReadings[]>();
  for (const shot of shots) {
    const visit = visits.get(shot.session);
    if (visit === undefined) visits.set(shot.session, [shot]);
    else visit.push(shot);
  }
  return [...visits].map(([session, each]) => ({ session, shots: each }));
}

export function readMetric({ id, at }: MetricAt): ReadShot {
  return (shot) => {
    const metric = shot.metrics.find((each) => each.id === id && each.at === at);
    if (metric === undefined) return null;
    const { value, low, high, method, cameras } = metric;
    return { value, low, high, method, way: wayOf(shot, method, cameras) };
  };
}

/** How much a metric changed from one moment to another, as some faults are defined. */
export function readChange(metric: MetricAt, since: EventName): ReadShot {
  const [later, earlier] = [readMetric(metric), readMetric({ id: metric.id, at: since })];
  return (shot) => {
    const [now, before] = [later(shot), earlier(shot)];
    if (now === null || before === null || now.way !== before.way) return null;
    const value = now.value - before.value;
    return {
      ...now,
      value,
      low: value - Math.hypot(now.value - now.low, before.high - before.value),
      high: value + Math.hypot(now.high - now.value, before.value - before.low),
    };
  };
}

/** A score has no interval of its own: it is compared from session to session alone. */
export const readScore: ReadShot = (shot) =>
  shot.score === null
    ? null
    : { value: shot.score, low: shot.score, high: shot.score, method: null, way: wayOf(shot, 'score', shot.cameras) };

function wayOf({ handedness, model, algorithms }: ShotReadings, method: string, cameras: readonly string[]): string {
  const sorted = cameras.length > 1 ? cameras.toSorted().join('+') : (cameras[0] ?? '');
  return `${handedness} ${method} ${sorted} ${model} ${algorithms}`;
}
