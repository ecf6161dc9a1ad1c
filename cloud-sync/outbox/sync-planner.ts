/**
 * What to send or erase next: pure, from what waits, how the other side fares, what is allowed and what time it is.
 *
 * INVARIANTS
 * - Nothing is begun while the other side is given its rest, and one step at a time until it has proved itself again.
 * - An erasure never runs beside a sending that it is about, and nothing is sent that an owed erasure would take away.
 * - The most urgent goes first, then the oldest; one that rests holds up nobody.
 */
import type { ErrorCode } from '../../device/errors/bay-error.ts';

export interface SyncEntry {
  readonly id: number;
  readonly kind: 'send' | 'erase';
  /** Empty for an erasure of everything that its owners have. */
  readonly swing: string;
  /** Whose it is; of an erasure whose it was, which may be several. */
  readonly owners: readonly string[];
  /** Lower goes first. */
  readonly urgency: number;
  /** How often it was refused for its own sake. */
  readonly attempts: number;
}

export interface SyncTrouble {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
}

/** How the other side has fared. Times are of the monotonic clock. */
export interface RemoteHealth {
  /** Failures in a row, of the store or the way to it. */
  readonly failures: number;
  readonly failedAtMs: number;
  /** Nothing is begun before. */
  readonly restsUntilMs: number;
  readonly trouble: SyncTrouble | null;
}

export interface SyncState {
  /** What may go and is not being done, the most urgent first. */
  readonly waiting: readonly SyncEntry[];
  /** What is being done. */
  readonly running: readonly SyncEntry[];
  /** Every erasure that is owed, being done or not. */
  readonly erasures: readonly SyncEntry[];
  /** When an entry that was refused may be tried again. */
  readonly restingUntilMs: ReadonlyMap<number, number>;
  readonly remote: RemoteHealth;
}

export interface SyncLimits {
  /** Steps beside each other. */
  readonly atOnce: number;
  /** Nothing less urgent is sent: on a line that is paid by the megabyte. */
  readonly urgencyMax: number;
}

export interface SyncMoment {
  readonly nowMs: number;
  /** Since when somebody swings; null when nobody does. */
  readonly busySinceMs: number | null;
}

export interface SyncPlan {
  readonly steps: readonly SyncEntry[];
  /** When to plan again at the latest; null where only something new can change the plan. */
  readonly againAtMs: number | null;
}

/** Somebody who stands there for longer does not swing. */
export const BUSY_MS_MAX = 60_000;
export const ATTEMPTS_MAX = 10;
/** From here on the line counts as down, for those who look at it. */
export const FAILURES_OF_AN_OUTAGE = 3;
const FIRST_REST_MS = 1_000;
const REST_MS_MAX = 5 * 60_000;

export const HEALTHY: RemoteHealth = { failures: 0, failedAtMs: 0, restsUntilMs: 0, trouble: null };

export function planSync(state: SyncState, limits: SyncLimits, { nowMs, busySinceMs }: SyncMoment): SyncPlan {
  const { remote, running, waiting, restingUntilMs } = state;
  if (remote.restsUntilMs > nowMs) return { steps: [], againAtMs: remote.restsUntilMs };
  if (busySinceMs !== null && nowMs - busySinceMs < BUSY_MS_MAX) {
    return { steps: [], againAtMs: busySinceMs + BUSY_MS_MAX };
  }
  const atOnce = remote.failures > 0 ? 1 : limits.atOnce;
  const steps: SyncEntry[] = [];
  let againAtMs = Number.POSITIVE_INFINITY;
  for (const entry of waiting) {
    if (steps.length + running.length >= atOnce) break;
    const restsUntilMs = restingUntilMs.get(entry.id) ?? 0;
    if (restsUntilMs > nowMs) {
      againAtMs = Math.min(againAtMs, restsUntilMs);
      continue;
    }
    if (entry.kind === 'send' && entry.urgency > limits.urgencyMax) continue;
    if (isInTheWay(entry, [...running, ...steps], state.erasures)) continue;
    steps.push(entry);
  }
  return { steps, againAtMs: Number.isFinite(againAtMs) ? againAtMs : null };
}

function isInTheWay(entry: SyncEntry, begun: readonly SyncEntry[], erasures: readonly SyncEntry[]): boolean {
  if (begun.some(({ id }) => id === entry.id)) return true;
  if (entry.kind === 'send') return erasures.some((erasure) => overlap(erasure, entry));
  return begun.some((other) => (other.kind === 'send' ? overlap(entry, other) : overlap(entry, other)));
}

function overlap(one: SyncEntry, other: SyncEntry): boolean {
  const isOfOneSwing = one.swing === '' || other.swing === '' || one.swing === other.swing;
  return isOfOneSwing && one.owners.some((owner) => other.owners.includes(owner));
}

/**
 * The store, or the way to it, failed. Steps that had begun before the last failure met the same one and count no more.
 * @param random from 0 to 1, for a rest that bays do not share after an outage
 */
export function afterFailure(
  remote: RemoteHealth,
  failure: { readonly beganMs: number; readonly nowMs: number; readonly random: number; readonly trouble: SyncTrouble },
): RemoteHealth {
  const { beganMs, nowMs, random, trouble } = failure;
  if (remote.failures > 0 && beganMs < remote.failedAtMs) return { ...remote, trouble };
  const failures = remote.failures + 1;
  return { failures, failedAtMs: nowMs, restsUntilMs: nowMs + restMs(failures, random), trouble };
}

/** Full jitter: anything from nothing to the longest rest of this failure. */
export function restMs(failures: number, random: number): number {
  return Math.round(random * Math.min(REST_MS_MAX, FIRST_REST_MS * 2 ** Math.min(failures - 1, 30)));
}

/** What becomes of an entry that was refused for its own sake. Erasures are owed for ever. */
export function verdictOf(entry: SyncEntry, isRetryable: boolean): 'try-again' | 'park' {
  if (entry.kind === 'erase') return 'try-again';
  return isRetryable && entry.attempts + 1 < ATTEMPTS_MAX ? 'try-again' : 'park';
}
