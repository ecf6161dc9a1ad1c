/**
 * Every role against everything that it may be refused, on the real broker. What is expected is written down here once
 * more, in other words than the broker's own table: as who may, topic by topic.
 */
import { type Heard, RawClient } from './raw-client.ts';
import { ROLES, type Role } from '../../../../firmware-bridge/mqtt/access/rights.ts';
import { credentialsOf, type ProvingBridge, userOf } from './proving-bridge.ts';

const ALL = ROLES;
const NOBODY: readonly Role[] = [];
const READERS: readonly Role[] = ['automation', 'display', 'fleet', 'staff'];
const DESKS: readonly Role[] = ['automation', 'fleet', 'staff'];
const HOME: readonly Role[] = ['automation', 'staff'];

interface TopicRights {
  readonly topic: string;
  readonly publish: readonly Role[];
  /** Who may have it kept, and leave it as a will. */
  readonly keep: readonly Role[];
  readonly hear: readonly Role[];
  /** Who can say it, so that hearing it can be tried: a user, or the bay on its private socket; null: nobody can. */
  readonly speaker: 'bay' | Role | null;
}

const row = (
  topic: string,
  speaker: TopicRights['speaker'],
  rights: Omit<TopicRights, 'topic' | 'speaker'>,
): TopicRights => ({
  ...{ topic, speaker },
  ...rights,
});

/** `controller-1` is the controller that tries; `controller-2` is another one. */
const TOPICS: readonly TopicRights[] = [
  row('swingbay/bay-7/availability', 'bay', { publish: NOBODY, keep: NOBODY, hear: ALL }),
  row('swingbay/bay-7/state', 'bay', { publish: NOBODY, keep: NOBODY, hear: READERS }),
  row('swingbay/bay-7/event/swing', 'bay', { publish: NOBODY, keep: NOBODY, hear: READERS }),
  row('swingbay/bay-7/ack/matrix', 'bay', { publish: NOBODY, keep: NOBODY, hear: DESKS }),
  row('swingbay/bay-7/command', 'staff', { publish: DESKS, keep: NOBODY, hear: ['staff'] }),
  row('swingbay/bay-7/command/matrix', 'staff', { publish: DESKS, keep: NOBODY, hear: ['staff'] }),
  row('swingbay/bay-7/device/controller-1/event', 'controller', {
    ...{ publish: ['controller'], keep: NOBODY, hear: ['controller', 'staff'] },
  }),
  row('swingbay/bay-7/device/controller-1/status', 'controller', {
    ...{ publish: ['controller'], keep: ['controller'], hear: ['controller', ...DESKS] },
  }),
  row('swingbay/bay-7/device/controller-2/event', null, { publish: NOBODY, keep: NOBODY, hear: ['staff'] }),
  row('swingbay/bay-7/device/controller-2/status', null, { publish: NOBODY, keep: NOBODY, hear: DESKS }),
  row('swingbay/bay-7/anything/else', null, { publish: NOBODY, keep: NOBODY, hear: ['staff'] }),
  row('swingbay/bay-8/state', null, { publish: NOBODY, keep: NOBODY, hear: NOBODY }),
  row('swingbay/bay-8/command/matrix', null, { publish: NOBODY, keep: NOBODY, hear: NOBODY }),
  row('homeassistant/status', 'automation', { publish: ['automation'], keep: ['automation'], hear: HOME }),
  row('homeassistant/device/matrix/config', 'bay', { publish: NOBODY, keep: NOBODY, hear: HOME }),
  row('$SYS/broker/clients', null, { publish: NOBODY, keep: NOBODY, hear: NOBODY }),
  row('$share/group/swingbay/bay-7/state', null, { publish: NOBODY, keep: NOBODY, hear: NOBODY }),
  row('somewhere/else', null, { publish: NOBODY, keep: NOBODY, hear: NOBODY }),
];

/** Filters that overlap with what a role may hear, are wider, or reach for `$` topics. */
const FILTERS: readonly { readonly filter: string; readonly may: readonly Role[] }[] = [
  { filter: '#', may: NOBODY },
  { filter: '+/#', may: NOBODY },
  { filter: 'swingbay/#', may: NOBODY },
  { filter: 'swingbay/+/state', may: NOBODY },
  { filter: '+/bay-7/state', may: NOBODY },
  { filter: 'swingbay/bay-7/#', may: ['staff'] },
  { filter: 'swingbay/bay-7/+', may: ['staff'] },
  { filter: 'swingbay/bay-7/event/+', may: READERS },
  { filter: 'swingbay/bay-7/event/#', may: ['staff'] },
  { filter: 'swingbay/bay-7/ack/+', may: DESKS },
  { filter: 'swingbay/bay-7/command/+', may: ['staff'] },
  { filter: 'swingbay/bay-7/device/#', may: ['staff'] },
  { filter: 'swingbay/bay-7/device/+/status', may: DESKS },
  { filter: 'swingbay/bay-7/device/+/event', may: ['staff'] },
  { filter: 'swingbay/bay-7/device/controller-1/#', may: ['controller', 'staff'] },
  { filter: 'swingbay/bay-7/device/controller-2/#', may: ['staff'] },
  { filter: 'homeassistant/#', may: HOME },
  { filter: '$SYS/#', may: NOBODY },
  { filter: '$SYS/+/new/clients', may: NOBODY },
  { filter: '$share/group/swingbay/bay-7/state', may: NOBODY },
  { filter: '+/+/+', may: NOBODY },
];

export interface MatrixResult {
  readonly cells: number;
  /** What was allowed against the rights, or refused against them: each is a sentence. */
  readonly wrong: readonly string[];
}

const SENTINEL = 'swingbay/bay-7/availability';
const EVENT = JSON.stringify({ id: 'matrix', type: 'ball-gone' });
const DENIED = 0x05;
const ID_REJECTED = 0x02;
const REFUSED = 0x80;

export async function tryRightsMatrix(proving: ProvingBridge): Promise<MatrixResult> {
  const matrix = new Matrix(proving);
  for (const role of ROLES) {
    for (const rights of TOPICS) await matrix.tryPublishing(role, rights);
  }
  await matrix.tryHearing();
  for (const role of ROLES) {
    await matrix.tryStoredSession(role);
    for (const other of ROLES) await matrix.tryTakeover(role, other);
  }
  return matrix;
}

class Matrix implements MatrixResult {
  cells = 0;
  readonly wrong: string[] = [];
  readonly #proving: ProvingBridge;

  constructor(proving: ProvingBridge) {
    this.#proving = proving;
  }

  /** Plainly, to be kept, and as a will. A refused message must not be acknowledged, told, or kept. */
  async tryPublishing(role: Role, { topic, publish, keep }: TopicRights): Promise<void> {
    const name = userOf(role);
    const plain = await this.#proving.client(name);
    const isTaken = await plain.publish(topic, payloadFor(topic));
    this.#judge(isTaken, publish.includes(role), `${role} publishes ${topic}`);
    if (isTaken) await plain.disconnect();

    const keeping = await this.#proving.client(name);
    const isKept = await keeping.publish(topic, payloadFor(topic), { retain: true });
    this.#judge(isKept, keep.includes(role), `${role} has ${topic} kept`);
    if (isKept) await keeping.publish(topic, '', { retain: true });
    await keeping.disconnect();

    for (const retain of [false, true]) {
      const dying = await this.#connectWith(name, { topic, payload: Buffer.from('gone'), qos: 1, retain });
      this.#judge(dying.code === 0, keep.includes(role), `${role} leaves ${topic} as a will${retain ? ', kept' : ''}`);
      if (dying.code !== 0 && dying.code !== DENIED) this.wrong.push(`${role}'s will was refused with ${dying.code}`);
      await dying.client.disconnect();
    }
  }

  /** All roles listen to all topics and filters at once, while everything is said that can be said, kept or not. */
  async tryHearing(): Promise<void> {
    const bay = await RawClient.open({ path: this.#proving.privateSocket });
    await bay.connect({ clientId: 'matrix-bay' });
    const speakers = new Map<string, RawClient>([['bay', bay]]);
    for (const role of ['staff', 'automation', 'controller'] as const) {
      speakers.set(role, await this.#proving.client(userOf(role)));
    }
    await bay.publish('homeassistant/device/matrix/config', '{}', { retain: true });
    const asked = [
      ...FILTERS.map(({ filter, may }) => ({ filter, may })),
      ...TOPICS.map(({ topic, hear }) => ({ filter: topic, may: hear })),
    ];
    for (const role of ROLES) {
      for (const { filter, may } of asked) {
        // A device is its name, so the speaking controller makes way for the listening one.
        const listener = await this.#proving.client(role === 'controller' ? userOf(role) : userOf(role, 2));
        if (role === 'controller') speakers.set(role, listener);
        const granted = (await listener.subscribe(filter))?.[0];
        this.#judge(
          granted !== undefined && granted !== REFUSED,
          may.includes(role),
          `${role} subscribes to ${filter}`,
        );
        await listener.subscribe(SENTINEL);
        const marker = `${role} ${filter}`;
        for (const { topic, speaker } of TOPICS) {
          const voice = speaker === null ? undefined : speakers.get(speaker);
          if (voice !== undefined && topic !== SENTINEL) await voice.publish(topic, payloadFor(topic));
        }
        await bay.publish(SENTINEL, marker);
        if (!(await listener.hears(({ payload }) => payload === marker))) this.wrong.push(`${marker}: no sentinel`);
        for (const heard of new Set(listener.heard.map(({ topic }) => topic))) this.#judgeHeard(role, heard, filter);
        await listener.disconnect();
      }
    }
    await bay.publish('homeassistant/device/matrix/config', '', { retain: true });
    await Promise.all([...speakers.values()].map((speaker) => speaker.disconnect()));
  }

  /** Refused filters that came along with granted ones must not fill the session of an absent client. */
  async tryStoredSession(role: Role): Promise<void> {
    const name = userOf(role);
    const before = await this.#connectWith(name, undefined, false);
    await before.client.subscribe(SENTINEL, ...FILTERS.map(({ filter }) => filter));
    await before.client.disconnect();
    const bay = await RawClient.open({ path: this.#proving.privateSocket });
    await bay.connect({ clientId: 'matrix-bay' });
    for (const { topic, speaker } of TOPICS) if (speaker === 'bay') await bay.publish(topic, 'while away');
    const again = await this.#connectWith(name, undefined, false);
    await bay.publish(SENTINEL, 'back');
    await again.client.hears(({ payload }) => payload === 'back');
    const told = again.client.heard.map(({ topic }: Heard) => topic);
    for (const topic of new Set(told)) this.#judgeHeard(role, topic, 'a stored session');
    await again.client.disconnect();
    const last = await this.#connectWith(name);
    await last.client.disconnect();
    await bay.disconnect();
  }

  /** The client id of one who is connected: the same user may take it over, another may not and throws nobody out. */
  async tryTakeover(holderRole: Role, takerRole: Role): Promise<void> {
    const holder = await this.#proving.client(userOf(holderRole), userOf(holderRole));
    const taker = await RawClient.open({ host: '127.0.0.1', port: this.#proving.ports.tcp });
    const code = await taker.connect({ clientId: userOf(holderRole), ...credentialsOf(userOf(takerRole, 2)) });
    this.#judge(code === 0, false, `another ${takerRole} takes the client id of a ${holderRole}`);
    if (code !== ID_REJECTED) this.wrong.push(`a takeover was refused with ${code}`);
    await holder.subscribe(SENTINEL);
    this.#judge(!holder.isClosed, true, `a ${holderRole} stays after a ${takerRole} wanted its client id`);
    await Promise.all([taker.disconnect(), holder.disconnect()]);
    if (holderRole !== takerRole) return;
    const first = await this.#proving.client(userOf(holderRole));
    const second = await this.#proving.client(userOf(holderRole));
    this.#judge(await first.isTurnedAway(), true, `a ${holderRole} takes over its own client id`);
    await second.disconnect();
  }

  async #connectWith(
    name: string,
    will?: { topic: string; payload: Buffer; qos: 1; retain: boolean },
    clean = true,
  ): Promise<{ client: RawClient; code: number | null }> {
    const client = await RawClient.open({ host: '127.0.0.1', port: this.#proving.ports.tcp });
    const code = await client.connect({ clientId: name, clean, ...credentialsOf(name), ...(will && { will }) });
    return { client, code };
  }

  #judge(isAllowed: boolean, mayBe: boolean, what: string): void {
    this.cells++;
    if (isAllowed !== mayBe) this.wrong.push(`${what}: ${isAllowed ? 'allowed' : 'refused'}`);
  }

  #judgeHeard(role: Role, topic: string, how: string): void {
    this.cells++;
    const rights = TOPICS.find((known) => known.topic === topic);
    // What the bay itself tells meanwhile is of the same kinds.
    const mayHear =
      rights?.hear ?? (topic.startsWith('homeassistant/') ? HOME : topic.includes('/ack/') ? DESKS : READERS);
    if (!mayHear.includes(role)) this.wrong.push(`${role} heard ${topic} through ${how}`);
  }
}

function payloadFor(topic: string): string {
  return topic.endsWith('/event')
    ? EVENT
    : JSON.stringify({ id: 'matrix', command: { type: 'clear-fault', device: 'tee' } });
}
