import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES, WORLD_VALUES } from '../swing/pose/pose-track.ts';
import { NETWORK_LANDMARKS } from './landmark-decode.ts';
import { OneEuroFilter } from './one-euro-filter.ts';

/**
 * Steadies live landmarks the way MediaPipe's pose graph does, with its constants (read out of the graph inside
 * `@mediapipe/pose`). For live pictures only: a swing is analysed unsmoothed, by zero-phase filters.
 */
const BODY = { cutoffHzMin: 0.05, beta: 80, derivativeCutoffHz: 1 };
const ALIGNMENT = { cutoffHzMin: 0.01, beta: 10, derivativeCutoffHz: 1 };
const WORLD = { cutoffHzMin: 0.1, beta: 40, derivativeCutoffHz: 1 };
/** Weight of the newest visibility, whatever the frame rate. */
const VISIBILITY_WEIGHT = 0.1;

const POSITION = { stride: IMAGE_VALUES, width: 3 };

export class LandmarkSmoothing {
  readonly #body = new OneEuroFilter(LANDMARK_COUNT * 3, BODY);
  readonly #alignment = new OneEuroFilter((NETWORK_LANDMARKS - LANDMARK_COUNT) * 3, ALIGNMENT);
  readonly #world = new OneEuroFilter(LANDMARK_COUNT * WORLD_VALUES, WORLD);
  readonly #visibility = new Float64Array(NETWORK_LANDMARKS);
  #isFirst = true;

  /** After a gap or with another person there is nothing to be steady with. */
  reset(): void {
    this.#isFirst = true;
    this.#body.reset();
    this.#alignment.reset();
    this.#world.reset();
  }

  /** Both arrays are filtered in place; `bodySize` is the diameter of the circle round the body in pixels. */
  apply(image: Float32Array, world: Float32Array, timeMs: number, bodySize: number): void {
    const scale = 1 / Math.max(bodySize, 1e-6);
    this.#body.apply(image.subarray(0, LANDMARK_COUNT * IMAGE_VALUES), timeMs, scale, POSITION);
    this.#alignment.apply(image.subarray(LANDMARK_COUNT * IMAGE_VALUES), timeMs, scale, POSITION);
    this.#world.apply(world, timeMs, 1, { stride: WORLD_VALUES, width: WORLD_VALUES });
    for (let landmark = 0; landmark < NETWORK_LANDMARKS; landmark++) {
      const at = landmark * IMAGE_VALUES + 3;
      const weight = this.#isFirst ? 1 : VISIBILITY_WEIGHT;
      const steady = weight * (image[at] as number) + (1 - weight) * (this.#visibility[landmark] as number);
      this.#visibility[landmark] = steady;
      image[at] = steady;
    }
    this.#isFirst = false;
  }
}
