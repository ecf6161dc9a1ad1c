import { LANDMARK_COUNT } from './landmark.ts';

/**
 * One camera's poses over one clip, as flat arrays: a swing has hundreds of frames, and everything that reads them is
 * a loop. Row `frame` of an array with `k` values a landmark begins at `frame * LANDMARK_COUNT * k`.
 */
export interface PoseTrack {
  readonly camera: string;
  /** Size of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Time of each frame in milliseconds from the report's time zero; strictly rising. */
  readonly timesMs: Float64Array;
  /**
   * frames × 33 × 4: x and y in pixels of the upright picture (origin at its upper left corner, y down), z in pixels
   * (the model's own guess of depth, origin mid-hip, smaller is nearer), visibility 0–1. NaN where `presence` is 0.
   */
  readonly image: Float32Array;
  /**
   * frames × 33 × 3: metres, origin mid-hip, in the axes of the upright picture (x right, y down, z away from the
   * camera). The model's monocular guess, already rotated out of its crop. NaN where `presence` is 0.
   */
  readonly world: Float32Array;
  /** frames: the model's belief 0–1 that its crop holds a person; 0 where no person was found. */
  readonly presence: Float32Array;
}

export const IMAGE_VALUES = 4;
export const WORLD_VALUES = 3;

export function frameCount(track: PoseTrack): number {
  return track.timesMs.length;
}

/** A track without a person in any frame, to be filled frame by frame. */
export function emptyPoseTrack(
  camera: string,
  size: { width: number; height: number },
  timesMs: Float64Array,
): PoseTrack {
  const frames = timesMs.length;
  return {
    camera,
    width: size.width,
    height: size.height,
    timesMs,
    image: new Float32Array(frames * LANDMARK_COUNT * IMAGE_VALUES).fill(Number.NaN),
    world: new Float32Array(frames * LANDMARK_COUNT * WORLD_VALUES).fill(Number.NaN),
    presence: new Float32Array(frames),
  };
}
