/**
 * The times of decoded frames as ffmpeg's `metadata` filter prints them, one line a frame, before the frame's pixels:
 *
 *     frame:17   pts:8704    pts_time:0.566667
 */
import type { Readable } from 'node:stream';

export class FrameTimes {
  readonly #ticksPerSecond: number;
  readonly #ticks: number[] = [];
  #open = '';
  #wake: () => void = () => undefined;
  #isOver = false;
  #lastNs = 0;

  constructor(lines: Readable, ticksPerSecond: number) {
    this.#ticksPerSecond = ticksPerSecond;
    lines.on('data', (chunk: Buffer) => this.#take(chunk.toString('latin1')));
    lines.on('error', () => this.#end());
    lines.once('close', () => this.#end());
  }

  /** The time of the next frame in nanoseconds; frames without one repeat the last. */
  async next(): Promise<number> {
    while (this.#ticks.length === 0 && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const ticks = this.#ticks.shift() ?? Number.NaN;
    if (!Number.isNaN(ticks)) this.#lastNs = (ticks / this.#ticksPerSecond) * 1e9;
    return this.#lastNs;
  }

  #take(text: string): void {
    const lines = (this.#open + text).split('\n');
    this.#open = lines.pop() ?? '';
    for (const line of lines) {
      const found = /^frame:\d+\s+pts:(\S+)/.exec(line);
      if (found !== null) this.#ticks.push(Number(found[1]));
    }
    this.#wake();
  }

  #end(): void {
    this.#isOver = true;
    this.#wake();
  }
}
