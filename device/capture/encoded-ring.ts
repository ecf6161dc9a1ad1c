/**
 * The last seconds of a camera, encoded, in memory: what a clip round an impact is cut from.
 *
 * Bounded in time and in bytes; the oldest group of pictures goes first. It always begins with a key frame, so all of
 * it can be decoded.
 */
import type { EncodedUnit } from './frame-source.port.ts';

export interface EncodedRingOptions {
  /** How far back the ring reaches at least, where the bytes allow it. */
  keepNs?: number;
  bytesMax?: number;
}

const KEEP_NS = 10e9;
/** Ten seconds at 50 Mbit/s. */
const BYTES_MAX = 64 * 1024 * 1024;

export class EncodedRing {
  readonly #keepNs: number;
  readonly #bytesMax: number;
  #units: EncodedUnit[] = [];
  #bytes = 0;

  constructor({ keepNs = KEEP_NS, bytesMax = BYTES_MAX }: EncodedRingOptions = {}) {
    this.#keepNs = keepNs;
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The time that can be cut; null while the ring is empty. */
  get span(): { fromNs: number; toNs: number } | null {
    const [first, last] = [this.#units[0], this.#units.at(-1)];
    return first === undefined || last === undefined ? null : { fromNs: first.capturedAtNs, toNs: last.capturedAtNs };
  }

  /** Keeps a copy of the unit. Units before the first key frame are of no use and are not kept. */
  push(unit: EncodedUnit): void {
    const newest = this.#units.at(-1);
    // A source that begins anew with an earlier time cannot be joined to what is here.
    if (newest !== undefined && unit.capturedAtNs < newest.capturedAtNs) this.clear();
    if (this.#units.length === 0 && !unit.isKeyFrame) return;
    this.#units.push({ ...unit, data: Uint8Array.from(unit.data) });
    this.#bytes += unit.data.length;
    if (unit.isKeyFrame) this.#dropGroupsBefore(unit.capturedAtNs - this.#keepNs);
    // A source that makes no key frames leaves nothing to drop but everything.
    while (this.#bytes > this.#bytesMax) this.#dropUnits(this.#startOfSecondGroup());
  }

  /**
   * The units of [fromNs, toNs], from the key frame at or before `fromNs`, or from the oldest one there is. Times are
   * those of capture. Empty where the ring holds nothing of the span.
   */
  cut(fromNs: number, toNs: number): EncodedUnit[] {
    const start = Math.max(0, this.#lastKeyFrameAtOrBefore(fromNs));
    const end = this.#units.findIndex(({ capturedAtNs }) => capturedAtNs > toNs);
    const units = this.#units.slice(start, end === -1 ? undefined : end);
    return (units.at(-1)?.capturedAtNs ?? -1) < fromNs ? [] : units;
  }

  clear(): void {
    this.#units = [];
    this.#bytes = 0;
  }

  #dropGroupsBefore(timeNs: number): void {
    this.#dropUnits(Math.max(0, this.#lastKeyFrameAtOrBefore(timeNs)));
  }

  #lastKeyFrameAtOrBefore(timeNs: number): number {
    return this.#units.findLastIndex(({ isKeyFrame, capturedAtNs }) => isKeyFrame && capturedAtNs <= timeNs);
  }

  #startOfSecondGroup(): number {
    const second = this.#units.findIndex(({ isKeyFrame }, index) => index > 0 && isKeyFrame);
    return second === -1 ? this.#units.length : second;
  }

  #dropUnits(count: number): void {
    for (const { data } of this.#units.splice(0, count)) this.#bytes -= data.length;
  }
}
