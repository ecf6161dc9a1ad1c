/**
 * The One-Euro filter (Casiez, Roussel, Vogel 2012): a low-pass whose cutoff rises with speed, so that a still point
 * does not tremble and a fast one does not lag. As in MediaPipe: the speed may be scaled to the size of the object, and
 * a sample that is not newer than the last one passes unfiltered.
 */
export interface OneEuroOptions {
  /** Cutoff of a still point, in hertz. */
  cutoffHzMin: number;
  /** Hertz of cutoff for each unit of scaled speed. */
  beta: number;
  /** Cutoff for the speed itself, in hertz. */
  derivativeCutoffHz: number;
}

/** The rate that is assumed for the first step, as in MediaPipe. */
const FIRST_STEP_S = 1 / 30;

/** Filters `count` independent values that arrive together. */
export class OneEuroFilter {
  readonly #options: OneEuroOptions;
  readonly #raw: Float64Array;
  readonly #value: Float64Array;
  readonly #speed: Float64Array;
  #lastMs = Number.NaN;

  constructor(count: number, options: OneEuroOptions) {
    this.#options = options;
    this.#raw = new Float64Array(count);
    this.#value = new Float64Array(count);
    this.#speed = new Float64Array(count);
  }

  reset(): void {
    this.#lastMs = Number.NaN;
  }

  /** Index of a value, its newest sample and 1 ÷ the object's size; `begin` must have been called for the sample's time. */
  #step(index: number, sample: number, scale: number, stepS: number): number {
    const speed = ((sample - (this.#raw[index] as number)) * scale) / stepS;
    const speedAlpha = alpha(this.#options.derivativeCutoffHz, stepS);
    const smooth = speedAlpha * speed + (1 - speedAlpha) * (this.#speed[index] as number);
    const cutoff = this.#options.cutoffHzMin + this.#options.beta * Math.abs(smooth);
    const weight = alpha(cutoff, stepS);
    const value = weight * sample + (1 - weight) * (this.#value[index] as number);
    this.#raw[index] = sample;
    this.#speed[index] = smooth;
    this.#value[index] = value;
    return value;
  }

  /**
   * Filters `values[offset + stride × i + j]` in place for every i and for j < `width`. `scale` is 1 ÷ the object's
   * size in the values' unit.
   */
  apply(values: Float32Array, timeMs: number, scale: number, layout: { stride: number; width: number }): void {
    const { stride, width } = layout;
    const isFirst = Number.isNaN(this.#lastMs);
    if (!isFirst && timeMs <= this.#lastMs) return;
    const stepS = isFirst ? FIRST_STEP_S : (timeMs - this.#lastMs) / 1000;
    this.#lastMs = timeMs;
    let index = 0;
    for (let at = 0; index < this.#raw.length; at += stride) {
      for (let j = 0; j < width; j++, index++) {
        const sample = values[at + j] as number;
        if (isFirst) {
          this.#raw[index] = sample;
          this.#value[index] = sample;
          this.#speed[index] = 0;
        } else {
          values[at + j] = this.#step(index, sample, scale, stepS);
        }
      }
    }
  }
}

/** Weight of the newest sample in a first-order low-pass. */
function alpha(cutoffHz: number, stepS: number): number {
  return 1 / (1 + 1 / (2 * Math.PI * cutoffHz * stepS));
}
