/** Little-endian numbers, one after another, with the protocol's bounds kept on the way out. */
import { PAYLOAD_BYTES_MAX } from './protocol-limits.ts';

type Width = 1 | 2 | 4;

export class PayloadWriter {
  readonly #bytes = new Uint8Array(PAYLOAD_BYTES_MAX);
  readonly #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** Throws a RangeError where the number has no place: a command's limits are checked by the driver before this. */
  number(value: number, width: Width): this {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * width)) {
      throw new RangeError(`${value} is no unsigned number of ${width} bytes.`);
    }
    const at = this.#claim(width);
    if (width === 1) this.#view.setUint8(at, value);
    else if (width === 2) this.#view.setUint16(at, value, true);
    else this.#view.setUint32(at, value, true);
    return this;
  }

  microseconds(value: number): this {
    this.#view.setBigUint64(this.#claim(8), BigInt(value), true);
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.#bytes.set(bytes, this.#claim(bytes.length));
    return this;
  }

  end(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  #claim(length: number): number {
    const at = this.#at;
    if (at + length > PAYLOAD_BYTES_MAX) throw new RangeError(`A payload has at most ${PAYLOAD_BYTES_MAX} bytes.`);
    this.#at += length;
    return at;
  }
}

/** Reading never throws: once something is missing or wrong, `flaw` says what, and zeros come from then on. */
export class PayloadReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  /** What was wrong first; null while nothing was. */
  flaw: string | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  get isBroken(): boolean {
    return this.flaw !== null;
  }

  /** What was read last is not what it must be. */
  break(why: string): void {
    this.flaw ??= `${why} (before byte ${this.#at})`;
  }

  number(width: Width): number {
    const at = this.#claim(width);
    if (at === undefined) return 0;
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true);
  }

  microseconds(): number {
    const at = this.#claim(8);
    const value = at === undefined ? 0 : Number(this.#view.getBigUint64(at, true));
    if (!Number.isSafeInteger(value)) this.break('a time is not below 2⁵³');
    return value;
  }

  bytes(length: number): Uint8Array {
    const at = this.#claim(length);
    return at === undefined ? new Uint8Array() : this.#bytes.slice(at, at + length);
  }

  /** A byte that is 0 or 1. */
  flag(): boolean {
    const value = this.number(1);
    if (value > 1) this.break('a flag is neither 0 nor 1');
    return value === 1;
  }

  /** A byte that names one of a list, counted from `first`. */
  oneOf<const T>(list: readonly T[], first: 0 | 1): T | undefined {
    const found = list[this.number(1) - first];
    if (found === undefined) this.break('a number is not in its list');
    return found;
  }

  #claim(length: number): number | undefined {
    if (length > this.left) this.break('it is too short');
    if (this.isBroken) return undefined;
    this.#at += length;
    return this.#at - length;
  }
}
