/**
 * Hands the newest raw frame from the thread that reads a camera to any number of threads that look at it, through
 * shared memory and without a copy.
 *
 * INVARIANTS
 * - A frame is never torn: a slot is written only while nobody holds it and nobody can find it.
 * - The writer never waits: where readers hold every other slot, the frame is dropped and counted.
 * - A reader that lags misses whole frames and counts them; it never sees one twice.
 *
 * Each slot has one state word: −1 being written, otherwise the number of readers that hold it.
 */
import { tightFrameBytes } from './frame-layout.ts';
import type { Frame, PixelFormat } from './frame-source.port.ts';

/** Int32 words at the start of the memory. */
const WORD = { width: 0, height: 1, format: 2, slots: 3, slotBytes: 4, newest: 5, published: 6, states: 8 } as const;
const SLOTS = 5;
const FORMATS: readonly PixelFormat[] = ['NV12', 'RGB'];
const BEING_WRITTEN = -1;

/** Float64 words of each slot, after the Int32 words; then, for the whole source, the counts and the clock. */
const SLOT_WORDS = 3;
const SOURCE_WORD = { nextSequence: 0, dropped: 1, newestArrivalNs: 2, originNs: 3 } as const;
const INTS_BYTES = 128;
const DOUBLES_BYTES = 8 * (SLOTS * SLOT_WORDS + 4) + 72;
const PIXELS_AT = INTS_BYTES + DOUBLES_BYTES;

export interface LatestFrameShape {
  width: number;
  height: number;
  format: PixelFormat;
  /** Bytes that a frame may take while it is written; at least those of the tight frame. */
  slotBytes: number;
}

export function createLatestFrame({ width, height, format, slotBytes }: LatestFrameShape): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(PIXELS_AT + SLOTS * slotBytes);
  const words = new Int32Array(memory, 0, INTS_BYTES / 4);
  words.set([width, height, FORMATS.indexOf(format), SLOTS, slotBytes, -1, 0]);
  new LatestFrameClock(memory).forget();
  return memory;
}

/** The views of one memory that both sides use. */
class SharedSlots {
  readonly words: Int32Array;
  readonly slotDoubles: Float64Array;
  readonly sourceDoubles: Float64Array;
  readonly pixels: Uint8Array[];
  readonly shape: LatestFrameShape;

  constructor(memory: SharedArrayBuffer) {
    this.words = new Int32Array(memory, 0, INTS_BYTES / 4);
    this.slotDoubles = new Float64Array(memory, INTS_BYTES, SLOTS * SLOT_WORDS);
    this.sourceDoubles = new Float64Array(memory, INTS_BYTES + 8 * SLOTS * SLOT_WORDS, 4);
    const slotBytes = this.words[WORD.slotBytes] ?? 0;
    this.pixels = Array.from({ length: SLOTS }, (_, slot) => {
      return new Uint8Array(memory, PIXELS_AT + slot * slotBytes, slotBytes);
    });
    this.shape = {
      width: this.words[WORD.width] ?? 0,
      height: this.words[WORD.height] ?? 0,
      format: FORMATS[this.words[WORD.format] ?? 0] ?? 'NV12',
      slotBytes,
    };
  }

  tryLock(slot: number, from: number, to: number): boolean {
    return Atomics.compareExchange(this.words, WORD.states + slot, from, to) === from;
  }
}

/** The one writer; a second one on the same memory only after the first is gone. */
export class LatestFrameWriter {
  readonly #shared: SharedSlots;
  #slot = -1;

  constructor(memory: SharedArrayBuffer) {
    this.#shared = new SharedSlots(memory);
    // A slot that an earlier writer died in is free again.
    for (let slot = 0; slot < SLOTS; slot++) this.#shared.tryLock(slot, BEING_WRITTEN, 0);
  }

  get shape(): LatestFrameShape {
    return this.#shared.shape;
  }

  /** A slot to write a frame into, or null where readers hold all the others: drop the frame then. */
  begin(): Uint8Array | null {
    const newest = Atomics.load(this.#shared.words, WORD.newest);
    for (let slot = 0; slot < SLOTS; slot++) {
      if (slot === newest || !this.#shared.tryLock(slot, 0, BEING_WRITTEN)) continue;
      this.#slot = slot;
      return this.#shared.pixels[slot] ?? null;
    }
    this.countDropped(1);
    return null;
  }

  /** Makes the frame in the slot of the last `begin` the newest. */
  publish(capturedAtNs: number, arrivedAtNs: number): void {
    const { words, slotDoubles, sourceDoubles } = this.#shared;
    const sequence = sourceDoubles[SOURCE_WORD.nextSequence] ?? 0;
    sourceDoubles[SOURCE_WORD.nextSequence] = sequence + 1;
    sourceDoubles[SOURCE_WORD.newestArrivalNs] = arrivedAtNs;
    slotDoubles.set([sequence, capturedAtNs, arrivedAtNs], this.#slot * SLOT_WORDS);
    Atomics.store(words, WORD.states + this.#slot, 0);
    Atomics.store(words, WORD.newest, this.#slot);
    Atomics.add(words, WORD.published, 1);
    Atomics.notify(words, WORD.published);
    this.#slot = -1;
  }

  /** Counts whole frames that were lost before they could be published: a gap in the sequence. */
  countDropped(frames: number): void {
    const doubles = this.#shared.sourceDoubles;
    doubles[SOURCE_WORD.nextSequence] = (doubles[SOURCE_WORD.nextSequence] ?? 0) + frames;
    doubles[SOURCE_WORD.dropped] = (doubles[SOURCE_WORD.dropped] ?? 0) + frames;
  }
}

export interface HeldFrame extends Frame {
  /** CLOCK_MONOTONIC ns at which its last byte was read. */
  readonly arrivedAtNs: number;
  /** Gives the slot back; `data` must not be read after it. Idempotent. */
  release(): void;
}

/** One of possibly several readers; each misses and counts for itself. */
export class LatestFrameReader {
  readonly #shared: SharedSlots;
  #lastSequence = -1;
  #framesMissed = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#shared = new SharedSlots(memory);
  }

  /** Frames between those that this reader took, those lost on their way to it included. */
  get framesMissed(): number {
    return this.#framesMissed;
  }

  /** Holds the newest frame if this reader has not had it yet, else null. Hold one at a time. */
  take(): HeldFrame | null {
    const { words, slotDoubles, pixels, shape } = this.#shared;
    for (;;) {
      const slot = Atomics.load(words, WORD.newest);
      if (slot === -1) return null;
      const held = Atomics.load(words, WORD.states + slot);
      // The writer took the slot between the two loads: there is a newer one by now.
      if (held === BEING_WRITTEN || !this.#shared.tryLock(slot, held, held + 1)) continue;
      const at = slot * SLOT_WORDS;
      const [sequence = 0, capturedAtNs = 0, arrivedAtNs = 0] = slotDoubles.subarray(at, at + SLOT_WORDS);
      if (sequence <= this.#lastSequence) {
        Atomics.sub(words, WORD.states + slot, 1);
        return null;
      }
      if (this.#lastSequence >= 0) this.#framesMissed += sequence - this.#lastSequence - 1;
      this.#lastSequence = sequence;
      const { width, height, format } = shape;
      const frameBytes = tightFrameBytes(format, width, height);
      const data = (pixels[slot] ?? new Uint8Array(0)).subarray(0, frameBytes);
      let isHeld = true;
      const release = (): void => {
        if (isHeld) Atomics.sub(words, WORD.states + slot, 1);
        isHeld = false;
      };
      return { sequence, capturedAtNs, arrivedAtNs, width, height, format, data, release };
    }
  }

  /** Blocks the thread until there is a frame to take; null after `timeoutMs`. Not for a main thread. */
  next(timeoutMs: number): HeldFrame | null {
    const { words } = this.#shared;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const published = Atomics.load(words, WORD.published);
      const frame = this.take();
      const leftMs = deadline - performance.now();
      if (frame !== null || leftMs <= 0) return frame;
      Atomics.wait(words, WORD.published, published, leftMs);
    }
  }

  /** The same without blocking. */
  async nextAsync(timeoutMs: number): Promise<HeldFrame | null> {
    const { words } = this.#shared;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const published = Atomics.load(words, WORD.published);
      const frame = this.take();
      const leftMs = deadline - performance.now();
      if (frame !== null || leftMs <= 0) return frame;
      await Atomics.waitAsync(words, WORD.published, published, leftMs).value;
    }
  }
}

/** What the owner of a source sees of its frames, and tells the reading thread: when the pipeline's time began. */
export class LatestFrameClock {
  readonly #shared: SharedSlots;

  constructor(memory: SharedArrayBuffer) {
    this.#shared = new SharedSlots(memory);
  }

  get framesPublished(): number {
    return this.#sourceWord(SOURCE_WORD.nextSequence) - this.framesDropped;
  }

  get framesDropped(): number {
    return this.#sourceWord(SOURCE_WORD.dropped);
  }

  /** CLOCK_MONOTONIC ns at which the newest frame came; null before the first. */
  get newestArrivalNs(): number | null {
    return this.#sourceWord(SOURCE_WORD.newestArrivalNs) || null;
  }

  /** CLOCK_MONOTONIC ns of the pipeline's running time 0; null while it is not known. */
  get originNs(): number | null {
    const originNs = this.#sourceWord(SOURCE_WORD.originNs);
    return Number.isNaN(originNs) ? null : originNs;
  }

  set originNs(originNs: number) {
    this.#shared.sourceDoubles[SOURCE_WORD.originNs] = originNs;
  }

  /** Before a new pipeline: its time begins anew. */
  forget(): void {
    this.#shared.sourceDoubles[SOURCE_WORD.originNs] = Number.NaN;
  }

  #sourceWord(word: number): number {
    return this.#shared.sourceDoubles[word] ?? 0;
  }
}
