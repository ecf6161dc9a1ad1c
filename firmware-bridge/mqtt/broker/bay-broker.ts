/**
 * The broker itself: aedes, with every decision taken from the table of rights, and facts stored before they are
 * acknowledged. It runs in a process of its own and knows neither bay nor database.
 *
 * INVARIANTS
 * - A message whose topic carries a fact is acknowledged only after `storeFact` has resolved.
 * - Of one client, messages are acknowledged and passed on in the order in which they came, also where a fact waits.
 * - No subscription is granted more than QoS 1, and nobody hears a message with more than was granted.
 * - A client id is one user's while it is connected or has a session: another who asks for it is refused.
 */
import type { Duplex } from 'node:stream';
import {
  Aedes,
  type AedesPublishPacket,
  type AuthenticateError,
  type Client,
  type PublishPacket,
  type Subscription,
} from 'aedes';
import { type Authenticator, CONNACK, type Refusal } from '../access/authenticator.ts';
import { type Identity, mayHear, mayPublish, maySubscribe, type Party, type Places } from '../access/rights.ts';
import type { BrokerLimits } from '../mqtt.config.ts';
import type { RefusalCode, Refuse } from '../refusals.ts';
import { matches } from '../topic-filter.ts';
import { readFactTopic } from '../topics.ts';
import { GuardedConnection, type Peer } from '../wire/guarded-connection.ts';
import { boundedPersistence } from './bounded-persistence.ts';
import { ClientNames } from './client-names.ts';

/** What a client told us of which nothing may be lost. */
export interface Fact {
  readonly user: string;
  readonly party: Party;
  readonly topic: string;
  readonly payload: Buffer;
}

export interface BayBrokerOptions {
  readonly places: Places;
  readonly limits: BrokerLimits;
  readonly authenticator: Authenticator;
  readonly refuse: Refuse;
  /** Resolves when the fact is stored for good; rejects where it is not, and then it is not acknowledged. */
  readonly storeFact: (fact: Fact) => Promise<void>;
}

export interface BayBroker {
  /** Takes over a socket, whoever is behind it. */
  accept(socket: Duplex, peer: Peer): void;
  readonly clients: number;
  close(): Promise<void>;
}

const QOS_GRANTED_MAX = 1;
/** Of facts; whole pictures are no facts. */
const FACT_BYTES_MAX = 8 * 1024;
/** Guards against a reader that is connected and frozen; the connection's own bound usually comes first. */
const DRAIN_MS = 5_000;
/** Of packets that came before the broker had answered CONNECT; the guard lets none through. */
const QUEUE_MAX = 4;

/** Beyond it aedes could not match a topic; the limit of the configuration is lower and answered more kindly. */
const TOPIC_LEVELS_MAX = 100;
/** What aedes itself closes a connection for, by the words of its errors, since they have no codes. */
const OWN_LIMITS: readonly { words: string; code: RefusalCode }[] = [
  { words: 'maxInflightInbound', code: 'mqtt/too-many-inflight' },
  { words: 'too many levels', code: 'mqtt/topic-too-long' },
  { words: 'drain timeout', code: 'mqtt/slow-reader' },
  { words: 'keep alive timeout', code: 'mqtt/silent' },
];

/** What is known of a client from its CONNECT on. */
interface Known {
  readonly identity: Identity;
  readonly granted: Map<string, number>;
  readonly will: object | null;
  /** Ends when every earlier message of this client has been decided on. */
  turn: Promise<void>;
}

export async function openBayBroker(options: BayBrokerOptions): Promise<BayBroker> {
  const { limits, refuse } = options;
  const known = new WeakMap<Client, Known>();
  const byClientId = new Map<string, Known>();
  const sessionUsers = new Map<string, string>();
  const decisions = new Decisions(options, known);
  const connected = new Set<string>();

  const answerLogin = async (client: Client, login: Login, done: LoginAnswer): Promise<void> => {
    try {
      const refusal = await decisions.login(client, login, sessionUsers);
      const entry = known.get(client);
      if (refusal === null && entry !== undefined) {
        byClientId.set(client.id, entry);
        client.conn.once('close', () => {
          if (byClientId.get(client.id) === entry) byClientId.delete(client.id);
        });
        done(null, true);
        return;
      }
      const { code, connack } = refusal ?? { code: 'mqtt/unexpected', connack: CONNACK.unavailable };
      refuse(code, { address: peerOf(client).address, client: client.id, user: login.username ?? '' });
      done(Object.assign(new Error(code), { returnCode: connack }), false);
    } catch (error) {
      refuse('mqtt/unexpected', { address: peerOf(client).address, client: client.id });
      done(Object.assign(asError(error), { returnCode: CONNACK.unavailable }), false);
    }
  };

  const aedes = await Aedes.createBroker({
    connectTimeout: limits.connectMs,
    drainTimeout: DRAIN_MS,
    queueLimit: QUEUE_MAX,
    maxInflightInbound: limits.inflightPerClient,
    maxTopicLevels: TOPIC_LEVELS_MAX,
    persistence: boundedPersistence({
      limits,
      refuse,
      isConnected: (clientId) => connected.has(clientId),
      isGranted: (clientId, filter) => byClientId.get(clientId)?.granted.has(filter) ?? false,
    }),
    authenticate: (client, username, password, done) => {
      void answerLogin(client, { username, password }, done);
    },
    authorizePublish: (client, packet, done) => decisions.publish(client, packet, done),
    authorizeSubscribe: (client, subscription, done) => done(null, decisions.subscribe(client, subscription)),
    authorizeForward: (client, packet) => decisions.forward(client, packet),
  });

  aedes.on('connackSent', ({ returnCode }, client) => {
    if (returnCode === 0 && client.conn instanceof GuardedConnection) client.conn.admit();
  });
  aedes.on('client', (client) => connected.add(client.id));
  aedes.on('clientDisconnect', (client) => connected.delete(client.id));
  aedes.on('unsubscribe', (filters, client) => {
    for (const filter of filters) known.get(client)?.granted.delete(filter);
  });
  aedes.on('clientError', (client, error) => {
    const code = OWN_LIMITS.find(({ words }) => error.message.includes(words))?.code;
    // Of any other error the guard or the decision has said why.
    if (code !== undefined) refuse(code, { address: peerOf(client).address, client: client.id });
  });
  aedes.on('connectionError', () => undefined);

  return {
    accept(socket, peer) {
      aedes.handle(new GuardedConnection(socket, peer, { limits, refuse }));
    },
    get clients() {
      return aedes.connectedClients;
    },
    close: () => new Promise((resolve) => aedes.close(resolve)),
  };
}

interface Login {
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
}

type LoginAnswer = (error: AuthenticateError | null, isWelcome: boolean) => void;

/** Says yes or no to each thing that a client asks of the broker. */
class Decisions {
  readonly #options: BayBrokerOptions;
  readonly #known: WeakMap<Client, Known>;
  readonly #names = new ClientNames();

  constructor(options: BayBrokerOptions, known: WeakMap<Client, Known>) {
    this.#options = options;
    this.#known = known;
  }

  async login(client: Client, login: Login, sessionUsers: Map<string, string>): Promise<Refusal | null> {
    const clientId = client.id;
    const credentials = { clientId, peer: peerOf(client), ...login };
    const answer = await this.#options.authenticator.authenticate(credentials);
    if ('refusal' in answer) return answer.refusal;
    const { identity } = answer;
    // Whoever left while the password was looked at holds no name.
    if (client.conn.destroyed) return { code: 'mqtt/connect-timeout', connack: CONNACK.unavailable };
    const will = willOf(client);
    if (will !== null && !this.#mayLeave(identity, will)) {
      return { code: 'mqtt/will-denied', connack: CONNACK.notAuthorized };
    }
    const sessionUser = sessionUsers.get(clientId);
    const isForeign = sessionUser !== undefined && sessionUser !== identity.user;
    if (isForeign || !this.#names.hold(clientId, identity.user)) {
      return { code: 'mqtt/client-id-taken', connack: CONNACK.idRejected };
    }
    client.conn.once('close', () => this.#names.release(clientId));
    if (client.clean) sessionUsers.delete(clientId);
    else keepNewest(sessionUsers, clientId, identity.user, this.#options.limits.sessions);
    this.#known.set(client, { identity, granted: new Map(), will, turn: Promise.resolve() });
    return null;
  }

  /** A refusal is an error to aedes, which closes the connection: MQTT 3.1.1 knows no other way to say no. */
  publish(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const known = client === null ? undefined : this.#known.get(client);
    if (known === undefined) return done(new Error('mqtt/publish-denied'));
    // Begun at once, so that many facts share a commit; answered in the order in which they came.
    const outcome = this.#decide(known, packet).catch(asError);
    known.turn = this.#answer(known, packet.topic, { earlier: known.turn, outcome }, done);
  }

  /** Never rejects: the next message of this client waits for it. */
  async #answer(
    known: Known,
    topic: string,
    { earlier, outcome }: { earlier: Promise<void>; outcome: Promise<RefusalCode | Error | null> },
    done: (error?: Error | null) => void,
  ): Promise<void> {
    await earlier;
    const refusal = await outcome;
    if (refusal !== null) this.#refuse(typeof refusal === 'string' ? refusal : 'mqtt/not-stored', known, topic);
    const problem = typeof refusal === 'string' ? new Error(refusal) : refusal;
    try {
      done(problem);
    } catch {
      this.#refuse('mqtt/unexpected', known, topic);
    }
  }

  /** Null refuses: the client hears 0x80 for that filter. */
  subscribe(client: Client, subscription: Subscription): Subscription | null {
    const known = this.#known.get(client);
    if (known === undefined) return null;
    const { topic } = subscription;
    const refuse = (code: RefusalCode): null => {
      this.#refuse(code, known, topic);
      return null;
    };
    if (this.#isTooLong(topic) || !maySubscribe(known.identity, this.#options.places, topic)) {
      return refuse('mqtt/subscribe-denied');
    }
    const isNew = !known.granted.has(topic);
    if (isNew && known.granted.size >= this.#options.limits.subscriptionsPerClient) {
      return refuse('mqtt/too-many-subscriptions');
    }
    const qos = Math.min(subscription.qos, QOS_GRANTED_MAX) as Subscription['qos'];
    known.granted.set(topic, qos);
    // Aedes answers with the QoS of the object that it handed over.
    return Object.assign(subscription, { qos });
  }

  /** The last look at every message on its way out, retained and queued ones included. */
  forward(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
    const known = this.#known.get(client);
    if (known === undefined) return null;
    if (!mayHear(known.identity, this.#options.places, packet.topic)) {
      this.#refuse('mqtt/forward-denied', known, packet.topic);
      return null;
    }
    // MQTT-3.8.4-6: not more than was granted to any filter that hears it.
    let granted = 0;
    for (const [filter, qos] of known.granted) if (qos > granted && matches(filter, packet.topic)) granted = qos;
    if (packet.qos > granted) packet.qos = granted as AedesPublishPacket['qos'];
    return packet;
  }

  async #decide({ identity, will }: Known, packet: PublishPacket): Promise<RefusalCode | null> {
    const { places, storeFact } = this.#options;
    if (this.#isTooLong(packet.topic)) return 'mqtt/topic-too-long';
    const publication = { topic: packet.topic, isRetained: packet.retain, isWill: packet === will };
    if (!mayPublish(identity, places, publication)) return 'mqtt/publish-denied';
    if (readFactTopic(places.bay, packet.topic) === null) return null;
    const payload = Buffer.from(packet.payload);
    if (payload.length > FACT_BYTES_MAX) return 'mqtt/packet-too-large';
    await storeFact({ user: identity.user, party: identity.party, topic: packet.topic, payload });
    return null;
  }

  #mayLeave(identity: Identity, will: { topic: string; retain: boolean }): boolean {
    const publication = { topic: will.topic, isRetained: will.retain, isWill: true };
    return !this.#isTooLong(will.topic) && mayPublish(identity, this.#options.places, publication);
  }

  #isTooLong(topic: string): boolean {
    const { topicLevels, topicBytes } = this.#options.limits;
    return Buffer.byteLength(topic) > topicBytes || topic.split('/').length > topicLevels;
  }

  #refuse(code: RefusalCode, { identity }: Known, topic: string): void {
    this.#options.refuse(code, { user: identity.user, client: identity.clientId, topic });
  }
}

/** Aedes keeps the will where its types do not show it. */
function willOf(client: Client): { topic: string; retain: boolean } | null {
  return (client as unknown as { _will?: { topic: string; retain: boolean } })._will ?? null;
}

function peerOf(client: Client): Peer {
  if (client.conn instanceof GuardedConnection) return client.conn.peer;
  return { address: 'unknown', certificateName: null, isPrivate: false };
}

function keepNewest(users: Map<string, string>, clientId: string, user: string, most: number): void {
  users.delete(clientId);
  users.set(clientId, user);
  const [oldest] = users.keys();
  if (users.size > most && oldest !== undefined) users.delete(oldest);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
