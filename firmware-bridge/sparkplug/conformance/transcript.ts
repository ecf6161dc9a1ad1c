/**
 * What was seen of an edge node: its packets on the wire, what its broker sent it, what a host heard, and what the bay
 * was made to do. The clauses judge this and nothing else.
 */
import { decodePayload, type Payload } from '../payload.ts';
import { type NodeIdentity, parseTopic, type SparkplugTopic } from '../topics.ts';

interface OnConnection {
  /** Connections count from 0 in the order in which they were opened. */
  readonly connection: number;
}

export interface Published {
  readonly topic: string;
  readonly qos: number;
  readonly retain: boolean;
  readonly bytes: Uint8Array;
}

export type Observation = { readonly atMs: number } & (
  | ({
      readonly kind: 'connect';
      readonly broker: number;
      readonly clean: boolean;
      readonly level: number;
    } & OnConnection & {
        readonly will: Published | null;
      })
  | ({ readonly kind: 'connack' } & OnConnection)
  | ({ readonly kind: 'subscribe'; readonly topic: string; readonly qos: number } & OnConnection)
  | ({ readonly kind: 'published' } & OnConnection & Published)
  | ({ readonly kind: 'disconnect' } & OnConnection)
  | ({ readonly kind: 'closed' } & OnConnection)
  /** From the broker to the node. */
  | ({ readonly kind: 'received' } & OnConnection & Published)
  /** From the broker to the host. */
  | ({ readonly kind: 'heard' } & Published)
  /** What the bay was made to do; `changed` is a value that a host must be told from now on. */
  | { readonly kind: 'changed'; readonly device: string | null; readonly metric: string; readonly value: unknown }
  /** Which devices are there from now on. */
  | { readonly kind: 'devices'; readonly present: readonly string[] }
  | { readonly kind: 'device-lost'; readonly device: string }
  /** From here to the next `busy` nothing changes in the bay. */
  | { readonly kind: 'quiet' }
  | { readonly kind: 'busy' }
);

/** An observation before it has its time; distributes over the kinds. */
export type Seen = Observation extends infer Each ? (Each extends Observation ? Omit<Each, 'atMs'> : never) : never;

export interface TranscriptContext extends NodeIdentity {
  readonly name: string;
  readonly primaryHost: string | null;
  readonly brokers: number;
  /** Whether the first connection is the first of the node’s life. */
  readonly isFirstLife: boolean;
}

export interface Message extends Published {
  /** Place in the transcript. */
  readonly at: number;
  readonly atMs: number;
  readonly parsed: SparkplugTopic | null;
  /** Null where the bytes are no payload. */
  readonly payload: Payload | null;
}

/** One MQTT connection of the node. */
export interface Session {
  readonly connect: Extract<Observation, { kind: 'connect' }> & { readonly at: number };
  readonly will: Message | null;
  readonly connackAt: number | null;
  readonly subscriptions: readonly { readonly at: number; readonly topic: string; readonly qos: number }[];
  readonly messages: readonly Message[];
  readonly received: readonly Message[];
  readonly disconnectAt: number | null;
  readonly closedAt: number | null;
}

export interface Transcript {
  readonly context: TranscriptContext;
  readonly observations: readonly Observation[];
  readonly sessions: readonly Session[];
  readonly heard: readonly Message[];
}

export function readTranscript(context: TranscriptContext, observations: readonly Observation[]): Transcript {
  const placed = observations.map((observation, at) => ({ ...observation, at }));
  const connects = placed.flatMap((entry) => (entry.kind === 'connect' ? [entry] : []));
  return {
    context,
    observations,
    heard: placed.flatMap((entry) => (entry.kind === 'heard' ? [message(entry)] : [])),
    sessions: connects.map((connect) => {
      const own = placed.filter((entry) => 'connection' in entry && entry.connection === connect.connection);
      const atOf = (kind: Observation['kind']): number | null => own.find((entry) => entry.kind === kind)?.at ?? null;
      return {
        connect,
        will: connect.will === null ? null : message({ ...connect.will, at: connect.at, atMs: connect.atMs }),
        connackAt: atOf('connack'),
        disconnectAt: atOf('disconnect'),
        closedAt: atOf('closed'),
        subscriptions: own.flatMap((entry) => (entry.kind === 'subscribe' ? [entry] : [])),
        messages: own.flatMap((entry) => (entry.kind === 'published' ? [message(entry)] : [])),
        received: own.flatMap((entry) => (entry.kind === 'received' ? [message(entry)] : [])),
      };
    }),
  };
}

function message({ at, atMs, topic, qos, retain, bytes }: Published & { at: number; atMs: number }): Message {
  const parsed = parseTopic(topic);
  return { at, atMs, topic, qos, retain, bytes, parsed, payload: parsed?.type === 'STATE' ? null : payloadOf(bytes) };
}

function payloadOf(bytes: Uint8Array): Payload | null {
  try {
    return decodePayload(bytes);
  } catch {
    return null;
  }
}
