/**
 * What can honestly be said of one live pose of one camera, before anything is measured.
 *
 * Angles lie in the plane of the picture: they are what this camera sees, not what the joint does, and turn with where
 * the camera stands. Numbers of a swing come from its report.
 */

/** Degrees; null where a landmark that it needs is not seen well enough. */
export interface LiveAngles {
  readonly method: 'planar';
  /** From the vertical to the line from hips to shoulders; positive where the shoulders are to the right of the hips. */
  readonly torsoLean: number | null;
  /** From the horizontal to the line through both shoulders, −90 to 90; positive where its left end in the picture is higher. */
  readonly shoulderLine: number | null;
  readonly hipLine: number | null;
  /** Between the two limbs, 180 where they lie in one line. */
  readonly leftElbow: number | null;
  readonly rightElbow: number | null;
  readonly leftKnee: number | null;
  readonly rightKnee: number | null;
}

/** What is wrong with a view of the golfer, most disturbing first. */
export const VIEW_ERRORS = [
  /** Nobody is on the mat. */
  'view/nobody',
  /** Somebody is there, but the landmarks are guesses. */
  'view/unsure',
  /** A part of the body is outside of the picture. */
  'view/head-cut',
  'view/feet-cut',
  'view/hands-cut',
  /** The golfer is so small that landmarks are good to centimetres at best. */
  'view/too-small',
] as const;
export type ViewError = (typeof VIEW_ERRORS)[number];
