/**
 * Hands the pictures of a swing to its analysis while the finish is still being recorded: each unit once, in the order
 * in which the clip will hold them.
 */
import type { BeginHeadStart, HeadStartLine } from '../analysis/head-start-line.ts';
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import { NS_PER_S } from '../clock/clock.ts';
import type { RecordedCamera } from './recorded-camera.ts';

interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

export class HeadStartFeed {
  readonly #line: HeadStartLine;
  readonly #span: Span;
  readonly #cameras: readonly RecordedCamera[];
  /** By camera: when the last unit that was handed over was captured. */
  readonly #givenToNs = new Map<string, number>();

  private constructor(line: HeadStartLine, cameras: readonly RecordedCamera[], span: Span) {
    this.#line = line;
    this.#cameras = cameras;
    this.#span = span;
  }

  /** Null where nobody is free to read, or no camera has pictures. */
  static begin(
    headStart: BeginHeadStart | undefined,
    swing: string,
    cameras: readonly RecordedCamera[],
    span: Span,
  ): HeadStartFeed | null {
    const seeing = cameras.filter((camera) => camera.cut(span.fromNs, span.toNs).length > 0);
    if (headStart === undefined || seeing.length === 0) return null;
    const seconds = (span.toNs - span.fromNs) / NS_PER_S;
    const views = seeing.map(({ config: { name, width, height, mat, fps } }) => ({
      ...{ name, width, height, fps, searchArea: mat ?? null },
      announcedFrames: Math.ceil(seconds * fps),
    }));
    const line = headStart({ swing, views });
    return line === null ? null : new HeadStartFeed(line, seeing, span);
  }

  /** What has come since the last time. */
  feed(): void {
    for (const camera of this.#cameras) {
      const units = this.#newUnitsOf(camera);
      const last = units.at(-1);
      if (last === undefined) continue;
      this.#givenToNs.set(camera.config.name, last.capturedAtNs);
      const [bytes, timesNs] = [units.map(({ data }) => data), units.map(({ capturedAtNs }) => capturedAtNs)];
      this.#line.give(camera.config.name, Buffer.concat(bytes), timesNs);
    }
  }

  /** The last pictures are there. */
  end(): void {
    this.feed();
    this.#line.end();
  }

  #newUnitsOf(camera: RecordedCamera): EncodedUnit[] {
    const { fromNs, toNs } = this.#span;
    const givenToNs = this.#givenToNs.get(camera.config.name);
    if (givenToNs === undefined) return [...camera.cut(fromNs, toNs)];
    return camera.cut(givenToNs, toNs).filter(({ capturedAtNs }) => capturedAtNs > givenToNs);
  }
}
