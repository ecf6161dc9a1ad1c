import { angleAt } from '../geometry/angle.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';

/**
 * Lead-arm angle: the angle at the lead elbow between shoulder and wrist. Degrees, 180 straight. Two calibrated
 * cameras; the face-on picture alone at impact and after it, where the arm hangs nearly in its plane.
 *
 * The elbow is the worst landmark of a swing: 11–13° off (26–28°) on rendered golfers from two views. A trend within a
 * session rather than a figure; only a plainly bent arm is more than the error.
 */
export const leadArmAngle = poseMetric({
  id: 'lead-arm-angle',
  kind: 'angle',
  joints: ['lead-shoulder', 'lead-elbow', 'lead-wrist'],
  value: (pose) => angleAt(pose('lead-elbow'), pose('lead-shoulder'), pose('lead-wrist')),
  spread: () => evenly(24, 25),
  picture: { view: 'face-on', at: ['impact', 'mid-follow-through'], spread: () => evenly(26) },
});
