/**
 * Packets that were right once: flipped, cut, doubled and spliced, sent by many clients while a witness listens. The
 * same seed gives the same packets.
 */
import { connect as connectTcp } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'mqtt';
import mqttPacket, { type Packet } from 'mqtt-packet';
import { credentialsOf, PROVING_PASSWORD, type ProvingBridge, userOf } from './proving-bridge.ts';

/** As an attacker on the network would: some log in first, some do not get so far. */
const PACKETS_PER_CONNECTION = 30;
const AT_ONCE = 8;
const LOGGED_IN_OF = 3;
const ANSWER_MS_MAX = 2_000;
const TOLD_EVERY_MS = 5;
const LATE_MS_MAX = 10_000;
const SEED = 20_261_126;

export interface MutationResult {
  readonly packets: number;
  readonly connections: number;
  /** What the bay told the witness, and what the witness heard. */
  readonly told: number;
  readonly heard: number;
  readonly brokerRestarts: number;
}

export async function attackWithMutations(proving: ProvingBridge, packets: number): Promise<MutationResult> {
  const pid = proving.bridge.brokerPid;
  const witness = connect(`mqtt://127.0.0.1:${proving.ports.tcp}`, {
    ...{ clientId: 'witness', username: userOf('staff', 2), password: PROVING_PASSWORD, reconnectPeriod: 0 },
  });
  await new Promise<void>((resolve, reject) => {
    witness.once('connect', () => resolve());
    witness.once('error', reject);
  });
  const heard = new Set<string>();
  witness.on('message', (_, payload) => heard.add((JSON.parse(payload.toString()) as { id: string }).id));
  await witness.subscribeAsync('swingbay/bay-7/event/swing', { qos: 1 });

  const told: string[] = [];
  const telling = setInterval(() => {
    told.push(proving.bay.occur({ type: 'swing', swing: `s${told.length}`, kind: 'shot' }).id);
  }, TOLD_EVERY_MS);

  const dice = new Dice(SEED);
  const connections = Math.ceil(packets / PACKETS_PER_CONNECTION);
  let begun = 0;
  let sent = 0;
  const attack = async (): Promise<void> => {
    while (begun < connections) {
      const number = begun++;
      const burst = Array.from({ length: PACKETS_PER_CONNECTION }, () => mutate(dice.one(SEEDS), dice));
      sent += burst.length;
      await sendBurst(proving.ports.tcp, burst, number % LOGGED_IN_OF === 0 ? null : `fuzz-${number % AT_ONCE}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, attack));
  clearInterval(telling);

  const deadlineMs = performance.now() + LATE_MS_MAX;
  while (heard.size < told.length && performance.now() < deadlineMs) await delay(50);
  await witness.endAsync(true);
  const isSame = proving.bridge.brokerPid === pid;
  const count = told.filter((id) => heard.has(id)).length;
  return { packets: sent, connections, told: told.length, heard: count, brokerRestarts: isSame ? 0 : 1 };
}

/** Sends all at once behind a login, or without one; ends when the broker closes or has read it. */
async function sendBurst(port: number, burst: readonly Buffer[], clientId: string | null): Promise<void> {
  const socket = connectTcp({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const timer = setTimeout(() => socket.destroy(), ANSWER_MS_MAX);
  socket.once('connect', () => {
    if (clientId !== null) socket.write(mqttPacket.generate(connectOf(clientId)));
    else socket.end(Buffer.concat(burst));
  });
  // Whatever the broker says first is the answer to the login; what follows is heard and forgotten.
  socket.once('data', () => socket.end(Buffer.concat(burst)));
  await ended;
  clearTimeout(timer);
}

function connectOf(clientId: string): Packet {
  const plain = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 30 } as const;
  return { ...plain, clientId, ...credentialsOf(userOf('staff', 1)) };
}

const COMMAND = JSON.stringify({ id: 'fuzz', command: { type: 'light-level', device: 'light', level: 0.3 } });
const FILTERS = ['swingbay/bay-7/state', 'swingbay/bay-7/#', '#', '$SYS/#'].map((topic) => ({
  topic,
  qos: 1 as const,
}));

const SEEDS: readonly Buffer[] = (
  [
    connectOf('fuzz-seed'),
    {
      cmd: 'publish',
      topic: 'swingbay/bay-7/command',
      payload: COMMAND,
      qos: 1,
      messageId: 7,
      retain: false,
      dup: false,
    },
    {
      cmd: 'publish',
      topic: 'swingbay/bay-7/command',
      payload: COMMAND,
      qos: 2,
      messageId: 8,
      retain: false,
      dup: false,
    },
    { cmd: 'publish', topic: 'swingbay/bay-7/command/a', payload: COMMAND, qos: 0, retain: false, dup: false },
    { cmd: 'publish', topic: 'swingbay/bay-7/state', payload: '{}', qos: 1, messageId: 9, retain: true, dup: false },
    { cmd: 'subscribe', messageId: 10, subscriptions: FILTERS },
    { cmd: 'unsubscribe', messageId: 11, unsubscriptions: ['swingbay/bay-7/state'] },
    { cmd: 'puback', messageId: 12 },
    { cmd: 'pubrec', messageId: 13 },
    { cmd: 'pubrel', messageId: 8 },
    { cmd: 'pubcomp', messageId: 14 },
    { cmd: 'pingreq' },
    { cmd: 'disconnect' },
  ] satisfies Packet[]
).map((packet) => mqttPacket.generate(packet));

function mutate(packet: Buffer, dice: Dice): Buffer {
  let mutant = Buffer.from(packet);
  for (let change = 0; change < 1 + dice.below(3); change++) {
    const at = dice.below(Math.max(1, mutant.length));
    switch (dice.below(6)) {
      case 0:
        if (mutant.length > 0) mutant[at] = (mutant[at] ?? 0) ^ (1 << dice.below(8));
        break;
      case 1:
        mutant = Buffer.concat([mutant.subarray(0, at), Buffer.from([dice.below(256)]), mutant.subarray(at)]);
        break;
      case 2:
        mutant = Buffer.concat([mutant.subarray(0, at), mutant.subarray(at + 1)]);
        break;
      case 3:
        mutant = mutant.subarray(0, at);
        break;
      case 4:
        mutant = Buffer.concat([mutant, mutant.subarray(at)]);
        break;
      default: {
        const other = dice.one(SEEDS);
        mutant = Buffer.concat([mutant.subarray(0, at), other.subarray(dice.below(other.length))]);
      }
    }
  }
  return mutant;
}

/** Mulberry32: small, and the same everywhere. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(most: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  }

  one<T>(all: readonly [T, ...T[]] | readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}
