/**
 * The bay as a Sparkplug B edge node: carries out what {@link EdgeSession} decides, keeps what happens while the line is
 * down, and hands commands to the bay.
 *
 * INVARIANTS
 * - At most one connection at a time; the next is tried with a bounded, growing, jittered delay.
 * - An occurrence is in the store before it is told, and leaves it when the broker has read it: what was in flight when
 *   a line died is told again, marked historical. Its id tells a host that it has it already.
 * - A command that the broker had kept from before (retained), or whose time stamp is not now, is not carried out.
 */
import type { Subscription } from 'rxjs';
import type { Clock } from '../../device/clock/clock.ts';
import { explain } from '../../device/errors/bay-error.ts';
import type { BayCommandsPort } from '../../device/ports/bay-commands.port.ts';
import type { BayOccurrence, BayStatePort } from '../../device/ports/bay-state.port.ts';
import { Backoff, type BackoffOptions } from '../../device/process/backoff.ts';
import type { SparkplugRepository } from '../../device/store/sparkplug-repository.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { type BrokerCredentials, openSocket, readCredentials } from './broker-socket.ts';
import { CommandDesk } from './command-desk.ts';
import { EdgeSession, type SessionEffect } from './edge-session.ts';
import { MqttLine } from './mqtt-line.ts';
import { reportedOccurrence, storedOccurrenceSchema } from './occurrence-metrics.ts';
import { reportedBay } from './reported-metrics.ts';
import { nextBirthDeathSequence } from './sequence.ts';
import type { SparkplugConfig } from './sparkplug.config.ts';
import { type NodeIdentity, parseTopic, sparkplugId } from './topics.ts';

export interface EdgeNodeParts {
  readonly config: SparkplugConfig;
  readonly bay: BayStatePort;
  readonly commands: BayCommandsPort;
  readonly kept: SparkplugRepository;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  /** Shorter ones in tests. */
  readonly reconnect?: BackoffOptions;
}

export interface EdgeNodeState {
  readonly link: 'connecting' | 'waiting-for-host' | 'up' | 'closed';
  /** In the operator's words. */
  readonly description: string;
  readonly occurrencesKept: number;
  readonly occurrencesDropped: number;
}

const RECONNECT: BackoffOptions = { firstDelayMs: 1_000, delayMsMax: 60_000, healthyAfterMs: 60_000 };
const CONNECT_MS_MAX = 10_000;
/** Told and confirmed together. */
const OCCURRENCES_AT_ONCE = 50;
/** Hosts that ask for births over and over get them this often. */
const REBIRTH_MS_MIN = 500;
/** With several brokers: how long the host may take to say that it is there before the next one is tried. */
const HOST_SILENCE_MS_MAX = 10_000;

export class SparkplugEdgeNode {
  readonly #parts: EdgeNodeParts;
  readonly #identity: NodeIdentity;
  readonly #nodeKey: string;
  readonly #credentials: BrokerCredentials;
  readonly #session: EdgeSession;
  readonly #desk: CommandDesk;
  readonly #subscriptions: Subscription[];
  readonly #run: Promise<void>;
  #line: MqttLine | null = null;
  #brokerIndex = 0;
  #lastBroker: string | null = null;
  #isClosed = false;
  #wake: () => void = () => undefined;
  #isTelling = false;
  /** The line that {@link #toldThrough} and {@link #historyThrough} are of. */
  #tellingOn: MqttLine | null = null;
  #toldThrough = 0;
  #historyThrough = 0;
  #reportTimer: NodeJS.Timeout | undefined;
  #rebirthTimer: NodeJS.Timeout | undefined;
  #rebornAtNs = Number.NEGATIVE_INFINITY;

  /** Throws `sparkplug/secret-unreadable`; everything else is tried again. */
  constructor(parts: EdgeNodeParts) {
    const { config, bay, commands, clock } = parts;
    this.#parts = parts;
    this.#identity = { group: config.group, node: config.node ?? sparkplugId(bay.state().bay) };
    this.#nodeKey = `${this.#identity.group}/${this.#identity.node}`;
    this.#credentials = readCredentials(config);
    this.#session = new EdgeSession({ ...this.#identity, primaryHost: config.primaryHost });
    this.#desk = new CommandDesk({
      config,
      commands,
      by: `sparkplug:${this.#nodeKey}`,
      session: this.#session,
      nowMs: () => clock.wall().getTime(),
      onRebirth: () => this.#rebirth(),
      onEnded: (effects) => this.#apply(effects),
      onIgnored: (why) => parts.counters.count('sparkplug_commands_ignored', { why }),
    });
    this.#report();
    this.#subscriptions = [
      bay.changes.subscribe(() => this.#reportSoon()),
      bay.occurrences.subscribe((occurrence) => this.#keep(occurrence)),
    ];
    this.#run = this.#stayConnected();
  }

  state(): EdgeNodeState {
    const { kept, dropped } = this.#parts.kept.counts(this.#nodeKey);
    const { phase } = this.#session;
    const link = this.#isClosed
      ? 'closed'
      : phase === 'born'
        ? 'up'
        : phase === 'waiting'
          ? 'waiting-for-host'
          : 'connecting';
    return {
      link,
      description: `${this.#nodeKey} at ${this.#broker}`,
      occurrencesKept: kept,
      occurrencesDropped: dropped,
    };
  }

  /** Says good-bye to the host where the line allows it. Idempotent; leaves no timer and no socket. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    clearTimeout(this.#reportTimer);
    clearTimeout(this.#rebirthTimer);
    this.#apply(this.#session.leave(this.#nowMs()));
    this.#wake();
    await this.#run;
  }

  get #broker(): string {
    const { brokers } = this.#parts.config;
    return brokers[this.#brokerIndex % brokers.length] ?? '';
  }

  async #stayConnected(): Promise<void> {
    const backoff = new Backoff(this.#parts.reconnect ?? RECONNECT);
    while (!this.#isClosed) {
      const startedNs = this.#parts.clock.monotonicNs();
      const broker = this.#broker;
      const reason = await this.#liveOnce(broker).catch(explain);
      this.#line = null;
      this.#session.lost();
      if (this.#isClosed) return;
      this.#brokerIndex++;
      const ranMs = (this.#parts.clock.monotonicNs() - startedNs) / 1e6;
      const delayMs = backoff.delayAfterRunOf(ranMs) * (0.8 + 0.4 * Math.random());
      this.#parts.counters.count('sparkplug_lines_lost');
      this.#parts.log.warn({ broker, reason, nextInMs: Math.round(delayMs) }, 'The Sparkplug line is down.');
      await this.#pause(delayMs);
    }
  }

  /** Resolves with the reason when the line has ended. */
  async #liveOnce(broker: string): Promise<string> {
    const { config, kept } = this.#parts;
    const socket = await openSocket(broker, this.#credentials, CONNECT_MS_MAX);
    if (this.#isClosed) {
      socket.destroy();
      return 'the bay is being closed';
    }
    const bdSeq = kept.advanceBirthDeathSequence(this.#nodeKey, nextBirthDeathSequence);
    const line = await MqttLine.open(socket, {
      broker,
      clientId: `swingbay-${this.#identity.group}-${this.#identity.node}`,
      credentials: this.#credentials,
      keepaliveSeconds: config.keepaliveSeconds,
      will: this.#session.death(bdSeq, this.#nowMs()),
      onMessage: (topic, payload, isRetained) => this.#hear(topic, payload, isRetained),
    });
    this.#line = line;
    try {
      return await this.#live(line, broker, bdSeq);
    } finally {
      // Whatever went wrong: the next connection begins when this one is over.
      line.drop('the session is over');
    }
  }

  async #live(line: MqttLine, broker: string, bdSeq: number): Promise<string> {
    this.#session.connected(bdSeq, broker !== this.#lastBroker);
    this.#lastBroker = broker;
    if (this.#isClosed) this.#apply(this.#session.leave(this.#nowMs()));
    else {
      await line.subscribe(this.#session.subscriptions());
      this.#parts.log.info({ broker, bdSeq }, 'The Sparkplug line is up.');
      this.#apply(this.#session.subscribed(this.#nowMs()));
    }
    const isAlone = this.#parts.config.brokers.length === 1;
    const hostTimer = isAlone ? undefined : setTimeout(() => this.#leaveWithoutHost(), HOST_SILENCE_MS_MAX);
    const reason = await line.closed;
    clearTimeout(hostTimer);
    return reason;
  }

  #leaveWithoutHost(): void {
    if (this.#session.phase === 'waiting') this.#apply(this.#session.leave(this.#nowMs()));
  }

  #hear(topic: string, payload: Uint8Array, isRetained: boolean): void {
    const parsed = parseTopic(topic);
    if (parsed?.type === 'STATE') {
      this.#apply(this.#session.hostSaid(payload, this.#nowMs()));
      if (this.#session.isHostAway && this.#parts.config.brokers.length > 1) this.#leaveWithoutHost();
    } else if (parsed?.type === 'NCMD') this.#desk.take(null, topic, payload, isRetained);
    else if (parsed?.type === 'DCMD') this.#desk.take(parsed.device, topic, payload, isRetained);
  }

  #apply(effects: readonly SessionEffect[]): void {
    const line = this.#line;
    const wasBorn = effects.some(({ type }) => type === 'publish') && this.#session.phase === 'born';
    if (line === null) return;
    for (const effect of effects) {
      if (effect.type === 'publish') line.publish(effect.topic, effect.payload, effect.qos);
      else if (effect.type === 'subscribe')
        line.subscribe(effect.topics).catch((error: unknown) => line.drop(explain(error)));
      else if (effect.type === 'disconnect') void line.leave();
      else line.drop('the session ended before it began');
    }
    if (wasBorn) this.#tellOccurrences(line);
  }

  /** Changes are put together, so that a device that trembles does not fill the line. */
  #reportSoon(): void {
    this.#reportTimer ??= setTimeout(() => {
      this.#reportTimer = undefined;
      this.#report();
    }, this.#parts.config.reportMs);
  }

  #report(): void {
    // What is true now comes after what happened before.
    if (this.#isTelling && this.#toldThrough < this.#historyThrough) return this.#reportSoon();
    const { dropped } = this.#parts.kept.counts(this.#nodeKey);
    this.#apply(this.#session.changed(reportedBay(this.#parts.bay.state()), dropped, this.#nowMs()));
  }

  #rebirth(): void {
    const waitMs = REBIRTH_MS_MIN - (this.#parts.clock.monotonicNs() - this.#rebornAtNs) / 1e6;
    if (waitMs > 0) {
      this.#rebirthTimer ??= setTimeout(() => {
        this.#rebirthTimer = undefined;
        this.#rebirth();
      }, waitMs);
      return;
    }
    this.#rebornAtNs = this.#parts.clock.monotonicNs();
    this.#apply(this.#session.rebirth(this.#nowMs()));
  }

  #keep(occurrence: BayOccurrence): void {
    const { kept, config, log } = this.#parts;
    const reported = reportedOccurrence(occurrence);
    this.#session.happened(reported);
    try {
      kept.keep(this.#nodeKey, { id: occurrence.id, document: occurrence }, config.occurrencesKeptMax);
    } catch (error) {
      // A disk that is full must not silence the bay: whoever listens now hears it.
      log.error({ error, occurrence: occurrence.id }, 'An occurrence could not be kept for the Sparkplug host.');
      this.#apply(this.#session.tell({ ...reported, isHistorical: false }, this.#nowMs()));
      return;
    }
    // What had to make way is reported too.
    this.#reportSoon();
    if (this.#line !== null) this.#tellOccurrences(this.#line);
  }

  /** Tells what is kept, oldest first, and forgets it when the broker has read it. One at a time runs. */
  #tellOccurrences(line: MqttLine): void {
    if (this.#isTelling || this.#session.phase !== 'born') return;
    this.#isTelling = true;
    if (this.#tellingOn !== line) {
      this.#tellingOn = line;
      this.#toldThrough = 0;
      this.#historyThrough = this.#parts.kept.counts(this.#nodeKey).newestOrdinal;
    }
    this.#tellAll(line)
      .catch((error: unknown) => line.drop(explain(error)))
      .finally(() => {
        this.#isTelling = false;
        if (this.#line !== null && this.#line !== line) this.#tellOccurrences(this.#line);
      });
  }

  async #tellAll(line: MqttLine): Promise<void> {
    const { kept } = this.#parts;
    for (;;) {
      const rows = kept.kept(OCCURRENCES_AT_ONCE, this.#toldThrough);
      if (rows.length === 0) return;
      for (const { ordinal, document } of rows) {
        if (this.#line !== line || this.#session.phase !== 'born') return;
        this.#toldThrough = ordinal;
        const occurrence = storedOccurrenceSchema.safeParse(document);
        if (!occurrence.success) {
          this.#parts.counters.count('sparkplug_occurrences_unreadable');
          continue;
        }
        const isHistorical = ordinal <= this.#historyThrough;
        const effects = this.#session.tell({ ...reportedOccurrence(occurrence.data), isHistorical }, this.#nowMs());
        for (const effect of effects)
          if (effect.type === 'publish') line.publish(effect.topic, effect.payload, effect.qos);
      }
      const told = this.#toldThrough;
      await line.confirm();
      kept.forgetThrough(told);
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
    return this.#parts.clock.wall().getTime();
  }
}
