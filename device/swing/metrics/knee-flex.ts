import { angleAt } from '../geometry/angle.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import type { Metric } from './reading.ts';

/**
 * Knee flex: how far the line hip–knee–ankle departs from straight. Degrees, never negative, 0 straight, about 20 at
 * address. Two calibrated cameras; the down-the-line picture alone while the leg bends in its plane: both legs at
 * address, the trail leg, which is nearer to that camera, also at the top.
 *
 * On rendered golfers 2–3° off (7–8°) from two views; the model puts ankles 3 cm too high. Feet turned out by 20°
 * shorten the bend in a picture by some 2°, which the wider interval holds.
 */
function kneeFlex(side: 'lead' | 'trail', planarAt: readonly ('address' | 'top')[], planarSpread: number): Metric {
  return poseMetric({
    id: `${side}-knee-flex`,
    kind: 'angle',
    joints: [`${side}-hip`, `${side}-knee`, `${side}-ankle`],
    value: (pose) => 180 - angleAt(pose(`${side}-knee`), pose(`${side}-hip`), pose(`${side}-ankle`)),
    spread: () => evenly(8, 8),
    picture: { view: 'down-the-line', at: planarAt, spread: () => evenly(planarSpread) },
  });
}

export const leadKneeFlex = kneeFlex('lead', ['address'], 14);
export const trailKneeFlex = kneeFlex('trail', ['address', 'top'], 10);
