import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { type Random, seededRandom } from './random.ts';

/**
 * What a pose model gets wrong about a golfer, for simulations of more swings than can be rendered: a bias that is the
 * golfer's own and differs from view to view, one that every golfer shows, both changing with the pose, and noise.
 *
 * Biases are metres in the plane of the picture, at the golfer; what is left of them in space, after views were put
 * together, is `models/train/swing-embedding/joint-error`. They go together over the body: a shirt that hides one
 * hip hides the other.
 */
export interface PoseErrorSizes {
  /** Of every golfer alike, standard deviation over landmarks. */
  readonly sharedM: number;
  /** The same for the whole body of one golfer. */
  readonly bodyM: number;
  /** Of one golfer's single landmark. */
  readonly landmarkM: number;
  /** How much the latter changes over a swing. */
  readonly poseM: number;
  /** White, from frame to frame. */
  readonly noisePx: number;
}

/** Together 2–5 cm in nine of ten landmarks, as landmark models were seen to err on rendered golfers. */
export const USUAL_POSE_ERRORS: PoseErrorSizes = {
  sharedM: 0.02,
  bodyM: 0.008,
  landmarkM: 0.015,
  poseM: 0.015,
  noisePx: 2,
};

/** Cosines of the swing's progress that a pose-dependent bias is made of. */
const WAVES = 3;

/** Errors of one golfer in one view; `progress` is 0 at address and 1 at impact. Repeatable for equal seeds. */
export class PoseModelErrors {
  readonly #sizes: PoseErrorSizes;
  readonly #bias: Float64Array;
  readonly #waves: Float64Array;
  readonly #noise: Random;

  constructor(view: string, golferSeed: number, swing: number, sizes: PoseErrorSizes = USUAL_POSE_ERRORS) {
    this.#sizes = sizes;
    const shared = seededRandom(7).fork(`shared ${view}`);
    const own = seededRandom(golferSeed).fork(`errors ${view}`);
    const body = [own.normal(0, sizes.bodyM), own.normal(0, sizes.bodyM)] as const;
    this.#bias = new Float64Array(LANDMARK_COUNT * 2).map(
      (_, i) => shared.normal(0, sizes.sharedM) + (body[i % 2] as number) + own.normal(0, sizes.landmarkM),
    );
    const wave = sizes.poseM / Math.sqrt(WAVES / 2);
    this.#waves = new Float64Array(LANDMARK_COUNT * 2 * WAVES).map(() => own.normal(0, wave));
    this.#noise = seededRandom(golferSeed * 1009 + swing).fork(`noise ${view}`);
  }

  /** To be added to the landmark's true pixel; `pxPerM` is the picture's scale at the golfer. */
  at(landmark: number, progress: number, pxPerM: number): { x: number; y: number } {
    const of = (axis: 0 | 1): number => {
      const i = landmark * 2 + axis;
      let metres = this.#bias[i] as number;
      for (let k = 0; k < WAVES; k++) {
        metres += (this.#waves[i * WAVES + k] as number) * Math.cos((k + 1) * Math.PI * progress);
      }
      return metres * pxPerM + this.#noise.normal(0, this.#sizes.noisePx);
    };
    return { x: of(0), y: of(1) };
  }
}
