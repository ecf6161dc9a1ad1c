import type { EventName } from '../events/event-name.ts';
import { angleAt } from '../geometry/angle.ts';
import { evenly, type SpreadOfModel, unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { HEURISTIC, moment, publishedMoment } from './published-range.ts';

/**
 * The elbow is the worst landmark of a swing: on rendered golfers 11–13° off (26–28°), 17° too bent at the top and 17°
 * too straight after impact. A trend within a session rather than a figure; only a plainly bent arm is more than the
 * error.
 */
export const leadArmAngle = poseMetric({
  entry: {
    id: 'lead-arm-angle',
    unit: '°',
    decimals: 0,
    plausible: { low: 30, high: 180 },
    moments: [moment('top'), publishedMoment('impact', 165, 180, HEURISTIC), moment('mid-follow-through')],
    definition: 'The angle at the lead elbow between shoulder and wrist: 180 is a straight arm.',
    sign: 'Never negative.',
    frameOfReference: 'The arm itself.',
    source: 'Included angle of the joint centres; coaching convention for its range.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'mid-follow-through',
      marks: [
        { kind: 'line', from: 'lead-shoulder', to: 'lead-elbow' },
        { kind: 'angle', corner: 'lead-elbow', from: 'lead-shoulder', to: 'lead-wrist' },
      ],
    },
  },
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
