/**
 * Turns a stream of bytes, however it is cut, into packets. Whatever is no packet is dropped and counted; the next zero
 * is always a fresh start, so a burst of noise costs the frames that it touches and none after them.
 */
import { droppedFrame, looksLikeWelcome } from './dropped-packet.ts';
import { decodePacket, type Packet, type PacketDefect } from './packet.ts';
import { ENCODED_BYTES_MAX, PROTOCOL_VERSION } from './protocol-limits.ts';

export interface FrameReaderCounts {
  /** Packets that were handed on. */
  packets: number;
  /** Frames that were dropped, by reason. `too-long`: more bytes than a frame has before the next zero. */
  readonly dropped: Record<PacketDefect | 'too-long' | 'other-version', number>;
  /** Bytes of dropped frames. */
  bytesDropped: number;
}

interface DroppedFrame {
  readonly reason: keyof FrameReaderCounts['dropped'];
  readonly encoded: Uint8Array;
}

export class FrameReader {
  readonly counts: FrameReaderCounts = {
    packets: 0,
    dropped: { 'bad-stuffing': 0, 'bad-length': 0, 'bad-checksum': 0, 'too-long': 0, 'other-version': 0 },
    bytesDropped: 0,
  };
  /** The newest packet of a version that is not spoken here, for the message to the operator. */
  otherVersion: number | undefined;

  #lastDrop: DroppedFrame | null = null;
  #lastWelcomeDrop: DroppedFrame | null = null;

  readonly #pending = new Uint8Array(ENCODED_BYTES_MAX);
  /** May exceed the buffer: then the frame is too long, and its bytes are only counted. */
  #length = 0;

  /** The packets that this chunk completes, in order. */
  push(chunk: Uint8Array): Packet[] {
    const packets: Packet[] = [];
    for (const byte of chunk) {
      if (byte !== 0) {
        if (this.#length < ENCODED_BYTES_MAX) this.#pending[this.#length] = byte;
        this.#length++;
        continue;
      }
      const packet = this.#endFrame();
      if (packet !== undefined) packets.push(packet);
    }
    return packets;
  }

  /** Which frame was dropped last and why; null before the first. */
  get lastDropped(): string | null {
    return this.#lastDrop === null ? null : droppedFrame(this.#lastDrop.encoded, this.#lastDrop.reason);
  }

  /** The same of the last that looks like a welcome, by which a link begins; null where there was none. */
  get droppedWelcome(): string | null {
    return this.#lastWelcomeDrop === null
      ? null
      : droppedFrame(this.#lastWelcomeDrop.encoded, this.#lastWelcomeDrop.reason);
  }

  forgetDropped(): void {
    this.#lastDrop = null;
    this.#lastWelcomeDrop = null;
  }

  /** Forgets a half-read frame; for a line that was opened anew. */
  reset(): void {
    this.#length = 0;
  }

  #endFrame(): Packet | undefined {
    const length = this.#length;
    this.#length = 0;
    if (length === 0) return undefined;
    if (length > ENCODED_BYTES_MAX) return this.#drop('too-long', length);
    const packet = decodePacket(this.#pending.subarray(0, length));
    if (typeof packet === 'string') return this.#drop(packet, length);
    if (packet.version !== PROTOCOL_VERSION) {
      this.otherVersion = packet.version;
      return this.#drop('other-version', length);
    }
    this.counts.packets++;
    return packet;
  }

  #drop(reason: keyof FrameReaderCounts['dropped'], bytes: number): undefined {
    this.counts.dropped[reason]++;
    this.counts.bytesDropped += bytes;
    this.#lastDrop = { reason, encoded: this.#pending.slice(0, bytes) };
    if (looksLikeWelcome(this.#lastDrop.encoded)) this.#lastWelcomeDrop = this.#lastDrop;
    return undefined;
  }
}
