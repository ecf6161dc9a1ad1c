/** Turns the encoded branch of a pipeline, GDP in pieces, into access units with CLOCK_MONOTONIC times. */
import { GdpReader, gdpText } from '../process/gdp.ts';
import type { EncodedUnit } from './frame-source.port.ts';
import { runningTimeNs, SEGMENT_FROM_ZERO, segmentIn } from './gst-text.ts';

/** Units that may wait until the pipeline's origin of time is known: a second at 1000 fps. */
const UNITS_WAITING_MAX = 1000;

export class EncodedUnitReader {
  readonly #onUnit: (unit: EncodedUnit) => void;
  readonly #reader: GdpReader;
  /** Units whose time still lacks the origin. */
  readonly #waiting: EncodedUnit[] = [];
  #segment = SEGMENT_FROM_ZERO;
  #originNs: number | null = null;

  constructor(onUnit: (unit: EncodedUnit) => void) {
    this.#onUnit = onUnit;
    this.#reader = new GdpReader(({ header, payload }) => {
      if (header.kind === 'event') this.#segment = segmentIn(gdpText(payload)) ?? this.#segment;
      if (header.kind !== 'buffer' || header.length === 0) return;
      // x264enc shifts its segment and its PTS by 1000 h: running time is the same in both branches.
      const runningNs = runningTimeNs(header.ptsNs ?? 0, this.#segment);
      this.#deliver({ capturedAtNs: runningNs, isKeyFrame: !header.isDelta, data: payload });
    });
  }

  get originNs(): number | null {
    return this.#originNs;
  }

  /** CLOCK_MONOTONIC ns of running time 0; units wait for it. */
  set originNs(originNs: number | null) {
    this.#originNs = originNs;
    if (originNs === null) return;
    for (const unit of this.#waiting.splice(0)) this.#deliver(unit);
  }

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  #deliver(unit: EncodedUnit): void {
    if (this.#originNs !== null) {
      this.#onUnit({ ...unit, capturedAtNs: unit.capturedAtNs + this.#originNs });
      return;
    }
    this.#waiting.push(unit);
    if (this.#waiting.length > UNITS_WAITING_MAX) this.#waiting.shift();
  }
}
