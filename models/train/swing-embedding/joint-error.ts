/**
 * What measuring does to a golfer's true joints in space, as numbers: the error model by which the embedding is trained
 * and tried; other numbers here want a new training. What happens to landmarks before that, in the pictures, is the
 * virtual bay's `pose-model-errors`. A landmark is wrong by a part that belongs to the golfer (build, clothes), a part that belongs to the pose
 * (an arm behind the body is guessed), a part of this swing alone, and noise.
 *
 * Figures are standard deviations along each axis, in metres, from what was measured on rendered golfers with two
 * calibrated views: biases of 2–5 cm, differences within a session 3–6 times smaller, noise of a few pixels before
 * smoothing.
 */
export interface JointError {
  /** Constant over all swings of a golfer. */
  readonly golferBiasM: number;
  /** The pose model's own, alike for every golfer, changing from event to event. */
  readonly poseBiasM: number;
  /** The same, but of this golfer. */
  readonly golferPoseBiasM: number;
  /** Of this swing alone, changing from event to event. */
  readonly swingBiasM: number;
  /** From sample to sample, after smoothing. */
  readonly noiseM: number;
  /** How far a found event lies from the true moment, in milliseconds. */
  readonly eventsMs: Readonly<Record<string, number>>;
}

export const JOINT_ERROR: JointError = {
  golferBiasM: 0.02,
  poseBiasM: 0.02,
  golferPoseBiasM: 0.012,
  swingBiasM: 0.008,
  noiseM: 0.005,
  // A 90 % error of 80, 40, 30, 40, 17, 17, 25 and 150 ms, as the metrics take it, is 1.645 deviations.
  eventsMs: {
    address: 49,
    'toe-up': 24,
    'mid-backswing': 18,
    top: 24,
    'mid-downswing': 10,
    impact: 10,
    'mid-follow-through': 15,
    finish: 91,
  },
};
