/**
 * Brings decoded pictures and poses together again.
 *
 * Both carry the camera's time; a pose arrives some ten milliseconds after its picture, and only for some of them.
 * A picture with a pose of its own is shown with it; one between two poses is shown with the landmarks between theirs;
 * one that waits longer than {@link WAIT_MS_MAX} on the camera's clock is shown bare. Pictures leave in order, and at
 * most {@link WAITING_MAX} wait, because a decoder has few frames to lend: where poses are late, every second waiting
 * picture goes, so that those that stay reach back as far as the poses do.
 */
export interface TimedPose {
  readonly capturedAtNs: number;
  /** 33 × (x, y, visibility), or null when nobody is there. */
  readonly landmarks: readonly number[] | null;
}

export interface MatchedFrame<F> {
  readonly frame: F;
  readonly capturedAtNs: number;
  readonly landmarks: readonly number[] | null;
}

const WAIT_MS_MAX = 250;
const WAITING_MAX = 10;
const POSES_MAX = 64;
/** Landmarks are not drawn from two poses farther apart than this: a swinging hand moves most of a metre in it. */
const BETWEEN_MS_MAX = 130;
const NS_PER_MS = 1e6;

export class FramePoseMatcher<F> {
  readonly #drop: (frame: F) => void;
  #frames: { frame: F; capturedAtNs: number }[] = [];
  #poses: TimedPose[] = [];

  constructor(drop: (frame: F) => void) {
    this.#drop = drop;
  }

  addPose(pose: TimedPose): void {
    if (pose.capturedAtNs <= (this.#poses.at(-1)?.capturedAtNs ?? Number.NEGATIVE_INFINITY)) return;
    this.#poses.push(pose);
    if (this.#poses.length > POSES_MAX) this.#poses.shift();
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
      const landmarks = this.#landmarksAt(waiting.capturedAtNs);
      const hasWaited = newestNs - waiting.capturedAtNs > WAIT_MS_MAX * NS_PER_MS;
      if (landmarks === undefined && !hasWaited) continue;
      for (let older = 0; older < index; older += 1) this.#dropFirst();
      this.#frames.shift();
      return { ...waiting, landmarks: landmarks ?? null };
    }
    return null;
  }

  clear(): void {
    while (this.#frames.length > 0) this.#dropFirst();
    this.#poses = [];
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

  /** Undefined while the pose after this moment has not arrived. */
  #landmarksAt(capturedAtNs: number): readonly number[] | null | undefined {
    const index = this.#poses.findLastIndex((pose) => pose.capturedAtNs <= capturedAtNs);
    const before = this.#poses[index];
    if (before?.capturedAtNs === capturedAtNs) return before.landmarks;
    const after = this.#poses[index + 1];
    if (after === undefined) return undefined;
    if (before === undefined) return null;
    const spanNs = after.capturedAtNs - before.capturedAtNs;
    if (before.landmarks === null || after.landmarks === null || spanNs > BETWEEN_MS_MAX * NS_PER_MS) return null;
    return between(before.landmarks, after.landmarks, (capturedAtNs - before.capturedAtNs) / spanNs);
  }
}

function between(from: readonly number[], to: readonly number[], share: number): number[] {
  return from.map((value, index) => value + ((to[index] ?? value) - value) * share);
}
