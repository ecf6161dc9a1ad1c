import type { EventName } from '../events/event-name.ts';
import { angleAt } from '../geometry/angle.ts';
import { evenly, type SpreadOfModel, unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';

/**
 * Lead-arm angle: the angle at the lead elbow between shoulder and wrist. Degrees, 180 straight. Two calibrated
 * cameras; the face-on picture alone at impact and after it, where the arm hangs nearly in its plane.
 *
 * The elbow is the worst landmark of a swing: on rendered golfers 11–13° off (26–28°), 17° too bent at the top and 17°
 * too straight after impact. A trend within a session rather than a figure; only a plainly bent arm is more than the
 * error.
 */
export const leadArmAngle = poseMetric({
  id: 'lead-arm-angle',
  kind: 'angle',
  joints: ['lead-shoulder', 'lead-elbow', 'lead-wrist'],
  value: (pose) => angleAt(pose('lead-elbow'), pose('lead-shoulder'), pose('lead-wrist')),
  spread: spreadAt,
  picture: { view: 'face-on', at: ['impact', 'mid-follow-through'], spread: spreadAt },
});

function spreadAt(at: EventName): SpreadOfModel {
  if (at === 'top') return unevenly([24, 32], [24, 32], [24, 38]);
  return at === 'impact' ? evenly(24, 24, 28) : unevenly([32, 24], [34, 24], [36, 24]);
}
