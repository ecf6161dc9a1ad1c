/**
 * One connection of a launch monitor: bytes in, messages out, replies back. It decides nothing about shots.
 *
 * INVARIANTS
 * - It holds at most one unfinished message and {@link UNREAD_BYTES_MAX} of replies; a peer that does not read its
 *   replies is cut off.
 * - Beyond its allowance messages are dropped and counted; a peer that keeps on, or sends nothing but what cannot be
 *   read, is cut off.
 */
import type { Socket } from 'node:net';
import type { Clock } from '../../device/clock/clock.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import { MessageAllowance } from './message-allowance.ts';
import { MessageSplitter, type Piece } from './message-splitter.ts';
import { type OpenConnectMessage, readOpenConnect } from './open-connect-message.ts';
import { refusedReply } from './open-connect-reply.ts';

const PER_SECOND = 20;
const BURST = 40;
const DROPPED_MAX = 200;
const UNREADABLE_IN_A_ROW_MAX = 32;
const UNREAD_BYTES_MAX = 64 * 1024;
const KEEP_ALIVE_MS = 30_000;
/** A sentence without an end is taken for whole when nothing follows for so long. */
const TEXT_ENDS_AFTER_MS = 250;

export interface OpenConnectSessionParts {
  readonly socket: Socket;
  /** Unique among all connections of this run of the daemon. */
  readonly id: string;
  readonly clock: Clock;
  readonly counters: Counters;
  /** `text` is the message as it came. */
  readonly onMessage: (message: OpenConnectMessage, text: string) => void;
  readonly onEnded: (reason: string) => void;
}

export class OpenConnectSession {
  readonly #parts: OpenConnectSessionParts;
  readonly #splitter = new MessageSplitter();
  readonly #allowance: MessageAllowance;
  #flush: NodeJS.Timeout | undefined;
  #dropped = 0;
  #unreadable = 0;
  #endReason = 'the launch monitor closed the connection';

  constructor(parts: OpenConnectSessionParts) {
    this.#parts = parts;
    const { socket, clock } = parts;
    this.#allowance = new MessageAllowance({ perSecond: PER_SECOND, burst: BURST }, clock.monotonicNs());
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => {
      this.#endReason = error.message;
    });
    socket.on('close', () => {
      clearTimeout(this.#flush);
      parts.onEnded(this.#endReason);
    });
  }

  get id(): string {
    return this.#parts.id;
  }

  /** The other end, without its port. */
  get address(): string {
    return this.#parts.socket.remoteAddress?.replace(/^::ffff:/, '') ?? 'an address that is gone';
  }

  send(text: string): void {
    const { socket, counters } = this.#parts;
    if (!socket.writable) return;
    socket.write(text);
    if (socket.writableLength <= UNREAD_BYTES_MAX) return;
    counters.count('launch_monitor_cut_off', { why: 'does-not-read' });
    this.end('it does not read its replies');
  }

  end(reason: string): void {
    this.#endReason = reason;
    this.#parts.socket.destroy();
  }

  #read(chunk: Uint8Array): void {
    clearTimeout(this.#flush);
    for (const piece of this.#splitter.push(chunk)) this.#take(piece);
    this.#flush = setTimeout(() => {
      for (const piece of this.#splitter.flush()) this.#take(piece);
    }, TEXT_ENDS_AFTER_MS);
  }

  #take(piece: Piece): void {
    const { socket, clock, counters, onMessage } = this.#parts;
    if (socket.destroyed) return;
    if (!this.#allowance.take(clock.monotonicNs())) {
      counters.count('launch_monitor_messages_dropped');
      this.#dropped++;
      if (this.#dropped > DROPPED_MAX) this.end(`it sends more than ${PER_SECOND} messages a second`);
      return;
    }
    if (piece.kind === 'json') {
      this.#unreadable = 0;
      onMessage(readOpenConnect(piece.value), piece.text);
      return;
    }
    counters.count('launch_monitor_messages_unreadable', { kind: piece.kind });
    this.#unreadable++;
    if (this.#unreadable > UNREADABLE_IN_A_ROW_MAX) {
      this.end('it sends nothing that can be read');
      return;
    }
    this.send(refusedReply(unreadable(piece)));
  }
}

function unreadable(piece: Exclude<Piece, { kind: 'json' }>): string {
  if (piece.kind === 'text') return 'The message is no JSON object.';
  return piece.reason === 'too-long' ? 'The message is too long.' : 'The message is no whole JSON object.';
}
