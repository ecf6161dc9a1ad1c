import { PoseTimeline, type PlacedPose, type TimedPose } from './pose-timeline.ts';

/**
 * Brings decoded pictures and poses together again.
 *
 * Both carry the camera's time; a pose arrives some ten milliseconds after its picture, and only for some of them.
 * A picture with a pose of its own is shown with it; one between two poses is shown with the landmarks between theirs;
 * one that waits longer than {@link WAIT_MS_MAX} on the camera's clock is shown bare. Pictures leave in order, and at
 * most {@link WAITING_MAX} wait, because a decoder has few frames to lend: where poses are late, every second waiting
 * picture goes, so that those that stay reach back as far as the poses do.
 */
export interface MatchedFrame<F> extends PlacedPose {
  readonly frame: F;
  readonly capturedAtNs: number;
}

const WAIT_MS_MAX = 250;
const WAITING_MAX = 10;
const NS_PER_MS = 1e6;

export class FramePoseMatcher<F> {
  readonly #drop: (frame: F) => void;
  readonly #poses = new PoseTimeline();
  #frames: { frame: F; capturedAtNs: number }[] = [];

  constructor(drop: (frame: F) => void) {
    this.#drop = drop;
  }

  addPose(pose: TimedPose): void {
    this.#poses.add(pose);
  }

  addFrame(frame: F, capturedAtNs: number): void {
    this.#frames.push({ frame, capturedAtNs });
    if (this.#frames.length > WAITING_MAX) this.#thinOut();
  }

  /** The newest picture that is ready, if any; older ones are dropped. The caller owns what it gets. */
  takeNewest(): MatchedFrame<F> | null {
    const newestNs = this.#frames.at(-1)?.capturedAtNs ?? 0;
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const waiting = this.#frames[index];
      if (waiting === undefined) continue;
      const placed = this.#poses.at(waiting.capturedAtNs);
      const hasWaited = newestNs - waiting.capturedAtNs > WAIT_MS_MAX * NS_PER_MS;
      if (placed === undefined && !hasWaited) continue;
      for (let older = 0; older < index; older += 1) this.#dropFirst();
      this.#frames.shift();
      return { ...waiting, landmarks: placed?.landmarks ?? null, offNs: placed?.offNs ?? null };
    }
    return null;
  }

  clear(): void {
    while (this.#frames.length > 0) this.#dropFirst();
    this.#poses.clear();
  }

  #thinOut(): void {
    const waiting = this.#frames;
    this.#frames = waiting.filter((_, index) => index % 2 === 0);
    for (const [index, { frame }] of waiting.entries()) if (index % 2 !== 0) this.#drop(frame);
  }

  #dropFirst(): void {
    const first = this.#frames.shift();
    if (first !== undefined) this.#drop(first.frame);
  }
}
