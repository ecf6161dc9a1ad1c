/**
 * What to send or erase next: pure, from what waits, how the other side fares, what is allowed and what time it is.
 *
 * INVARIANTS
 * - Nothing is begun while the other side is given its rest, and one step at a time until it has proved itself again.
 * - An erasure never runs beside a sending that it is about, and nothing is sent that an owed erasure would take away.
 * - The most urgent goes first, then the oldest; one that rests holds up nobody.
 * - A step is of one swing and one urgency.
 * - Nothing is sent beside what is more urgent: a slow line is the result's alone, and what is less urgent arrives after
 *   it. A result waits for no files that are on their way all the same: it may go beside them.
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

/** What is carried out as one: an erasure, or parts of one swing that are equally urgent. Never empty. */
export type SyncStep = readonly SyncEntry[];

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
  /** The steps that are being done. */
  readonly running: readonly SyncStep[];
  /** Erasures that are owed, being done or not. */
  readonly erasures: readonly SyncEntry[];
  /** When an entry that was refused may be tried again. */
  readonly restingUntilMs: ReadonlyMap<number, number>;
  readonly remote: RemoteHealth;
}

export interface SyncLimits {
  /** Steps beside each other; one more where a result would wait for files. */
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
  readonly steps: readonly SyncStep[];
  /** When to plan again at the latest; null where only something new can change the plan. */
  readonly againAtMs: number | null;
}

/** Somebody who stands there for longer does not swing. */
export const BUSY_MS_MAX = 60_000;
export const ATTEMPTS_MAX = 10;
/** From here on the line counts as down, for those who look at it. */
export const FAILURES_OF_AN_OUTAGE = 3;
/** So many parts of a swing go in one step at most: its key frames, whose arrival is then asked for at once. */
export const STEP_ENTRIES_MAX = 16;
const FIRST_REST_MS = 1_000;
/** What is no more urgent is a file. */
const RESULT_URGENCY = 0;
const REST_MS_MAX = 5 * 60_000;

export const HEALTHY: RemoteHealth = { failures: 0, failedAtMs: 0, restsUntilMs: 0, trouble: null };

export function planSync(state: SyncState, limits: SyncLimits, { nowMs, busySinceMs }: SyncMoment): SyncPlan {
  const { remote, running, waiting, restingUntilMs } = state;
  if (remote.restsUntilMs > nowMs) return { steps: [], againAtMs: remote.restsUntilMs };
  if (busySinceMs !== null && nowMs - busySinceMs < BUSY_MS_MAX) {
    return { steps: [], againAtMs: busySinceMs + BUSY_MS_MAX };
  }
  const isProving = remote.failures > 0;
  const atOnce = isProving ? 1 : limits.atOnce;
  const room = Math.max(1, atOnce - running.length);
  // One swing’s files go beside each other; of a backlog, whole swings do.
  const together = isProving ? 1 : Math.min(STEP_ENTRIES_MAX, Math.ceil(waiting.length / room));
  const steps: SyncStep[] = [];
  const begun = running.flat();
  let againAtMs = Number.POSITIVE_INFINITY;
  const isResting = ({ id }: SyncEntry): boolean => (restingUntilMs.get(id) ?? 0) > nowMs;
  for (const entry of waiting) {
    if (!hasRoom(entry, [...running, ...steps], atOnce, isProving)) break;
    if (isResting(entry)) {
      againAtMs = Math.min(againAtMs, restingUntilMs.get(entry.id) ?? 0);
      continue;
    }
    if (entry.kind === 'send' && entry.urgency > limits.urgencyMax) continue;
    if (isInTheWay(entry, begun, state.erasures)) continue;
    const free = waiting.filter((other) => !isResting(other) && begun.every(({ id }) => id !== other.id));
    const step = entry.kind === 'erase' ? [entry] : free.filter(alike(entry)).slice(0, together);
    steps.push(step);
    begun.push(...step);
  }
  return { steps, againAtMs: Number.isFinite(againAtMs) ? againAtMs : null };
}

function hasRoom(entry: SyncEntry, begun: readonly SyncStep[], atOnce: number, isProving: boolean): boolean {
  if (begun.length < atOnce) return true;
  const isOfFiles = ([first]: SyncStep): boolean => (first?.urgency ?? 0) > RESULT_URGENCY;
  return !isProving && entry.urgency <= RESULT_URGENCY && begun.length === atOnce && begun.every(isOfFiles);
}

/** What may go in one step with an entry, itself included. */
function alike(entry: SyncEntry): (other: SyncEntry) => boolean {
  const [owner] = entry.owners;
  return ({ kind, swing, urgency, owners }) =>
    kind === entry.kind && swing === entry.swing && urgency === entry.urgency && owners[0] === owner;
}

function isInTheWay(entry: SyncEntry, begun: readonly SyncEntry[], erasures: readonly SyncEntry[]): boolean {
  if (begun.some(({ id }) => id === entry.id)) return true;
  if (entry.kind === 'send') {
    if (begun.some(({ kind, urgency }) => kind === 'send' && urgency < entry.urgency)) return true;
    return erasures.some((erasure) => overlap(erasure, entry));
  }
  return begun.some((other) => overlap(entry, other));
}

/** A swing that changed hands is erased where it was before it is sent to where it is, though its owners are others. */
function overlap(one: SyncEntry, other: SyncEntry): boolean {
  if (one.swing !== '' && other.swing !== '') return one.swing === other.swing;
  return one.owners.some((owner) => other.owners.includes(owner));
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
