import { LANDMARK, LANDMARK_COUNT, LANDMARK_NAMES, type LandmarkName } from '../pose/landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../pose/pose-track.ts';
import type { JointTrack } from './joint-track.ts';

/**
 * A left-hander as the right-hander seen in a mirror: left and right landmarks change places and one axis is negated.
 * In the bay the mirror stands in the plane of ball, target and up, so that the target stays where it is.
 */

/** The row of a landmark's counterpart on the other side of the body; its own for the nose. */
const COUNTERPART: readonly number[] = LANDMARK_NAMES.map((name) => {
  const swapped = name.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left'));
  return LANDMARK[swapped as LandmarkName];
});

export function mirrorPoseTrack(track: PoseTrack): PoseTrack {
  const rows = frameCount(track) * LANDMARK_COUNT;
  const image = swapSides(track.image, IMAGE_VALUES);
  const world = swapSides(track.world, WORLD_VALUES);
  for (let row = 0; row < rows; row++) {
    image[row * IMAGE_VALUES] = track.width - (image[row * IMAGE_VALUES] as number);
    world[row * WORLD_VALUES] = -(world[row * WORLD_VALUES] as number);
  }
  return { ...track, image, world };
}

export function mirrorJointTrack(track: JointTrack): JointTrack {
  const joints = swapSides(track.joints, 3);
  for (let i = 2; i < joints.length; i += 3) joints[i] = -(joints[i] as number);
  return { ...track, joints };
}

function swapSides<Values extends Float32Array | Float64Array>(values: Values, each: number): Values {
  const swapped = values.slice() as Values;
  for (let row = 0; row * each < values.length; row++) {
    const landmark = row % LANDMARK_COUNT;
    const from = (row - landmark + (COUNTERPART[landmark] as number)) * each;
    swapped.set(values.subarray(from, from + each), row * each);
  }
  return swapped;
}
