/**
 * A bay's line to its facility: tells what changed here and hears what changed elsewhere, again and again, while the bay
 * goes on whatever becomes of it.
 *
 * INVARIANTS
 * - Nothing counts as told before the facility has answered for it, nor as heard before it is on this disk: a round that
 *   was cut anywhere is done again from its beginning, and changes nothing the second time.
 * - What the facility says is taken only if its key signed it for this bay and this question.
 * - A round has at most 200 records each way; after a failure the line rests, by full jitter, five minutes at most.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import { BayError } from '../../device/errors/bay-error.ts';
import {
  BATCH_RECORDS_MAX,
  type FacilityAnswer,
  FROM_THE_FUTURE,
  FUTURE_MS_MAX,
  PEOPLE_BYTES_MAX,
  type Telling,
} from '../../device/ports/facility-exchange.port.ts';
import type { FacilityLinePort, FacilityLineState, FacilityTrust } from '../../device/ports/facility-line.port.ts';
import type { ToldSwing } from '../../device/store/facility-index-repository.ts';
import type { LineCursors } from '../../device/store/facility-line-repository.ts';
import { NO_ROOM_YET, type RefusedRecord } from '../../device/store/people-journal.ts';
import type { PersonRecord } from '../../device/store/people-record.ts';
import type { Store } from '../../device/store/store.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { afterFailure, FAILURES_OF_AN_OUTAGE, HEALTHY, type RemoteHealth } from '../outbox/sync-planner.ts';
import { exchange } from './facility-client.ts';
import type { FacilityConfig } from './facility.config.ts';
import { type Membership, membershipFile, readMembership, trustOf, writeMembership } from './membership.ts';

/** What was refused goes into the log with its reasons, as many as show what is wrong. */
const REFUSED_LOGGED_MAX = 5;

export interface FacilityLineParts {
  readonly config: FacilityConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1. */
  readonly random?: () => number;
}

interface Batch {
  readonly telling: Omit<Telling, 'nonce'>;
  readonly peopleNext: number;
  readonly swingsNext: number;
  readonly swings: readonly ToldSwing[];
}

export class FacilityLine implements FacilityLinePort {
  readonly #parts: FacilityLineParts;
  readonly #file: string;
  readonly #stopping = new AbortController();
  #health: RemoteHealth = HEALTHY;
  #membership: { readonly membership: Membership; readonly trust: FacilityTrust } | null = null;
  #isExchanging = false;
  /** Whether the facility has said what time it is since the bay was opened. */
  #hasTime = false;
  #trouble: BayError | null = null;
  #running: Promise<void> | null = null;

  constructor(parts: FacilityLineParts) {
    this.#parts = parts;
    this.#file = membershipFile(parts.store.dataDirectory, parts.config.tokenFile);
    this.#look();
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends what is under way; what it had not finished is done again the next time. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  trust(): FacilityTrust | null {
    // A PIN that is made right after joining is made for every bay already.
    if (this.#membership === null) this.#look();
    return this.#membership?.trust ?? null;
  }

  state(): FacilityLineState {
    const { config, store } = this.#parts;
    const joined = this.#membership?.membership;
    const cursors = store.facilityLine.cursors(joined?.facility.id ?? '');
    const isResting = this.#health.restsUntilMs > this.#nowMs();
    return {
      facility: joined?.facility.name ?? '',
      url: config.url,
      activity:
        joined === undefined ? 'not-joined' : this.#isExchanging ? 'exchanging' : isResting ? 'resting' : 'idle',
      exchangedAt: cursors.exchangedAt,
      waiting: joined === undefined ? 0 : store.people.countAfter(cursors.peoplePushed),
      trouble: this.#told(this.#trouble),
    };
  }

  /** What somebody has to see to: a line that was down for a moment is none of it. */
  get obstacle(): FacilityLineState['trouble'] {
    const isPassing = this.#trouble?.code === 'facility/unreachable' && this.#health.failures < FAILURES_OF_AN_OUTAGE;
    return isPassing ? null : this.#told(this.#trouble);
  }

  /** One round. Answers whether there is more to say or to hear at once. Rejects with a coded error. */
  async exchangeOnce(): Promise<boolean> {
    this.#look();
    const joined = this.#membership;
    if (joined === null) throw this.#trouble ?? new BayError('facility/not-joined', 'This bay has joined no facility.');
    const { config, store } = this.#parts;
    const { membership, trust } = joined;
    const facility = membership.facility.id;
    const cursors = store.facilityLine.cursors(facility);
    // Its first words are a question: what time it is decides how what is told is to be dated.
    const isQuestion = !this.#hasTime;
    const batch = isQuestion ? nothingToTell(cursors) : this.#batch(cursors);
    const address = { url: config.url, caFile: config.caFile, stopping: this.#stopping.signal };
    const answer = await exchange(address, membership, trust, batch.telling);
    this.#follow(membership, answer);
    this.#hasTime = true;
    const redated = store.people.trustTime(answer.nowMs, cursors.peoplePushed, FUTURE_MS_MAX);
    const isEarly = answer.received.refused.some(({ reason }) => reason === FROM_THE_FUTURE);
    this.#noteRefused(answer);
    const isHeard = await this.#hear(answer);
    const isTold = !isEarly && !isOutOfRoom(answer.received.refused);
    const reached: LineCursors = {
      // What was dated by a wrong clock was dated anew just now and is told again; where the facility's clock is wrong,
      // it waits until that is right.
      peoplePushed: isTold ? batch.peopleNext : cursors.peoplePushed,
      swingsPushed: batch.swingsNext,
      peoplePulled: isHeard ? answer.people.next : cursors.peoplePulled,
      deletionsPulled: answer.deletions.next,
      exchangedAt: this.#parts.clock.wall().toISOString(),
    };
    store.facilityLine.advance(facility, reached, batch.swings);
    const isAllHeard = answer.people.records.length === 0 && answer.deletions.swings.length === 0;
    if (!isHeard) return false;
    if (!isTold && redated === 0) return !isAllHeard;
    return !(isAllHeard && batch.telling.isCaughtUp && !isQuestion && !isEarly);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const isMore = await this.#tryOnce();
      const restMs = this.#health.restsUntilMs - this.#nowMs();
      const waitMs =
        this.#health.failures > 0 ? Math.max(restMs, 0) : isMore ? 0 : this.#parts.config.everySeconds * 1_000;
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #tryOnce(): Promise<boolean> {
    const beganMs = this.#nowMs();
    this.#isExchanging = true;
    try {
      const isMore = await this.exchangeOnce();
      if (this.#trouble !== null) this.#parts.log.info({ url: this.#parts.config.url }, 'The facility is there again.');
      this.#health = HEALTHY;
      this.#trouble = null;
      return isMore;
    } catch (error) {
      // Cut by ourselves: no word against the facility.
      if (this.#stopping.signal.aborted) return false;
      this.#trouble =
        error instanceof BayError ? error : new BayError('facility/exchange-failed', String(error), { cause: error });
      if (this.#health.failures === 0) this.#parts.log.warn({ error }, 'Nothing can be exchanged with the facility.');
      const { code, message, hint = null } = this.#trouble;
      const { random = Math.random } = this.#parts;
      const failure = { beganMs, nowMs: this.#nowMs(), random: random(), trouble: { code, message, hint } };
      this.#health = afterFailure(this.#health, failure);
      return false;
    } finally {
      this.#isExchanging = false;
    }
  }

  #batch(cursors: LineCursors): Batch {
    const { store } = this.#parts;
    const page = store.people.changesSince(cursors.peoplePushed, BATCH_RECORDS_MAX, PEOPLE_BYTES_MAX);
    const swings = store.facilityLine.swingsToTell(cursors.swingsPushed, BATCH_RECORDS_MAX);
    const isCaughtUp = store.people.countAfter(page.next) === 0 && swings.isAll;
    return {
      telling: {
        people: page.records.map((record) => ({
          ...record,
          row: record.row === null ? null : { ...record.row },
          columns: { ...record.columns },
        })),
        swings: [...swings.swings],
        isCaughtUp,
        peopleAfter: cursors.peoplePulled,
        deletionsAfter: cursors.deletionsPulled,
      },
      peopleNext: page.next,
      swingsNext: swings.next,
      swings: swings.swings,
    };
  }

  /** Answers whether there was room for all of it. */
  async #hear({ people, deletions }: FacilityAnswer): Promise<boolean> {
    const { store, log } = this.#parts;
    const { refused, conflicts } = await store.people.takeIn(people.records as PersonRecord[]);
    if (refused.length > 0)
      log.warn({ refused: refused.slice(0, REFUSED_LOGGED_MAX) }, 'Not all of the facility was taken.');
    if (conflicts.length > 0) log.warn({ accounts: conflicts.length }, 'Accounts were registered twice.');
    for (const swing of deletions.swings) {
      // One that the bay never had, or has deleted itself, is none.
      if (store.facilityIndex.takenIn([swing]).length > 0) await store.swings.remove(swing);
    }
    return !isOutOfRoom(refused);
  }

  #noteRefused({ received }: FacilityAnswer): void {
    const refused = received.refused.filter(({ reason }) => reason !== FROM_THE_FUTURE);
    if (refused.length === 0) return;
    const some = refused.slice(0, REFUSED_LOGGED_MAX).map(({ table, reason }) => ({ table, reason }));
    this.#parts.log.warn({ refused: refused.length, some }, 'The facility did not take all that was told.');
  }

  /** Keys that a key of the facility vouches for are trusted from now on, and those that it does not name are not. */
  #follow(membership: Membership, { keys, name }: FacilityAnswer): void {
    const isSame = JSON.stringify([keys, name]) === JSON.stringify([membership.keys, membership.facility.name]);
    if (isSame) return;
    const followed = { ...membership, keys, facility: { ...membership.facility, name } };
    writeMembership(this.#file, followed);
    this.#membership = { membership: followed, trust: trustOf(followed) };
  }

  /** Joining and joining anew are noticed while the bay runs. */
  #look(): void {
    try {
      const membership = readMembership(this.#file);
      if (JSON.stringify(membership) === JSON.stringify(this.#membership?.membership)) return;
      this.#membership = { membership, trust: trustOf(membership) };
      if (this.#trouble?.code === 'facility/not-joined') this.#trouble = null;
    } catch (error) {
      this.#membership = null;
      this.#trouble = error as BayError;
    }
  }

  #told(error: BayError | null): FacilityLineState['trouble'] {
    return error === null ? null : { code: error.code, message: error.message, hint: error.hint ?? null };
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

function isOutOfRoom(refused: readonly Pick<RefusedRecord, 'reason'>[]): boolean {
  return refused.some(({ reason }) => reason === NO_ROOM_YET);
}

function nothingToTell(cursors: LineCursors): Batch {
  return {
    telling: {
      ...{ people: [], swings: [], isCaughtUp: false },
      peopleAfter: cursors.peoplePulled,
      deletionsAfter: cursors.deletionsPulled,
    },
    ...{ peopleNext: cursors.peoplePushed, swingsNext: cursors.swingsPushed, swings: [] },
  };
}
