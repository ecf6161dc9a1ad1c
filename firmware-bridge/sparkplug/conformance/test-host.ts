/**
 * A Sparkplug host application, as far as an edge node can tell: says that it is there, listens to everything, learns
 * aliases from births, asks for births and writes metrics.
 */
import { connectAsync, type MqttClient } from 'mqtt';
import { REBIRTH } from '../commanded.ts';
import { decodePayload, encodePayload, type Metric, type MetricValue, type Payload, dataTypeOf } from '../payload.ts';
import { deviceTopic, type NodeIdentity, nodeTopic, parseTopic, stateTopic } from '../topics.ts';
import type { Recorder } from './recorder.ts';

export interface HeardMessage {
  readonly type: string;
  readonly device: string | null;
  readonly payload: Payload;
}

export class TestHost {
  readonly heard: HeardMessage[] = [];
  readonly #client: MqttClient;
  readonly #node: NodeIdentity;
  /** Metric of a device (or `null`, the node) by name, as its newest birth declared it. */
  readonly #declared = new Map<string, Metric>();

  private constructor(client: MqttClient, node: NodeIdentity, recorder: Recorder) {
    this.#client = client;
    this.#node = node;
    client.on('message', (topic, bytes, { qos, retain }) => {
      recorder.see({ kind: 'heard', topic, qos, retain, bytes: Uint8Array.from(bytes) });
      this.#hear(topic, bytes);
    });
  }

  static async open(port: number, node: NodeIdentity, recorder: Recorder): Promise<TestHost> {
    const client = await connectAsync({ host: '127.0.0.1', port, protocolVersion: 4, clean: true, reconnectPeriod: 0 });
    const host = new TestHost(client, node, recorder);
    await client.subscribeAsync('spBv1.0/#', { qos: 1 });
    return host;
  }

  async state(host: string, online: boolean, timestamp = Date.now()): Promise<void> {
    await this.#client.publishAsync(stateTopic(host), JSON.stringify({ online, timestamp }), { qos: 1, retain: true });
  }

  async askForBirths(): Promise<void> {
    await this.#send(nodeTopic('NCMD', this.#node), [{ name: REBIRTH, value: true }]);
  }

  /** By alias, as a host must where births gave one. Resolves with the time stamp of the message. */
  async write(
    device: string | null,
    values: Readonly<Record<string, MetricValue>>,
    timestamp = Date.now(),
  ): Promise<number> {
    const metrics = Object.entries(values).map(([name, value]) => {
      const alias = this.#declared.get(keyOf(device, name))?.alias;
      return alias === undefined ? { name, value } : { alias, value };
    });
    const topic = device === null ? nodeTopic('NCMD', this.#node) : deviceTopic('DCMD', this.#node, device);
    await this.#send(topic, metrics, timestamp);
    return timestamp;
  }

  /** As it is, bytes and flags. */
  async publish(topic: string, bytes: Uint8Array, retain: boolean): Promise<void> {
    await this.#client.publishAsync(topic, Buffer.from(bytes), { qos: 1, retain });
  }

  /** The values of the newest message that carries this metric; undefined before there is one. */
  newest(device: string | null, name: string): Metric | undefined {
    const alias = this.#declared.get(keyOf(device, name))?.alias;
    for (const message of this.heard.toReversed()) {
      if (message.device !== device) continue;
      const found = message.payload.metrics.find(
        (metric) => metric.name === name || (alias !== undefined && metric.alias === alias),
      );
      if (found !== undefined && found.isHistorical !== true) return found;
    }
    return undefined;
  }

  nameOf(device: string | null, metric: Metric): string | null {
    if (metric.name !== undefined) return metric.name;
    for (const [key, declared] of this.#declared) {
      if (declared.alias === metric.alias && key === keyOf(device, declared.name ?? '')) return declared.name ?? null;
    }
    return null;
  }

  async close(): Promise<void> {
    await this.#client.endAsync();
  }

  #hear(topic: string, bytes: Uint8Array): void {
    const parsed = parseTopic(topic);
    if (parsed === null || parsed.type === 'STATE' || parsed.type === 'NCMD' || parsed.type === 'DCMD') return;
    const payload = decodePayload(bytes);
    if (parsed.type === 'NBIRTH' || parsed.type === 'DBIRTH') {
      for (const metric of payload.metrics) this.#declared.set(keyOf(parsed.device, metric.name ?? ''), metric);
    }
    this.heard.push({ type: parsed.type, device: parsed.device, payload });
  }

  async #send(topic: string, metrics: readonly Metric[], timestamp = Date.now()): Promise<void> {
    const typeOf = ({ alias }: Metric) => {
      const declared = [...this.#declared.values()].find((metric) => metric.alias === alias && alias !== undefined);
      return dataTypeOf(declared?.datatype);
    };
    await this.#client.publishAsync(topic, Buffer.from(encodePayload({ timestamp, metrics }, typeOf)), { qos: 0 });
  }
}

function keyOf(device: string | null, name: string): string {
  return JSON.stringify([device, name]);
}
