import { midpoint, type Vector } from '../geometry/vector.ts';
import { evenly } from './interval.ts';
import { type Pose, poseMetric } from './pose-metric.ts';

/**
 * Pelvis sway and thrust: how far mid-hip has moved since address, along the target line (positive to the target) and
 * toward the ball (positive to the ball). Centimetres. Two calibrated cameras; or one picture, face-on for sway and
 * down the line for thrust, with its pixels made centimetres by the length of the legs.
 *
 * Landmarks are 2–5 cm off, but much alike at both moments: on rendered golfers 1 cm off, 2–4 cm at the 95th
 * percentile, in space or in a picture.
 */
export const pelvisSway = poseMetric({
  id: 'pelvis-sway',
  kind: 'length',
  fromAddress: true,
  joints: ['lead-hip', 'trail-hip'],
  value: (pose, address) => midHip(pose).x - midHip(address).x,
  spread: () => evenly(3, 3, 4),
  picture: { view: 'face-on', at: ['top', 'impact'], spread: () => evenly(4, 4, 5) },
});

export const pelvisThrust = poseMetric({
  id: 'pelvis-thrust',
  kind: 'length',
  fromAddress: true,
  joints: ['lead-hip', 'trail-hip'],
  value: (pose, address) => midHip(pose).z - midHip(address).z,
  spread: () => evenly(3, 3.5, 5),
  picture: { view: 'down-the-line', at: ['top', 'impact'], spread: () => evenly(4, 4, 5) },
});

function midHip(pose: Pose): Vector {
  return midpoint(pose('lead-hip'), pose('trail-hip'));
}
