/**
 * Cuts a stream of bytes into MQTT packets without ever holding more than one packet of the allowed size: what
 * announces more is refused at its header. Pure but for its own buffer.
 *
 *      byte 1          bytes 2–5                       remaining length bytes
 *     ┌──────┬───────┬───────────────────────────────┬─────────────────────────┐
 *     │ type │ flags │ remaining length, 7 bits each │ variable header, payload│
 *     └──────┴───────┴───────────────────────────────┴─────────────────────────┘
 */

const HEADER_BYTES_MAX = 5;
const CONTINUES = 0x80;
const LENGTH_BITS = 0x7f;
const BITS_PER_BYTE = 7;

export type Assembled = Buffer | 'too-large' | 'malformed' | null;

export class PacketAssembler {
  /** Of a whole packet, header included; may change between packets. */
  bytesMax: number;
  readonly #header = Buffer.alloc(HEADER_BYTES_MAX);
  #headerBytes = 0;
  #packet: Buffer | null = null;
  #filled = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** To be called when `next` has answered null, or what is not taken piles up. */
  append(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
  }

  /** The next whole packet; null until there is one. After a refusal the stream has no meaning any more. */
  next(): Assembled {
    while (this.#packet === null) {
      const [byte] = this.#rest;
      if (byte === undefined) return null;
      this.#rest = this.#rest.subarray(1);
      this.#header[this.#headerBytes++] = byte;
      if (this.#headerBytes === 1 || (byte & CONTINUES) !== 0) {
        if (this.#headerBytes === HEADER_BYTES_MAX) return 'malformed';
        continue;
      }
      const bytes = this.#headerBytes + this.#remainingLength();
      if (bytes > this.bytesMax) return 'too-large';
      this.#packet = Buffer.allocUnsafe(bytes);
      this.#filled = this.#header.copy(this.#packet, 0, 0, this.#headerBytes);
    }
    const copied = this.#rest.copy(this.#packet, this.#filled);
    this.#rest = this.#rest.subarray(copied);
    this.#filled += copied;
    if (this.#filled < this.#packet.length) return null;
    const packet = this.#packet;
    this.#packet = null;
    this.#headerBytes = 0;
    return packet;
  }

  #remainingLength(): number {
    let length = 0;
    for (let at = this.#headerBytes - 1; at >= 1; at--) {
      length = (length << BITS_PER_BYTE) | ((this.#header[at] ?? 0) & LENGTH_BITS);
    }
    return length;
  }
}
