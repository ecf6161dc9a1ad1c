/** A player's progress as the body that travels. Others have their turn between two numbers. */
import { setImmediate } from 'node:timers/promises';
import type { KeptConsistency } from '../../store/consistency-repository.ts';
import { catalogueEntry, typicalRange } from '../../swing/metrics/metric-catalogue.ts';
import { judgedTogether, PLAYER_METRICS, type ProgressInOverview } from '../../swing/progress/progress-overview.ts';
import { type MetricProgress, metricProgress } from '../../swing/progress/metric-progress.ts';
import { type SessionSeries, seriesOf } from '../../swing/progress/session-series.ts';
import {
  bySession,
  readMetric,
  readScore,
  type SessionShots,
  type ShotReadings,
} from '../../swing/progress/shot-readings.ts';
import type { MetricProgressBody, Progress } from '../contract/progress.ts';
import type { KnownMetric } from './known-metric.ts';

/** A value that travels has one decimal more than any page shows. */
const SPARE_DECIMALS = 2;
/** Half of what a score may move between visits before anybody would call it a change. */
const SCORE_MATTERS = 0.5;

export interface ProgressAsked {
  readonly metric: KnownMetric | null;
  /** Null: of which nobody said; undefined: the most used one. */
  readonly club: string | null | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

type Consistencies = readonly Pick<KeptConsistency, 'session' | 'points' | 'low' | 'high'>[];

export async function progressBody(
  player: string,
  { shots: all, isCut }: { readonly shots: readonly ShotReadings[]; readonly isCut: boolean },
  consistencies: Consistencies,
  { metric, club: askedClub, from, to }: ProgressAsked,
): Promise<Progress> {
  const inTime = all.filter(
    ({ recordedAt }) =>
      (from === undefined || Date.parse(recordedAt) >= Date.parse(from)) &&
      (to === undefined || Date.parse(recordedAt) < Date.parse(to)),
  );
  const clubs = clubsOf(inTime);
  const club = askedClub === undefined ? (clubs[0]?.club ?? null) : askedClub;
  const sessions = bySession(inTime.filter((shot) => shot.club === club));
  const place = new Map(sessions.map(({ session }, i) => [session, i]));
  const overview = await overviewOf(sessions);
  const chosen = metric === null ? overview : [chosenOf(overview, sessions, metric)];
  const score = seriesOf(sessions, readScore);
  return {
    player,
    club,
    clubs,
    isCut,
    visits: sessions.map((visit) => visitBody(visit, consistencies)),
    score: { ...seriesBody(score, place, 2), verdict: scoreVerdict(score) },
    metrics: chosen.map((progress) => metricBody(progress, place)),
    points: metric === null ? null : pointsOf(sessions, metric),
  };
}

async function overviewOf(sessions: readonly SessionShots[]): Promise<ProgressInOverview[]> {
  const each: MetricProgress[] = [];
  for (const metric of PLAYER_METRICS) {
    each.push(metricProgress(sessions, metric));
    await setImmediate();
  }
  return judgedTogether(each);
}

function clubsOf(shots: readonly ShotReadings[]): Progress['clubs'] {
  const counts = new Map<string | null, number>();
  for (const { club } of shots) counts.set(club, (counts.get(club) ?? 0) + 1);
  return [...counts].map(([club, count]) => ({ club, shots: count })).toSorted((a, b) => b.shots - a.shots);
}

function visitBody({ session, shots }: SessionShots, consistencies: Consistencies): Progress['visits'][number] {
  const best = consistencies.find((each) => each.session === session);
  return {
    session,
    startedAt: shots[0]?.recordedAt ?? '',
    shots: shots.length,
    newestShot: shots.at(-1)?.id ?? '',
    consistency: best === undefined ? null : { points: best.points, low: best.low, high: best.high },
  };
}

/** What a number of the overview says there, it says alone as well; one for coaches stands for itself. */
function chosenOf(
  overview: readonly ProgressInOverview[],
  sessions: readonly SessionShots[],
  metric: KnownMetric,
): ProgressInOverview {
  return overview.find(({ id, at }) => id === metric.id && at === metric.at) ?? metricProgress(sessions, metric);
}

function seriesBody(
  { sessions, leftOut, change }: SessionSeries,
  place: ReadonlyMap<string, number>,
  decimals: number,
): Pick<MetricProgressBody, 'levels' | 'leftOut' | 'change'> {
  const round = rounder(decimals);
  const visitOf = (i: number): number => place.get(sessions[i]?.session ?? '') ?? 0;
  return {
    levels: sessions.map(({ mean, low, high, swings }, i) => ({
      ...{ visit: visitOf(i), mean: round(mean), low: round(low), high: round(high), shots: swings },
    })),
    leftOut: leftOut.length,
    change:
      change === null
        ? null
        : {
            shape: change.shape,
            value: round(change.value),
            low: round(change.low),
            high: round(change.high),
            since: change.since === null ? null : visitOf(change.since),
          },
  };
}

function metricBody(progress: ProgressInOverview, place: ReadonlyMap<string, number>): MetricProgressBody {
  const { id, at, verdict } = progress;
  const { unit, decimals } = catalogueEntry(id);
  const round = rounder(decimals);
  const known = progress.sessions.at(-1)?.known;
  const typical = typicalRange(id, at);
  return {
    ...{ id, at, unit, decimals, verdict },
    typical: typical === null ? null : { ...typical },
    ...seriesBody(progress, place, decimals),
    known: known === undefined ? null : { low: round(known.low), high: round(known.high) },
  };
}

function pointsOf(sessions: readonly SessionShots[], metric: KnownMetric): Progress['points'] {
  const read = readMetric(metric);
  const round = rounder(metric.decimals);
  return sessions.flatMap(({ shots }, visit) =>
    shots.flatMap((shot) => {
      const reading = read(shot);
      if (reading === null || reading.method === null) return [];
      const { value, low, high, method } = reading;
      const { id: swing, recordedAt } = shot;
      return [{ swing, visit, recordedAt, value: round(value), low: round(low), high: round(high), method }];
    }),
  );
}

/** A score's way up is the way it is meant to go. */
function scoreVerdict({ change }: SessionSeries): Progress['score']['verdict'] {
  if (change === null) return 'too-early-to-say';
  if (change.isReal) return change.value > 0 ? 'improved' : 'declined';
  return Math.max(Math.abs(change.low), Math.abs(change.high)) <= SCORE_MATTERS ? 'steady' : 'too-early-to-say';
}

function rounder(decimals: number): (value: number) => number {
  const scale = 10 ** (decimals + SPARE_DECIMALS);
  return (value) => Math.round(value * scale) / scale;
}
