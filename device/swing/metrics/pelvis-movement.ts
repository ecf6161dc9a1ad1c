import { midpoint, type Vector } from '../geometry/vector.ts';
import { evenly } from './interval.ts';
import { type Pose, poseMetric } from './pose-metric.ts';

/**
 * Pelvis sway and thrust: how far mid-hip has moved since address, along the target line (positive to the target) and
 * toward the ball (positive to the ball). Centimetres. Two calibrated cameras; or one picture, face-on for sway and
 * down the line for thrust, with its pixels made centimetres by the length of the legs.
 *
 * Landmarks are 2–5 cm off by pose and partly alike at both moments; a turning pelvis shifts them by another 1–2 cm
 * in a picture.
 */
export const pelvisSway = poseMetric({
  id: 'pelvis-sway',
  kind: 'length',
  fromAddress: true,
  joints: ['lead-hip', 'trail-hip'],
  value: (pose, address) => midHip(pose).x - midHip(address).x,
  spread: () => evenly(3),
  picture: { view: 'face-on', at: ['top', 'impact'], spread: () => evenly(4) },
});

export const pelvisThrust = poseMetric({
  id: 'pelvis-thrust',
  kind: 'length',
  fromAddress: true,
  joints: ['lead-hip', 'trail-hip'],
  value: (pose, address) => midHip(pose).z - midHip(address).z,
  spread: () => evenly(3),
  picture: { view: 'down-the-line', at: ['top', 'impact'], spread: () => evenly(4) },
});

function midHip(pose: Pose): Vector {
  return midpoint(pose('lead-hip'), pose('trail-hip'));
}
