import { dot, subtract, vector } from '../geometry/vector.ts';
import { centreOfMass, MASS_JOINTS } from './body-mass.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { moment } from './published-range.ts';

/**
 * A proxy for pressure, not pressure: a golfer who pushes hard off a foot has pressure under it while the mass is
 * still elsewhere. What a plate measures leads this by some tenths of a second in a fast downswing.
 */
export const weightShift = poseMetric({
  entry: {
    id: 'weight-shift',
    unit: '%',
    decimals: 0,
    plausible: { low: -40, high: 140 },
    moments: [moment('address'), moment('top'), moment('impact'), moment('finish')],
    definition:
      'Where the estimated centre of mass is above the ground, on the line from the trail to the lead ankle as they stood at address. A proxy from the pose: it is not the pressure that a plate would measure.',
    sign: '0 over the trail foot, 50 between the feet, 100 over the lead foot.',
    frameOfReference: 'The line between the ankles at address.',
    source:
      'Segment masses: Winter, Biomechanics and Motor Control of Human Movement, table 4.1 (after Dempster 1955).',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      marks: [
        { kind: 'span', from: 'trail-ankle', to: 'lead-ankle' },
        { kind: 'plumb', spot: 'centre-of-mass' },
      ],
    },
  },
  kind: 'share',
  fromAddress: true,
  joints: MASS_JOINTS,
  value: (pose, address) => {
    const trail = address('trail-ankle');
    const stance = subtract(address('lead-ankle'), trail);
    const onGround = vector(stance.x, 0, stance.z);
    return (100 * dot(subtract(centreOfMass(pose), trail), onGround)) / dot(onGround, onGround);
  },
  spread: () => evenly(8, 8, 10),
  picture: { view: 'face-on', at: ['address', 'top', 'impact', 'finish'], spread: () => evenly(10, 10, 12) },
});
