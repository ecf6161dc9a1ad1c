import { LANDMARK, type LandmarkName } from './landmark.ts';

/**
 * A landmark by its side of the swing: `lead` is the side toward the target. Swings are mirrored before measuring, so
 * that every golfer is measured as a right-hander, whose lead side is the left.
 */
export type GolferJoint = LandmarkName extends infer Name
  ? Name extends `left-${infer Part}`
    ? `lead-${Part}`
    : Name extends `right-${infer Part}`
      ? `trail-${Part}`
      : Name
  : never;

/** The row of a joint in arrays that are already mirrored. */
export function rowOf(joint: GolferJoint): number {
  const name = joint.replace(/^lead-/, 'left-').replace(/^trail-/, 'right-');
  return LANDMARK[name as LandmarkName];
}
