/**
 * The last poses of one camera on its own clock: where the landmarks were at any moment between them.
 *
 * A moment between two poses gets the landmarks between theirs; one between poses that are too far apart gets none.
 */
export interface TimedPose {
  readonly capturedAtNs: number;
  /** 33 × (x, y, visibility), or null when nobody is there. */
  readonly landmarks: readonly number[] | null;
}

export interface PlacedPose {
  readonly landmarks: readonly number[] | null;
  /** How far the moment lies from the nearest pose that was measured; null where no landmarks are drawn. */
  readonly offNs: number | null;
}

const POSES_MAX = 64;
/** Landmarks are not drawn from two poses farther apart than this: a swinging hand moves most of a metre in it. */
const BETWEEN_MS_MAX = 130;
const NS_PER_MS = 1e6;
const NOTHING: PlacedPose = { landmarks: null, offNs: null };

export class PoseTimeline {
  #poses: TimedPose[] = [];

  /** Poses come in order; one that is not newer than the last is left out. */
  add(pose: TimedPose): void {
    if (pose.capturedAtNs <= (this.#poses.at(-1)?.capturedAtNs ?? Number.NEGATIVE_INFINITY)) return;
    this.#poses.push(pose);
    if (this.#poses.length > POSES_MAX) this.#poses.shift();
  }

  /** The newest moments first. */
  get newestFirst(): readonly TimedPose[] {
    return this.#poses.toReversed();
  }

  clear(): void {
    this.#poses = [];
  }

  /** Undefined while the pose after this moment has not arrived. */
  at(capturedAtNs: number): PlacedPose | undefined {
    const index = this.#poses.findLastIndex((pose) => pose.capturedAtNs <= capturedAtNs);
    const before = this.#poses[index];
    if (before?.capturedAtNs === capturedAtNs) {
      return { landmarks: before.landmarks, offNs: before.landmarks === null ? null : 0 };
    }
    const after = this.#poses[index + 1];
    if (after === undefined) return undefined;
    if (before === undefined) return NOTHING;
    const spanNs = after.capturedAtNs - before.capturedAtNs;
    if (before.landmarks === null || after.landmarks === null || spanNs > BETWEEN_MS_MAX * NS_PER_MS) return NOTHING;
    const sinceNs = capturedAtNs - before.capturedAtNs;
    return {
      landmarks: between(before.landmarks, after.landmarks, sinceNs / spanNs),
      offNs: Math.min(sinceNs, spanNs - sinceNs),
    };
  }
}

function between(from: readonly number[], to: readonly number[], share: number): number[] {
  return from.map((value, index) => value + ((to[index] ?? value) - value) * share);
}
