import type { BodyPose } from './body-pose.ts';
import type { Golfer } from './golfer.ts';
import type { Skeleton } from './skeleton.ts';
import type { Vec3 } from './vector.ts';

/**
 * What a figure does over time. Everything is in the right-hander's bay axes; whoever shows or measures a left-hander
 * mirrors z (`mirrorOf`), so that one golfer is exactly the other's mirror image.
 */
export interface Motion {
  readonly golfer: Golfer;
  readonly skeleton: Skeleton;
  readonly durationMs: number;
  /** When the club meets the ball, or would have; null where nothing is swung. */
  readonly impactMs: number | null;
  /** A pure function of time: frames may be asked for in any order, by any thread. */
  at(ms: number): FigureState;
}

export interface FigureState {
  readonly body: BodyPose;
  readonly club: ClubPose | null;
  /** Centre of the ball; null where there is none. */
  readonly ball: Vec3 | null;
}

export interface ClubPose {
  readonly butt: Vec3;
  /** Unit vector from butt to head. */
  readonly shaft: Vec3;
  /** Where the face meets the ball. */
  readonly head: Vec3;
  /** Unit vector along the face's sole, from heel to toe. */
  readonly toe: Vec3;
}

export const BALL_RADIUS_M = 0.02135;

/** Top of the mat's tee: the ball's centre at rest is the origin of the bay lifted by this much. */
export const BALL_AT_REST: Vec3 = [0, BALL_RADIUS_M + 0.012, 0];

export function mirrorOf(golfer: Golfer): 1 | -1 {
  return golfer.handedness === 'left' ? -1 : 1;
}
