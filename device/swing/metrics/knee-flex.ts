import type { EventName } from '../events/event-name.ts';
import { angleAt } from '../geometry/angle.ts';
import { evenly, type SpreadOfModel, unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import type { Metric } from './reading.ts';

/**
 * Knee flex: how far the line hip–knee–ankle departs from straight. Degrees, never negative, 0 straight, about 20 at
 * address. Two calibrated cameras; the down-the-line picture alone while the leg bends in its plane: both legs at
 * address, the trail leg, which is nearer to that camera, also at the top.
 *
 * On rendered golfers 2–7° off (5–9°, lite up to 15°) from two views, as much from one; the lead knee at impact reads up to 25°
 * too bent with full and lite, the trail knee up to 20° too straight with lite. The model puts ankles 3 cm too high.
 */
interface KneeRule {
  readonly side: 'lead' | 'trail';
  readonly impact: SpreadOfModel;
  readonly planarAt: readonly EventName[];
  readonly planar: SpreadOfModel;
}

function kneeFlex({ side, impact, planarAt, planar }: KneeRule): Metric {
  return poseMetric({
    id: `${side}-knee-flex`,
    kind: 'angle',
    joints: [`${side}-hip`, `${side}-knee`, `${side}-ankle`],
    value: (pose) => 180 - angleAt(pose(`${side}-knee`), pose(`${side}-hip`), pose(`${side}-ankle`)),
    spread: (at) => (at === 'impact' ? impact : evenly(9, 9, 15)),
    picture: { view: 'down-the-line', at: planarAt, spread: () => planar },
  });
}

export const leadKneeFlex = kneeFlex({
  side: 'lead',
  impact: unevenly([14, 9], [27, 9], [27, 9]),
  planarAt: ['address'],
  planar: evenly(14, 14, 16),
});

export const trailKneeFlex = kneeFlex({
  side: 'trail',
  impact: unevenly([9, 9], [9, 9], [9, 22]),
  planarAt: ['address', 'top'],
  planar: evenly(10, 11, 17),
});
