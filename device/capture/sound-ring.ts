/** The last seconds of sound in memory, from which the moment round an impact is kept; the rest is forgotten. */
export interface SoundBlock {
  /** CLOCK_MONOTONIC ns of the first sample as the device stamped it. */
  readonly capturedAtNs: number;
  readonly sampleRate: number;
  /** One channel. */
  readonly samples: Int16Array;
}

const KEEP_NS = 6e9;
/** Enough blocks of 1 ms. */
const BLOCKS_MAX = 6000;
/** Blocks further apart than this do not belong to one sound. */
const GAP_NS_MAX = 20e6;

export class SoundRing {
  readonly #keepNs: number;
  readonly #blocks: SoundBlock[] = [];

  constructor(keepNs = KEEP_NS) {
    this.#keepNs = keepNs;
  }

  /** Keeps the block itself: it must not change any more. */
  push(block: SoundBlock): void {
    const newest = this.#blocks.at(-1);
    if (newest !== undefined && Math.abs(block.capturedAtNs - endNs(newest)) > GAP_NS_MAX) this.#blocks.length = 0;
    this.#blocks.push(block);
    while (this.#blocks.length > BLOCKS_MAX || this.#isOld(this.#blocks[0])) this.#blocks.shift();
  }

  /** The samples of [fromNs, toNs) that are here, as one block; null where there are none. */
  cut(fromNs: number, toNs: number): SoundBlock | null {
    const wanted = this.#blocks.filter((block) => endNs(block) > fromNs && block.capturedAtNs < toNs);
    const [first, last] = [wanted[0], wanted.at(-1)];
    if (first === undefined || last === undefined) return null;
    const { sampleRate } = first;
    const all = Int16Array.from(wanted.flatMap(({ samples }) => [...samples]));
    const skipped = Math.max(0, Math.round(((fromNs - first.capturedAtNs) * sampleRate) / 1e9));
    const beyond = Math.max(0, Math.round(((endNs(last) - toNs) * sampleRate) / 1e9));
    const samples = all.subarray(skipped, Math.max(skipped, all.length - beyond));
    return { capturedAtNs: first.capturedAtNs + (skipped * 1e9) / sampleRate, sampleRate, samples };
  }

  clear(): void {
    this.#blocks.length = 0;
  }

  #isOld(block: SoundBlock | undefined): boolean {
    const newest = this.#blocks.at(-1);
    return block !== undefined && newest !== undefined && endNs(block) < newest.capturedAtNs - this.#keepNs;
  }
}

function endNs({ capturedAtNs, samples, sampleRate }: SoundBlock): number {
  return capturedAtNs + (samples.length * 1e9) / sampleRate;
}
