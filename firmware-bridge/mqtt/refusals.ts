/**
 * What the broker refuses, each with its code. Whoever is refused may be anybody, so refusals are counted and written
 * at a bounded rate: a flood of them must not become a flood of log lines.
 */
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';

export const REFUSALS = {
  'mqtt/too-many-connections': 'Too many clients are connected; one more was turned away.',
  'mqtt/too-many-from-address': 'Too many clients are connected from one address; one more was turned away.',
  'mqtt/connect-timeout': 'A connection did not say who it is in time.',
  'mqtt/packet-too-large': 'A packet announced more bytes than are allowed; its connection was closed at the header.',
  'mqtt/malformed': 'A packet broke a rule of MQTT 3.1.1; its connection was closed.',
  'mqtt/version': 'A client asked for another version than MQTT 3.1.1.',
  'mqtt/client-id': 'A client id was refused: empty with a session to keep, not plain, or not the name of the device.',
  'mqtt/client-id-taken': 'A client id belongs to another user.',
  'mqtt/login-failed': 'A user name, password or certificate was not accepted.',
  'mqtt/too-many-logins': 'An address failed to log in too often and has to wait.',
  'mqtt/busy': 'Too many passwords wait to be checked.',
  'mqtt/origin': 'A page of another site tried to connect.',
  'mqtt/will-denied': 'A client wanted to leave a will that it has no right to.',
  'mqtt/publish-denied': 'A client published without the right to; its connection was closed.',
  'mqtt/subscribe-denied': 'A subscription was refused.',
  'mqtt/forward-denied': 'A message was held back from a client that may not hear it.',
  'mqtt/too-many-subscriptions': 'A client has as many subscriptions as it may have.',
  'mqtt/topic-too-long': 'A topic has too many levels or bytes; its connection was closed.',
  'mqtt/too-many-inflight': 'A client opened too many messages of QoS 2; its connection was closed.',
  'mqtt/silent': 'A client was silent for longer than it had promised; its connection was closed.',
  'mqtt/throttled': 'A client sends faster than it may and is read more slowly.',
  'mqtt/slow-reader': 'A client reads too slowly; its connection was closed.',
  'mqtt/queue-full': 'A session that does not fetch its messages lost the newest of them.',
  'mqtt/retained-full': 'No more messages are kept for later subscribers.',
  'mqtt/session-evicted': 'Too many sessions are kept for absent clients; the oldest was given up.',
  'mqtt/not-stored': 'A fact could not be stored, so it was not acknowledged; the client will send it again.',
  'mqtt/unexpected': 'The broker met an error of its own.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** Never a password, never a payload. */
export interface RefusalDetail {
  readonly address?: string;
  readonly client?: string;
  readonly user?: string;
  readonly topic?: string;
  /** The clause of the specification, such as `MQTT-3.1.3-8`. */
  readonly clause?: string;
}

export type Refuse = (code: RefusalCode, detail?: RefusalDetail) => void;

const LINE_EVERY_MS = 10_000;
const DETAIL_CHARACTERS_MAX = 128;

export interface RefusalReport {
  readonly code: RefusalCode;
  /** How many since the last report of this code. */
  readonly count: number;
  /** Of the newest. */
  readonly detail: RefusalDetail;
}

/** Gathers refusals and passes each code on at most every ten seconds, with how many there were. */
export class RefusalJournal {
  readonly #report: (report: RefusalReport) => void;
  readonly #nowMs: () => number;
  readonly #kept = new Map<RefusalCode, { count: number; detail: RefusalDetail; reportedAtMs: number }>();

  constructor(report: (report: RefusalReport) => void, nowMs: () => number = () => performance.now()) {
    this.#report = report;
    this.#nowMs = nowMs;
  }

  readonly refuse: Refuse = (code, detail = {}) => {
    const kept = this.#kept.get(code) ?? { count: 0, detail, reportedAtMs: Number.NEGATIVE_INFINITY };
    kept.count++;
    kept.detail = shortened(detail);
    this.#kept.set(code, kept);
    this.#passOn(code, LINE_EVERY_MS);
  };

  /** Passes on what was held back for long enough; to be called now and then. */
  flush(ageMs = LINE_EVERY_MS): void {
    for (const code of this.#kept.keys()) this.#passOn(code, ageMs);
  }

  #passOn(code: RefusalCode, ageMs: number): void {
    const kept = this.#kept.get(code);
    const nowMs = this.#nowMs();
    if (kept === undefined || kept.count === 0 || nowMs - kept.reportedAtMs < ageMs) return;
    this.#report({ code, count: kept.count, detail: kept.detail });
    kept.count = 0;
    kept.reportedAtMs = nowMs;
  }
}

/** Counts none of each: whoever watches the counters sees a first flood rise only from a number that was there. */
export function countFromNothing(counters: Counters): void {
  for (const code of Object.keys(REFUSALS)) counters.count('mqtt_refused', { code }, 0);
}

/** What a report becomes where log and counters are. */
export function noteRefusal({ code, count, detail }: RefusalReport, log: Log, counters: Counters): void {
  counters.count('mqtt_refused', { code }, count);
  log.warn({ code, count, ...detail }, REFUSALS[code]);
}

/** A stranger's words go into the log; control characters and novels do not. */
function shortened(detail: RefusalDetail): RefusalDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([name, text]: [string, string]) => [
      name,
      text.replaceAll(/\p{C}/gu, '?').slice(0, DETAIL_CHARACTERS_MAX),
    ]),
  );
}
