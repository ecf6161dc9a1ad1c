import type { EventName } from '../events/event-name.ts';
import type { Drill } from '../drills/drill.ts';
import type { FaultRule, FaultSign } from '../faults/fault-rule.ts';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import { isMetricId, type MetricId } from '../metrics/metric-catalogue.ts';
import { changeAtSession } from './change-over-sessions.ts';
import { type SessionSeries, seriesOf } from './session-series.ts';
import { readChange, readMetric, type SessionShots } from './shot-readings.ts';

/**
 * Whether the number that a drill aims at has really moved since the drill was begun. That it moved *because* of the
 * drill is more than anybody can say from this: a drill is begun when things are bad, and some of that passes by itself.
 */
export type DrillVerdict = 'better' | 'worse' | 'no-real-change' | 'too-early-to-say';

export interface DrillEffect {
  /** The fault that it is judged by. */
  readonly fault: string;
  readonly metric: MetricId;
  readonly at: EventName | null;
  /** With it, the number is the metric's change since this moment. */
  readonly changeSince: EventName | null;
  /** Which way lies less of the fault. */
  readonly wanted: 'less' | 'more';
  readonly sessionsBefore: number;
  readonly sessionsSince: number;
  /** From before to since, with its 90 % interval; null while there is too little on either side. */
  readonly change: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly verdict: DrillVerdict;
}

/**
 * Null where no number that the drill aims at was ever measured. A session counts as before when it began before the
 * drill was: its swings share more with each other than with those of another day.
 *
 * @param begunAt UTC; @param sessions oldest first
 */
export function drillEffect(
  drill: Pick<Drill, 'faults'>,
  begunAt: string,
  sessions: readonly SessionShots[],
  rules: readonly FaultRule[] = FAULT_RULES,
): DrillEffect | null {
  const isBefore = ({ shots }: SessionShots): boolean =>
    Date.parse(shots[0]?.recordedAt ?? begunAt) < Date.parse(begunAt);
  const aim = aimOf(drill.faults, sessions, isBefore, rules);
  if (aim === null) return null;
  const { fault, sign, series } = aim;
  const before = new Set(sessions.filter(isBefore).map(({ session }) => session));
  const since = series.sessions.filter(({ session }) => before.has(session)).length;
  const found = changeAtSession(series.sessions, since);
  const wanted = 'above' in sign.limit ? 'less' : 'more';
  return {
    fault,
    metric: sign.metric,
    at: sign.at,
    changeSince: sign.changeSince ?? null,
    wanted,
    sessionsBefore: since,
    sessionsSince: series.sessions.length - since,
    change: found === null ? null : { value: found.value, low: found.low, high: found.high },
    verdict: found === null ? 'too-early-to-say' : verdictOf(found, wanted),
  };
}

interface Aim {
  readonly fault: string;
  readonly sign: FaultSign & { readonly metric: MetricId };
  readonly series: SessionSeries;
}

/** The first fault of the drill that this player showed before it, else the one it is best for; of its signs the best. */
function aimOf(
  faults: readonly string[],
  sessions: readonly SessionShots[],
  isBefore: (session: SessionShots) => boolean,
  rules: readonly FaultRule[],
): Aim | null {
  const shown = new Set(sessions.filter(isBefore).flatMap(({ shots }) => shots.flatMap((shot) => shot.faults)));
  const ordered = [...faults.filter((fault) => shown.has(fault)), ...faults.filter((fault) => !shown.has(fault))];
  for (const fault of ordered) {
    for (const { metric, ...sign } of rules.find(({ id }) => id === fault)?.signs ?? []) {
      if (!isMetricId(metric)) continue;
      const place = { id: metric, at: sign.at };
      const read = sign.changeSince === undefined ? readMetric(place) : readChange(place, sign.changeSince);
      const series = seriesOf(sessions, read);
      if (series.sessions.length > 0) return { fault, sign: { ...sign, metric }, series };
    }
  }
  return null;
}

function verdictOf(
  change: { readonly value: number; readonly isReal: boolean },
  wanted: 'less' | 'more',
): DrillVerdict {
  if (!change.isReal) return 'no-real-change';
  return change.value > 0 === (wanted === 'more') ? 'better' : 'worse';
}
