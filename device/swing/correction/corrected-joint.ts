import { type GolferJoint, rowOf } from '../pose/golfer-joint.ts';

/** The joints that the correction moves, in the order of its numbers: all that metrics read. */
export const CORRECTED_JOINTS = [
  'nose',
  'lead-ear',
  'trail-ear',
  'lead-shoulder',
  'trail-shoulder',
  'lead-elbow',
  'trail-elbow',
  'lead-wrist',
  'trail-wrist',
  'lead-index',
  'trail-index',
  'lead-hip',
  'trail-hip',
  'lead-knee',
  'trail-knee',
  'lead-ankle',
  'trail-ankle',
  'lead-foot-index',
  'trail-foot-index',
] as const satisfies readonly GolferJoint[];

export const CORRECTED_COUNT = CORRECTED_JOINTS.length;

/** Their rows in arrays of 33 landmarks that are already mirrored to a right-hander. */
export const CORRECTED_ROWS: readonly number[] = CORRECTED_JOINTS.map(rowOf);

/** Where a joint stands among the corrected ones; -1 for one that is not corrected. */
export function correctedIndex(joint: GolferJoint): number {
  return (CORRECTED_JOINTS as readonly GolferJoint[]).indexOf(joint);
}
