/**
 * The bay's troubles as the fleet hears of them: raised once, changed now and then, cleared once. Pure.
 *
 * - A trouble is an alert when it has lasted {@link RAISE_MS}: what mends itself within that is nobody's business.
 * - It is cleared when it has been away for {@link CLEAR_MS}: one that comes and goes is one alert, not fifty.
 * - Other words for the same trouble are a change, told at most every {@link CHANGE_MS}.
 * - At most {@link ALERTS_MAX} are open; what is beyond is counted, not tracked.
 */
import { z } from 'zod';

const RAISE_MS = 3_000;
const CLEAR_MS = 30_000;
const CHANGE_MS = 60_000;
const ALERTS_MAX = 100;

export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  /** Which one it is about, such as a camera; null where the code says it all. */
  readonly subject: string | null;
}

export const openAlertSchema = z.object({
  id: z.string(),
  code: z.string(),
  subject: z.string().nullable(),
  message: z.string(),
  hint: z.string().nullable(),
});
export type OpenAlert = z.infer<typeof openAlertSchema>;

interface Watched {
  readonly alert: OpenAlert;
  readonly isRaised: boolean;
  /** When it was seen first (while it waits to be raised), and last. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly toldMs: number;
}

export interface AlertState {
  readonly watched: ReadonlyMap<string, Watched>;
  readonly untracked: number;
}

export interface AlertChange {
  readonly change: 'raised' | 'changed' | 'cleared';
  readonly alert: OpenAlert;
}

/** Begins with the alerts that were open before a restart: they are not raised twice, and cleared if they have gone. */
export function alertsFrom(open: readonly OpenAlert[], nowMs: number): AlertState {
  const watched = open.map((alert): [string, Watched] => [
    keyOf(alert),
    { alert, isRaised: true, firstMs: nowMs, lastMs: nowMs, toldMs: nowMs },
  ]);
  return { watched: new Map(watched), untracked: 0 };
}

/**
 * @param nowMs of a clock that never jumps
 * @param newId a new id for each alert
 */
export function advanceAlerts(
  before: AlertState,
  troubles: readonly Trouble[],
  nowMs: number,
  newId: () => string,
): { readonly state: AlertState; readonly changes: readonly AlertChange[] } {
  const watched = new Map(before.watched);
  const changes: AlertChange[] = [];
  let untracked = 0;
  const now = new Map<string, Trouble>();
  for (const trouble of troubles) if (!now.has(keyOf(trouble))) now.set(keyOf(trouble), trouble);

  for (const [key, trouble] of now) {
    const known = watched.get(key);
    if (known === undefined && watched.size >= ALERTS_MAX) untracked++;
    else watched.set(key, seen(known, trouble, nowMs, newId, changes));
  }
  for (const [key, each] of before.watched) {
    if (now.has(key)) continue;
    if (!each.isRaised) watched.delete(key);
    else if (nowMs - each.lastMs >= CLEAR_MS) {
      watched.delete(key);
      changes.push({ change: 'cleared', alert: each.alert });
    }
  }
  return { state: { watched, untracked }, changes };
}

/** Those that were raised and are not cleared. */
export function openAlerts({ watched }: AlertState): OpenAlert[] {
  return [...watched.values()].filter(({ isRaised }) => isRaised).map(({ alert }) => alert);
}

function seen(
  known: Watched | undefined,
  trouble: Trouble,
  nowMs: number,
  newId: () => string,
  changes: AlertChange[],
): Watched {
  const { code, subject, message, hint } = trouble;
  const before = known ?? {
    ...{ alert: { id: newId(), code, subject, message, hint }, isRaised: false },
    ...{ firstMs: nowMs, lastMs: nowMs, toldMs: nowMs },
  };
  const alert = { ...before.alert, message, hint };
  if (!before.isRaised) {
    if (nowMs - before.firstMs < RAISE_MS) return { ...before, alert, lastMs: nowMs };
    changes.push({ change: 'raised', alert });
    return { ...before, alert, isRaised: true, lastMs: nowMs, toldMs: nowMs };
  }
  const isOther = before.alert.message !== message || before.alert.hint !== hint;
  if (!isOther || nowMs - before.toldMs < CHANGE_MS) return { ...before, lastMs: nowMs };
  changes.push({ change: 'changed', alert });
  return { ...before, alert, lastMs: nowMs, toldMs: nowMs };
}

function keyOf({ code, subject }: Pick<Trouble, 'code' | 'subject'>): string {
  return `${code} ${subject ?? ''}`;
}
