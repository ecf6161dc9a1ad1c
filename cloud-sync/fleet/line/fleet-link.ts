/**
 * Stays connected to the fleet’s broker and sends what waits: alerts, answers and states in their order, and snapshots
 * of the metrics in theirs when none of those waits.
 *
 * INVARIANTS
 * - At most one connection at a time; the next is tried after a bounded, growing, jittered delay.
 * - At most {@link IN_FLIGHT_MAX} messages are on their way. One leaves the store when the broker has acknowledged it;
 *   what was on its way when a line died is sent again, under the same id.
 */
import type { IClientOptions } from 'mqtt';
import { type Clock, NS_PER_MS } from '../../../device/clock/clock.ts';
import { type BayError, explain, isBayError } from '../../../device/errors/bay-error.ts';
import { Backoff, type BackoffOptions } from '../../../device/process/backoff.ts';
import type { FleetRepository, KeptFleetMessage } from '../../../device/store/fleet-repository.ts';
import type { Counters } from '../../../device/telemetry/counters.ts';
import type { Log } from '../../../device/telemetry/log.ts';
import { lineLost } from '../errors.ts';
import type { FleetBrokerConfig } from '../fleet.config.ts';
import type { Stamp } from '../told/stamp.ts';
import { FleetLine, type FleetLineOrder, readSecrets } from './fleet-line.ts';
import { BAY_HEARS, type BayAddress, type BayHears, clientIdOf, heardOn, topicOf } from './topics.ts';

const IN_FLIGHT_MAX = 20;
const RECONNECT: BackoffOptions = { firstDelayMs: 1_000, delayMsMax: 120_000, healthyAfterMs: 60_000 };
/** A line that is down for less long is none that anybody has to see to. */
const OBSTACLE_AFTER_MS = 60_000;

export interface FleetLinkParts {
  readonly config: FleetBrokerConfig;
  readonly address: BayAddress;
  readonly kept: FleetRepository;
  readonly stamp: () => Stamp;
  /** Throws where it could not be kept; it comes again then. */
  readonly onHeard: (
    what: BayHears,
    payload: Uint8Array,
    flags: { readonly isRetained: boolean; readonly isRepeated: boolean },
  ) => void;
  /** With each connection, when it is there. */
  readonly onUp: () => void;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  /** Shorter ones in tests. */
  readonly reconnect?: BackoffOptions;
}

export class FleetLink {
  readonly #parts: FleetLinkParts;
  readonly #secrets: IClientOptions;
  readonly #inFlight = new Set<number>();
  readonly #acknowledged: number[] = [];
  readonly #run: Promise<void>;
  #line: FleetLine | null = null;
  #isClosed = false;
  #downSinceMs: number;
  #failure: BayError | null = null;
  #wake: () => void = () => undefined;
  #flushing: NodeJS.Immediate | undefined;

  /** Throws `fleet/secret-unreadable`; everything else is tried again. */
  constructor(parts: FleetLinkParts) {
    this.#parts = parts;
    this.#secrets = readSecrets(parts.config);
    this.#downSinceMs = this.#nowMs();
    this.#run = this.#stayConnected();
  }

  get isUp(): boolean {
    return this.#line !== null;
  }

  /** Why the fleet is not reached, once that has lasted for a minute. */
  get obstacle(): BayError | null {
    if (this.isUp || this.#isClosed || this.#nowMs() - this.#downSinceMs < OBSTACLE_AFTER_MS) return null;
    return this.#failure;
  }

  /** Sends what waits; called whenever there may be something new. */
  drain(): void {
    const line = this.#line;
    if (line === null || !line.isOpen || this.#isClosed) return;
    try {
      const room = IN_FLIGHT_MAX - this.#inFlight.size;
      for (const message of room > 0 ? this.#next(room) : []) void this.#send(line, message);
    } catch (error) {
      this.#parts.log.error({ error }, 'What waits for the fleet cannot be read.');
      line.drop('the database does not answer');
    }
  }

  /** Something that is worth nothing later; dropped where there is no line. */
  say(topic: 'heartbeat', body: string): void {
    // A line that is lost says so by itself.
    void this.#line?.publish(topicOf(this.#parts.address, topic), body, false).catch(() => undefined);
  }

  /** Resolves when nothing waits but metrics, or after `msMax`. */
  async settled(msMax: number): Promise<void> {
    const untilMs = performance.now() + msMax;
    while (this.isUp && performance.now() < untilMs) {
      const { alert, answer, reported, state } = this.#parts.kept.counts();
      if (alert + answer + reported + state === 0) return;
      this.drain();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Says goodbye where there is a line. Idempotent; leaves no timer and no socket. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    const line = this.#line;
    if (line !== null) {
      const status = JSON.stringify({ status: 'offline', why: 'closed', at: this.#parts.stamp() });
      await line.publish(topicOf(this.#parts.address, 'status'), status, true).catch(() => undefined);
      await line.leave();
    }
    await this.#run;
    this.#flush();
  }

  async #stayConnected(): Promise<void> {
    const backoff = new Backoff(this.#parts.reconnect ?? RECONNECT);
    while (!this.#isClosed) {
      const startedMs = this.#nowMs();
      const failure = await this.#liveOnce().catch((error: unknown) =>
        isBayError(error) ? error : lineLost(this.#parts.config.url, explain(error), error),
      );
      if (this.#line !== null) this.#downSinceMs = this.#nowMs();
      this.#line = null;
      this.#inFlight.clear();
      if (this.#isClosed) return;
      this.#failure = failure;
      const delayMs = backoff.delayAfterRunOf(this.#nowMs() - startedMs) * (0.5 + Math.random() / 2);
      this.#parts.counters.count('fleet_lines_lost');
      this.#parts.log.warn({ reason: failure.message, nextInMs: Math.round(delayMs) }, 'The fleet line is down.');
      await this.#pause(delayMs);
    }
  }

  /** Resolves with the reason when the line has ended. */
  async #liveOnce(): Promise<BayError> {
    const { config, address, stamp, onHeard } = this.#parts;
    const order: FleetLineOrder = {
      ...{ config, secrets: this.#secrets, clientId: clientIdOf(address) },
      will: {
        topic: topicOf(address, 'status'),
        payload: JSON.stringify({ status: 'offline', why: 'lost', at: stamp() }),
      },
      onMessage: (topic, payload, flags) => {
        const what = heardOn(address, topic);
        if (what !== undefined) onHeard(what, payload, flags);
      },
    };
    const line = await FleetLine.open(
      order,
      BAY_HEARS.map((what) => topicOf(address, what)),
    );
    if (this.#isClosed) {
      await line.leave();
      return lineLost(config.url, 'the bay is being closed');
    }
    const online = JSON.stringify({ status: 'online', why: 'connected', at: stamp() });
    await line.publish(topicOf(address, 'status'), online, true);
    this.#line = line;
    this.#failure = null;
    this.#parts.log.info({ broker: config.url }, 'The fleet line is up.');
    this.#parts.onUp();
    this.drain();
    return lineLost(config.url, await line.closed);
  }

  #next(room: number): KeptFleetMessage[] {
    const { kept } = this.#parts;
    const without = [...this.#inFlight, ...this.#acknowledged];
    const first = kept.waiting(['alert', 'answer', 'reported', 'state'], room, without);
    return first.length > 0 ? first : kept.waiting(['metrics'], room, without);
  }

  async #send(line: FleetLine, { ordinal, topic, payload, isRetained }: KeptFleetMessage): Promise<void> {
    const { address, counters } = this.#parts;
    this.#inFlight.add(ordinal);
    try {
      await line.publish(topicOf(address, topic as never), payload, isRetained);
    } catch {
      // The line has ended and says why itself; the message waits in the store.
      return;
    }
    if (line !== this.#line) return;
    this.#inFlight.delete(ordinal);
    this.#acknowledged.push(ordinal);
    counters.count('fleet_messages_told');
    this.#flushing ??= setImmediate(() => {
      this.#flush();
      this.drain();
    });
  }

  /** What was acknowledged together is forgotten together: one write for many. */
  #flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const acknowledged = this.#acknowledged.splice(0);
    if (acknowledged.length === 0) return;
    try {
      this.#parts.kept.forget(acknowledged);
    } catch (error) {
      // They are told again with the next connection; their ids say that they were told before.
      this.#parts.log.error({ error }, 'What the fleet has cannot be forgotten.');
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}
