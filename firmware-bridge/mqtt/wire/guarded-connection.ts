/**
 * Stands between a socket and the broker: passes on whole packets that keep the rules, and nothing else.
 *
 * INVARIANTS
 * - What a packet announces is never buffered before it is known to be allowed.
 * - Between CONNECT and the answer to it nothing is read: a stranger's bytes stay in the kernel.
 * - A client that sends too fast is read more slowly; nothing that it sent is dropped.
 * - Writing never waits: a reader that does not keep up is disconnected, so that it cannot hold up the others.
 */
import { Duplex } from 'node:stream';
import type { BrokerLimits } from '../mqtt.config.ts';
import type { Refuse, RefusalCode } from '../refusals.ts';
import { PacketAssembler } from './packet-assembler.ts';
import { PACKET_TYPE, packetFault, packetType } from './packet-rules.ts';

export interface Peer {
  /** Of the network, or `private` for the appliance itself. */
  readonly address: string;
  /** The common name of a client certificate that was verified; null without one. */
  readonly certificateName: string | null;
  /** On the broker's private socket, which only the appliance's user can reach. */
  readonly isPrivate: boolean;
}

type Stage = 'before-connect' | 'before-login' | 'logged-in' | 'closed';

/** How long the peer may take to read why it is turned away. */
const LAST_WORD_MS = 1_000;
/** How long a client may save up what it may send. */
const BURST_S = 2;
const MS_PER_S = 1_000;
const CONNACK = [0x20, 2, 0] as const;

export class GuardedConnection extends Duplex {
  readonly peer: Peer;
  readonly #socket: Duplex;
  readonly #limits: BrokerLimits;
  readonly #refuse: Refuse;
  readonly #assembler: PacketAssembler;
  #stage: Stage = 'before-connect';
  #isWanted = false;
  #tokens: number;
  #refilledAtMs = performance.now();
  #isThrottled = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Duplex, peer: Peer, { limits, refuse }: { limits: BrokerLimits; refuse: Refuse }) {
    super({ writableHighWaterMark: limits.unsentBytes + limits.packetBytes, autoDestroy: true });
    this.peer = peer;
    this.#socket = socket;
    this.#limits = limits;
    this.#refuse = refuse;
    this.#assembler = new PacketAssembler(limits.packetBytesBeforeLogin);
    this.#tokens = limits.messagesPerSecond * BURST_S;
    this.#timer = setTimeout(() => this.turnAway('mqtt/connect-timeout'), limits.connectMs);
    socket.on('data', (chunk: Buffer) => {
      this.#assembler.append(chunk);
      this.#pump();
    });
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    // The broker learns of the end of the connection by its closing; why a network failed is of no use to it.
    socket.on('error', () => this.destroy());
  }

  /** The client was told that it is welcome: larger packets may come, and what it sent meanwhile is read. */
  admit(): void {
    if (this.#stage !== 'before-login') return;
    this.#stage = 'logged-in';
    this.#assembler.bytesMax = this.#limits.packetBytes;
    setImmediate(() => this.#pump());
  }

  /** Closes the connection, after a CONNACK where the client still waits for one. Idempotent. */
  turnAway(code: RefusalCode, more: { clause?: string; connack?: number | null } = {}): void {
    if (this.#stage === 'closed') return;
    this.#stage = 'closed';
    this.#refuse(code, { address: this.peer.address, ...(more.clause === undefined ? {} : { clause: more.clause }) });
    if (more.connack == null) {
      this.destroy();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.destroy(), LAST_WORD_MS);
    this.#socket.end(Buffer.from([...CONNACK, more.connack]), () => this.destroy());
  }

  override _read(): void {
    this.#isWanted = true;
    this.#pump();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#stage = 'closed';
    clearTimeout(this.#timer);
    this.#socket.destroy();
    done(error);
  }

  #send(bytes: Buffer, done: () => void): void {
    this.#socket.write(bytes);
    done();
    if (this.#socket.writableLength > this.#limits.unsentBytes) this.turnAway('mqtt/slow-reader');
  }

  #pump(): void {
    while (this.#isWanted && (this.#stage === 'before-connect' || this.#stage === 'logged-in')) {
      if (!this.#mayTakeOne()) break;
      const packet = this.#assembler.next();
      if (packet === null) {
        this.#socket.resume();
        return;
      }
      if (typeof packet === 'string')
        return this.turnAway(packet === 'too-large' ? 'mqtt/packet-too-large' : 'mqtt/malformed');
      this.#pass(packet);
    }
    this.#socket.pause();
  }

  #pass(packet: Buffer): void {
    const isConnect = packetType(packet) === PACKET_TYPE.connect;
    // The first packet is a CONNECT, and no other is.
    if (isConnect !== (this.#stage === 'before-connect')) {
      return this.turnAway('mqtt/malformed', { clause: isConnect ? 'MQTT-3.1.0-2' : 'MQTT-3.1.0-1' });
    }
    const fault = packetFault(packet, this.#limits.subscriptionsPerClient);
    if (fault !== null) return this.turnAway(fault.code, fault);
    if (isConnect) {
      clearTimeout(this.#timer);
      this.#stage = 'before-login';
    }
    this.#tokens--;
    this.#isWanted = this.push(packet);
  }

  /** A bucket of tokens; when it is empty the socket rests until there is one again. */
  #mayTakeOne(): boolean {
    if (this.peer.isPrivate) return true;
    const nowMs = performance.now();
    const perMs = this.#limits.messagesPerSecond / MS_PER_S;
    const most = this.#limits.messagesPerSecond * BURST_S;
    this.#tokens = Math.min(most, this.#tokens + (nowMs - this.#refilledAtMs) * perMs);
    this.#refilledAtMs = nowMs;
    if (this.#tokens >= 1) return true;
    if (!this.#isThrottled) {
      this.#isThrottled = true;
      this.#refuse('mqtt/throttled', { address: this.peer.address });
      this.#timer = setTimeout(
        () => {
          this.#isThrottled = false;
          this.#pump();
        },
        Math.ceil((1 - this.#tokens) / perMs),
      );
    }
    return false;
  }
}
