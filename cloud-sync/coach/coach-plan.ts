/**
 * What the coach does next, as a pure function of what is known: which questions are asked at once because somebody
 * may still be waiting, which go as a batch, and which batches are looked after. Whoever carries the steps out decides
 * nothing but whether the budget allows the next one.
 */
export interface PlannedJob {
  readonly id: number;
  /** Less than zero where the wall clock was put back. */
  readonly ageMs: number;
  /** It was in a batch that was refused: it is asked by itself, and no batch is handed in meanwhile. */
  readonly isAlone?: boolean;
}

/** Times are of the monotonic clock. */
export interface CoachSituation {
  readonly nowMs: number;
  /** Newest first. */
  readonly waiting: readonly PlannedJob[];
  /** Questions that are under way by themselves. */
  readonly underWay: number;
  /** Batches that the service has, with the time at which each may be looked at again. */
  readonly batches: readonly { readonly batch: string; readonly dueAtMs: number }[];
  /** Nothing is sent before; the line or the service was not there. */
  readonly quietUntilMs: number;
  /** The last thing that was tried failed: one question finds out whether it works again. */
  readonly isProbing: boolean;
}

export interface CoachPlanLimits {
  readonly parallel: number;
  readonly freshMs: number;
  readonly batchQuestionsMax: number;
  /** Batches that may be with the service at once. */
  readonly batchesMax: number;
}

export type CoachStep =
  | { readonly kind: 'collect'; readonly batch: string }
  | { readonly kind: 'ask'; readonly job: number }
  | { readonly kind: 'hand-in'; readonly jobs: readonly number[] };

/**
 * Steps that may all be begun now. A clock that jumps makes a question fresh or old, never lost: its place is kept by
 * the store's order.
 */
export function planCoach(situation: CoachSituation, limits: CoachPlanLimits): CoachStep[] {
  const { nowMs, waiting, underWay, batches, quietUntilMs, isProbing } = situation;
  if (nowMs < quietUntilMs) return [];
  const steps: CoachStep[] = batches
    .filter(({ dueAtMs }) => dueAtMs <= nowMs)
    .map(({ batch }) => ({ kind: 'collect', batch }));
  const isFresh = ({ ageMs, isAlone = false }: PlannedJob): boolean => isAlone || Math.abs(ageMs) <= limits.freshMs;
  const fresh = waiting.filter(isFresh).slice(0, Math.max(0, (isProbing ? 1 : limits.parallel) - underWay));
  steps.push(...fresh.map(({ id }): CoachStep => ({ kind: 'ask', job: id })));
  if (isProbing && steps.length + fresh.length > 0) return steps;
  const old = waiting.filter((job) => !isFresh(job)).slice(0, isProbing ? 1 : limits.batchQuestionsMax);
  const mayHandIn = batches.length < limits.batchesMax && !waiting.some(({ isAlone = false }) => isAlone);
  if (old.length > 0 && mayHandIn) steps.push({ kind: 'hand-in', jobs: old.map(({ id }) => id) });
  return steps;
}

const QUIET_MS_MIN = 5_000;
const QUIET_MS_MAX = 10 * 60_000;

/** Full jitter: somewhere between at once and twice as long as the time before, never above ten minutes. */
export function quietMs(failuresInARow: number, random: number, askedForMs: number | null): number {
  const most = Math.min(QUIET_MS_MAX, QUIET_MS_MIN * 2 ** Math.min(failuresInARow - 1, 20));
  return Math.max(askedForMs === null ? 0 : Math.min(askedForMs, QUIET_MS_MAX), Math.round(random * most));
}
