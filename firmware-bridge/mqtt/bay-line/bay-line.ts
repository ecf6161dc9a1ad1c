/**
 * The bay as a client of one broker, its own or the facility's: tells what it is and what happens, and is told of
 * Home Assistant's birth.
 *
 * INVARIANTS
 * - While it is connected the broker holds `online`, else `offline`: as its will, and by itself when it closes.
 * - Of the state only the newest is sent; a slow line skips what lies between, as readers of a whole picture may.
 * - Occurrences and answers are sent in their order, at QoS 1. While the line is down they wait, at most
 *   {@link WAITING_MAX}; beyond that the newest are dropped and counted.
 */
import type { IClientOptions, MqttClient } from 'mqtt';
import type { Subscription } from 'rxjs';
import type { BaySnapshot, BayStatePort } from '../../../device/ports/bay-state.port.ts';
import type { Counters } from '../../../device/telemetry/counters.ts';
import type { Log } from '../../../device/telemetry/log.ts';
import type { Fact } from '../broker/bay-broker.ts';
import {
  type Component,
  discoveryMessage,
  discoveryTopic,
  homeAssistantStatusTopic,
} from '../home-assistant/discovery.ts';
import type { AckMessage } from '../messages.ts';
import type { MqttConfig } from '../mqtt.config.ts';
import { type BayTopics, bayTopics } from '../topics.ts';

export interface BayLineOptions {
  /** `own` or `facility`, for log and counters. */
  readonly name: string;
  /** Makes a client that connects, and connects again, by itself. */
  readonly connect: (options: IClientOptions) => MqttClient;
  /** The bay's name in the configuration. */
  readonly bay: string;
  readonly state: BayStatePort;
  readonly homeAssistant: MqttConfig['homeAssistant'];
  readonly version: string;
  /** Takes a command that came over this line; resolves when it is stored. Null where none is taken. */
  readonly takeFact: ((fact: Fact) => Promise<void>) | null;
  readonly log: Log;
  readonly counters: Counters;
}

const KEEPALIVE_S = 5;
const RECONNECT_MS = 1_000;
const CONNECT_MS = 5_000;
const CLOSE_MS = 1_000;
const WAITING_MAX = 1_000;
/** A tee in motion changes the picture a hundred times a second; nobody needs to see each. */
const STATE_EVERY_MS = 100;
/** A line that takes commands names its user so, since the other broker does not say who sent them. */
const FACILITY_USER = 'facility';

export class BayLine {
  readonly #options: BayLineOptions;
  readonly #topics: BayTopics;
  readonly #client: MqttClient;
  readonly #subscriptions: Subscription[];
  #waiting = 0;
  #isStateUnderWay = false;
  #isStateStale = false;
  #announced: Readonly<Record<string, Component>> = {};
  #isClosed = false;
  #closing: Promise<void> | undefined;

  constructor(options: BayLineOptions) {
    this.#options = options;
    this.#topics = bayTopics(options.bay);
    this.#client = options.connect({
      clientId: `swingbay-${this.#topics.state.split('/')[1] ?? ''}`,
      protocolVersion: 4,
      // Commands that were sent while the bay was away are not wanted any more.
      clean: true,
      ...{ keepalive: KEEPALIVE_S, reconnectPeriod: RECONNECT_MS, connectTimeout: CONNECT_MS },
      will: { topic: this.#topics.availability, payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    this.#client.on('connect', () => this.#connected());
    this.#client.on('message', (topic, payload) => this.#heard(topic, payload));
    this.#client.on('offline', () => options.counters.gauge('mqtt_line_up', 0, { line: options.name }));
    this.#client.on('error', (error) =>
      options.log.warn({ error, line: options.name }, 'The line to a broker failed.'),
    );
    this.#client.handleMessage = (packet, done) => {
      const { takeFact } = options;
      if (takeFact === null || !this.#isCommand(packet.topic)) return done();
      const fact = { user: FACILITY_USER, party: 'automation', topic: packet.topic } as const;
      void this.#take(takeFact, { ...fact, payload: Buffer.from(packet.payload) }, done);
    };
    const { state } = options;
    this.#subscriptions = [
      state.changes.subscribe(() => this.#stateChanged()),
      state.occurrences.subscribe((occurrence) => {
        this.#send(this.#topics.event(occurrence.type), JSON.stringify(occurrence), { retain: false });
      }),
    ];
  }

  get isConnected(): boolean {
    return this.#client.connected;
  }

  publishAck(ack: AckMessage): void {
    this.#send(this.#topics.ack(ack.id), JSON.stringify(ack), { retain: false });
  }

  /** Takes the bay out of Home Assistant for good: an empty document removes the device. */
  retractDiscovery(): void {
    this.#announced = {};
    this.#send(discoveryTopic(this.#options.homeAssistant.discoveryPrefix, this.#options.bay), '', { retain: true });
  }

  /** Says goodbye where it still can. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    if (this.#client.connected) {
      const goodbye = this.#client.publishAsync(this.#topics.availability, 'offline', { qos: 1, retain: true });
      await Promise.race([
        goodbye.then(
          () => undefined,
          () => undefined,
        ),
        patience,
      ]);
    }
    await Promise.race([this.#client.endAsync(true).catch(() => undefined), patience]);
  }

  #connected(): void {
    const { name, log, counters, homeAssistant, takeFact } = this.#options;
    log.info({ line: name }, 'The bay is connected to a broker.');
    counters.gauge('mqtt_line_up', 1, { line: name });
    const filters = [
      ...(homeAssistant.isAnnounced ? [homeAssistantStatusTopic(homeAssistant.discoveryPrefix)] : []),
      ...(takeFact === null ? [] : [this.#topics.command, this.#topics.commandOf('+')]),
    ];
    if (filters.length > 0) {
      this.#client.subscribe(filters, { qos: 1 }, (error) => {
        if (error) log.warn({ error, line: name }, 'A broker refused what the bay wants to hear.');
      });
    }
    this.#introduce();
  }

  /** Everything that a newcomer must know, in the order in which it makes sense. */
  #introduce(): void {
    // What a broker was told before it restarted is gone, and so is what was announced there.
    this.#announced = {};
    if (this.#options.homeAssistant.isAnnounced) this.#announce();
    else if (this.#options.name !== 'own') this.retractDiscovery();
    this.#send(this.#topics.availability, 'online', { retain: true });
    this.#stateChanged();
  }

  #heard(topic: string, payload: Buffer): void {
    const { isAnnounced, discoveryPrefix } = this.#options.homeAssistant;
    if (!isAnnounced || topic !== homeAssistantStatusTopic(discoveryPrefix)) return;
    if (payload.toString() === 'online') this.#introduce();
  }

  #stateChanged(): void {
    if (this.#isClosed || !this.#client.connected) return;
    this.#isStateStale = true;
    if (this.#isStateUnderWay) return;
    this.#isStateUnderWay = true;
    this.#isStateStale = false;
    const snapshot = this.#options.state.state();
    if (this.#options.homeAssistant.isAnnounced) this.#announce(snapshot);
    const next = (): void => {
      this.#isStateUnderWay = false;
      if (this.#isStateStale) this.#stateChanged();
    };
    this.#client.publish(this.#topics.state, JSON.stringify(snapshot), { qos: 1, retain: true }, () => {
      setTimeout(next, STATE_EVERY_MS).unref();
    });
  }

  /** Tells Home Assistant what there is, where that is not what it was told last. */
  #announce(snapshot: BaySnapshot = this.#options.state.state()): void {
    const { discoveryPrefix } = this.#options.homeAssistant;
    const { topic, payload } = discoveryMessage(snapshot, discoveryPrefix, this.#options.version);
    const before = Object.entries(this.#announced);
    if (before.length > 0 && JSON.stringify(this.#announced) === JSON.stringify(payload.cmps)) return;
    const gone = before.filter(([name]) => !(name in payload.cmps)).map(([name, { p }]) => [name, { p }] as const);
    // A component goes by being named with its platform alone, once; then the document may forget it.
    if (gone.length > 0) {
      const farewell = { ...payload, cmps: { ...payload.cmps, ...Object.fromEntries(gone) } };
      this.#send(topic, JSON.stringify(farewell), { retain: true });
    }
    this.#announced = payload.cmps;
    this.#send(topic, JSON.stringify(payload), { retain: true });
  }

  /** For an error the client drops the line, and the command is not acknowledged. */
  async #take(takeFact: (fact: Fact) => Promise<void>, fact: Fact, done: (error?: Error) => void): Promise<void> {
    try {
      await takeFact(fact);
    } catch (error) {
      this.#options.log.error({ error, topic: fact.topic }, 'A command could not be stored; it is not acknowledged.');
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done();
  }

  #isCommand(topic: string): boolean {
    return topic === this.#topics.command || topic.startsWith(`${this.#topics.command}/`);
  }

  #send(topic: string, payload: string, { retain }: { retain: boolean }): void {
    if (this.#isClosed) return;
    if (this.#waiting >= WAITING_MAX) {
      this.#options.counters.count('mqtt_line_dropped', { line: this.#options.name });
      return;
    }
    this.#waiting++;
    this.#client.publish(topic, payload, { qos: 1, retain }, (error) => {
      this.#waiting--;
      if (error) this.#options.counters.count('mqtt_line_dropped', { line: this.#options.name });
    });
  }
}
