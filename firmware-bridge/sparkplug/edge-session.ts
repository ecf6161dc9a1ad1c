/**
 * The life of a Sparkplug edge node, without its line: what is to be sent, in which order, numbered how.
 *
 *            connected            host online, or none needed
 *     offline ───────► waiting ──────────────────────────────► born ──┐ changes, occurrences, outcomes: DATA
 *        ▲                │                                     │  ▲  │ a rebirth is asked for: births again
 *        └── line lost ───┴──────────── host offline: NDEATH ───┘  └──┘
 *
 * INVARIANTS
 * - Nothing but births is sent before the births of the node and of all devices that are there.
 * - Each message but NDEATH carries a `seq` one above the last, from 0 in NBIRTH, round at 255.
 * - The `bdSeq` of every NBIRTH is that of the will of this connection.
 * - DATA carries what differs from what the host was told last, by alias alone; a device is told of only between its
 *   birth and its death.
 * - A device that can be commanded is born only after its commands are subscribed to.
 */
import { Aliases } from './aliases.ts';
import { controlsOf, OUT_OF_ORDER, REBIRTH } from './commanded.ts';
import { afterState, HOST_UNKNOWN, type HostWatch } from './host-state.ts';
import { NOTHING_HAPPENED, type ReportedOccurrence } from './occurrence-metrics.ts';
import { DATA_TYPES, encodePayload, type Metric, type MetricValue, type Payload } from './payload.ts';
import type { ReportedBay, ReportedDevice, ReportedMetric } from './reported-metrics.ts';
import { nextSequence } from './sequence.ts';
import {
  type DeviceMessage,
  deviceTopic,
  type NodeIdentity,
  type NodeMessage,
  nodeTopic,
  stateTopic,
} from './topics.ts';

export type SessionEffect =
  | { readonly type: 'subscribe'; readonly topics: readonly string[] }
  | { readonly type: 'publish'; readonly topic: string; readonly qos: 0 | 1; readonly payload: Uint8Array }
  /** After everything that was published has gone out. */
  | { readonly type: 'disconnect' }
  /** Without a good-bye, so that the broker publishes the will. */
  | { readonly type: 'drop' };

/** What became of the newest command, as the host reads it. */
export interface CommandReport {
  readonly id: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly reason: string | null;
}

export interface OccurrenceToTell extends ReportedOccurrence {
  /** It happened before the host was told of this session. */
  readonly isHistorical: boolean;
}

export interface EdgeSessionOptions extends NodeIdentity {
  /** Null where nobody has to be there. */
  readonly primaryHost: string | null;
}

type Phase = 'offline' | 'waiting' | 'born';
type Told = Map<string, MetricValue | null>;

export class EdgeSession {
  readonly #options: EdgeSessionOptions;
  readonly #aliases = new Aliases();
  #phase: Phase = 'offline';
  #host: HostWatch = HOST_UNKNOWN;
  #bdSeq = 0;
  #seq = 0;
  #bay: ReportedBay = { node: [], devices: [] };
  #occurrencesDropped = 0;
  readonly #happened = new Map<string, ReportedMetric>(NOTHING_HAPPENED.map((metric) => [metric.name, metric]));
  readonly #outcomes = new Map<string | null, CommandReport>();
  #toldOfNode: Told = new Map();
  #toldOfDevices = new Map<string, Told>();
  #subscribed = new Set<string>();

  constructor(options: EdgeSessionOptions) {
    this.#options = options;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Whether the primary host has said that it is not there; false before it has said anything. */
  get isHostAway(): boolean {
    return this.#host.timestamp !== null && !this.#host.isOnline;
  }

  /** The will of the connection to come, and what is published before leaving. NDEATH has no `seq`. */
  death(bdSeq: number, nowMs: number): { topic: string; payload: Uint8Array } {
    const metrics = [{ name: 'bdSeq', timestamp: nowMs, datatype: DATA_TYPES.Int64, value: bdSeq }];
    return { topic: nodeTopic('NDEATH', this.#options), payload: encodePayload({ timestamp: nowMs, metrics }) };
  }

  /** What must be subscribed to before anything is said. */
  subscriptions(): readonly string[] {
    const { primaryHost } = this.#options;
    const host = primaryHost === null ? [] : [stateTopic(primaryHost)];
    return [nodeTopic('NCMD', this.#options), ...host];
  }

  /**
   * The broker has taken the CONNECT. At another broker the host is another matter: what it said at the last one is
   * forgotten.
   */
  connected(bdSeq: number, isAnotherBroker: boolean): void {
    this.#phase = 'waiting';
    this.#bdSeq = bdSeq;
    this.#host = { isOnline: false, timestamp: isAnotherBroker ? null : this.#host.timestamp };
    this.#subscribed = new Set();
  }

  /** The broker has taken {@link subscriptions}. */
  subscribed(nowMs: number): SessionEffect[] {
    return this.#phase === 'waiting' && this.#options.primaryHost === null ? this.#beBorn(nowMs) : [];
  }

  lost(): void {
    this.#phase = 'offline';
    this.#toldOfNode = new Map();
    this.#toldOfDevices = new Map();
  }

  hostSaid(payload: Uint8Array, nowMs: number): SessionEffect[] {
    const before = this.#host;
    this.#host = afterState(before, payload);
    if (this.#host === before || this.#phase === 'offline') return [];
    if (this.#host.isOnline) return this.#phase === 'waiting' ? this.#beBorn(nowMs) : [];
    return this.#phase === 'born' ? this.leave(nowMs) : [];
  }

  rebirth(nowMs: number): SessionEffect[] {
    return this.#phase === 'born' ? this.#beBorn(nowMs) : [];
  }

  changed(bay: ReportedBay, occurrencesDropped: number, nowMs: number): SessionEffect[] {
    this.#bay = bay;
    this.#occurrencesDropped = occurrencesDropped;
    if (this.#phase !== 'born') return [];
    const present = bay.devices.filter(({ isThere }) => isThere);
    const effects: SessionEffect[] = [];
    for (const id of [...this.#toldOfDevices.keys()]) {
      if (!present.some((device) => device.id === id)) effects.push(...this.#deviceDeath(id, nowMs));
    }
    for (const device of present) {
      if (!this.#toldOfDevices.has(device.id)) effects.push(...this.#deviceBirth(device, nowMs));
    }
    return [...effects, ...this.#differences(nowMs)];
  }

  /** Keeps the newest values for births, whether or not anybody can be told. */
  happened(occurrence: ReportedOccurrence): void {
    for (const metric of occurrence.metrics) this.#happened.set(metric.name, metric);
  }

  /** To be called in the order in which it happened, and only in a born session. */
  tell({ timestamp, metrics, isHistorical }: OccurrenceToTell, nowMs: number): SessionEffect[] {
    if (this.#phase !== 'born') return [];
    if (!isHistorical) for (const { name, value } of metrics) this.#toldOfNode.set(name, value);
    const told = metrics.map((metric) => ({
      ...this.#datum(null, metric, timestamp),
      ...(isHistorical ? { isHistorical } : {}),
    }));
    return [this.#node('NDATA', told, nowMs)];
  }

  commandEnded(device: string | null, report: CommandReport, nowMs: number): SessionEffect[] {
    this.#outcomes.set(device, report);
    return this.#phase === 'born' ? this.#differences(nowMs) : [];
  }

  /**
   * Publishes the death by itself, since MQTT 3.1.1 drops the will of whoever says good-bye. A session without a birth
   * may not begin with a death, so it is dropped and the will speaks.
   */
  leave(nowMs: number): SessionEffect[] {
    const { phase } = this;
    if (phase === 'offline') return [];
    this.lost();
    if (phase === 'waiting') return [{ type: 'drop' }];
    return [{ type: 'publish', qos: 1, ...this.death(this.#bdSeq, nowMs) }, { type: 'disconnect' }];
  }

  /** The name of what a command writes; null for an alias that was never given, or one of another device. */
  nameOf(device: string | null, metric: Metric): string | null {
    if (metric.name !== undefined && metric.name !== '') return metric.name;
    const aliased = metric.alias === undefined ? undefined : this.#aliases.find(metric.alias);
    return aliased !== undefined && aliased.device === device ? aliased.name : null;
  }

  deviceOf(id: string): ReportedDevice | undefined {
    return this.#bay.devices.find((device) => device.id === id);
  }

  #beBorn(nowMs: number): SessionEffect[] {
    this.#phase = 'born';
    this.#seq = 0;
    this.#toldOfDevices = new Map();
    const metrics = this.#nodeMetrics();
    this.#toldOfNode = new Map(metrics.map(({ name, value }) => [name, value]));
    const present = this.#bay.devices.filter(({ isThere }) => isThere);
    const subscribe = this.#subscribe(present);
    return [
      ...subscribe,
      this.#node(
        'NBIRTH',
        metrics.map((metric) => this.#birthMetric(null, metric, nowMs)),
        nowMs,
      ),
      ...present.flatMap((device) => this.#deviceBirth(device, nowMs)),
    ];
  }

  #deviceBirth(device: ReportedDevice, nowMs: number): SessionEffect[] {
    const metrics = this.#deviceMetrics(device);
    this.#toldOfDevices.set(device.id, new Map(metrics.map(({ name, value }) => [name, value])));
    const told = metrics.map((metric) => this.#birthMetric(device.id, metric, nowMs));
    return [...this.#subscribe([device]), this.#device('DBIRTH', device.id, told, nowMs)];
  }

  #deviceDeath(id: string, nowMs: number): SessionEffect[] {
    this.#toldOfDevices.delete(id);
    return [this.#device('DDEATH', id, [], nowMs)];
  }

  #differences(nowMs: number): SessionEffect[] {
    const effects: SessionEffect[] = [];
    const ofNode = this.#changedSince(this.#toldOfNode, this.#nodeMetrics());
    if (ofNode.length > 0) {
      effects.push(
        this.#node(
          'NDATA',
          ofNode.map((metric) => this.#datum(null, metric, nowMs)),
          nowMs,
        ),
      );
    }
    for (const device of this.#bay.devices) {
      const told = this.#toldOfDevices.get(device.id);
      if (told === undefined) continue;
      const changed = this.#changedSince(told, this.#deviceMetrics(device));
      if (changed.length === 0) continue;
      effects.push(
        this.#device(
          'DDATA',
          device.id,
          changed.map((metric) => this.#datum(device.id, metric, nowMs)),
          nowMs,
        ),
      );
    }
    return effects;
  }

  /** What differs, and remembers it as told. Occurrences are told by themselves, each in its turn. */
  #changedSince(told: Told, metrics: readonly ReportedMetric[]): ReportedMetric[] {
    const changed = metrics.filter(({ name, value }) => !this.#happened.has(name) && told.get(name) !== value);
    for (const { name, value } of changed) told.set(name, value);
    return changed;
  }

  #nodeMetrics(): ReportedMetric[] {
    const isOutOfOrder = this.#bay.node.find(({ name }) => name === 'Bay/Availability')?.value === 'out-of-order';
    return [
      { name: 'bdSeq', type: 'Int64', value: this.#bdSeq },
      { name: REBIRTH, type: 'Boolean', value: false },
      { name: OUT_OF_ORDER, type: 'Boolean', value: isOutOfOrder },
      ...this.#bay.node,
      { name: 'Line/Occurrences Dropped', type: 'Int64', value: this.#occurrencesDropped },
      ...this.#outcome(null),
      ...this.#happened.values(),
    ];
  }

  #deviceMetrics(device: ReportedDevice): ReportedMetric[] {
    return [...device.metrics, ...controlsOf(device), ...(canBeCommanded(device) ? this.#outcome(device.id) : [])];
  }

  #outcome(device: string | null): ReportedMetric[] {
    const report = this.#outcomes.get(device);
    return [
      { name: 'Command/Id', type: 'String', value: report?.id ?? null },
      { name: 'Command/Outcome', type: 'String', value: report?.outcome ?? null },
      { name: 'Command/Reason', type: 'String', value: report?.reason ?? null },
    ];
  }

  #subscribe(devices: readonly ReportedDevice[]): SessionEffect[] {
    const fresh = devices.filter((device) => canBeCommanded(device) && !this.#subscribed.has(device.id));
    for (const { id } of fresh) this.#subscribed.add(id);
    const topics = fresh.map(({ id }) => deviceTopic('DCMD', this.#options, id));
    return topics.length === 0 ? [] : [{ type: 'subscribe', topics }];
  }

  #birthMetric(device: string | null, metric: ReportedMetric, timestamp: number): Metric {
    const alias = this.#aliases.of(device, metric.name, metric.type);
    return {
      name: metric.name,
      ...(alias === undefined ? {} : { alias }),
      timestamp,
      datatype: DATA_TYPES[metric.type],
      ...valueOrNull(metric.value),
    };
  }

  #datum(device: string | null, metric: ReportedMetric, timestamp: number): Metric {
    const alias = this.#aliases.of(device, metric.name, metric.type);
    return { ...(alias === undefined ? { name: metric.name } : { alias }), timestamp, ...valueOrNull(metric.value) };
  }

  #node(type: NodeMessage, metrics: readonly Metric[], nowMs: number): SessionEffect {
    return this.#message(nodeTopic(type, this.#options), metrics, nowMs);
  }

  #device(type: DeviceMessage, id: string, metrics: readonly Metric[], nowMs: number): SessionEffect {
    return this.#message(deviceTopic(type, this.#options, id), metrics, nowMs);
  }

  #message(topic: string, metrics: readonly Metric[], nowMs: number): SessionEffect {
    const payload: Payload = { timestamp: nowMs, seq: this.#seq, metrics };
    this.#seq = nextSequence(this.#seq);
    const typeOf = ({ alias }: Metric) => (alias === undefined ? null : (this.#aliases.find(alias)?.type ?? null));
    return { type: 'publish', topic, qos: 0, payload: encodePayload(payload, typeOf) };
  }
}

function canBeCommanded(device: ReportedDevice): boolean {
  return device.subject.is === 'hardware';
}

function valueOrNull(value: MetricValue | null): Pick<Metric, 'value'> | Pick<Metric, 'isNull'> {
  return value === null ? { isNull: true } : { value };
}
