import type { EventName } from '../events/event-name.ts';
import { angleAt } from '../geometry/angle.ts';
import { evenly, type SpreadOfModel } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { HEURISTIC, moment, publishedMoment } from './published-range.ts';
import type { Metric } from './reading.ts';

/**
 * How far a leg departs from straight, alike for both. On rendered golfers 2–7° off (5–9°, lite up to 15°) from two
 * views, as much from one; the lead knee at impact reads up to 25° too bent with full and lite, the trail knee up to
 * 20° too straight with lite. The model puts ankles 3 cm too high.
 */
interface KneeRule {
  readonly side: 'lead' | 'trail';
  readonly impact: SpreadOfModel;
  /** When the leg bends in the plane of the down-the-line picture. */
  readonly planarAt: readonly EventName[];
  readonly planar: SpreadOfModel;
}

export function kneeFlex({ side, impact, planarAt, planar }: KneeRule): Metric {
  return poseMetric({
    entry: {
      id: `${side}-knee-flex`,
      unit: '°',
      decimals: 0,
      plausible: { low: 0, high: 100 },
      moments: [publishedMoment('address', 15, 29, HEURISTIC), moment('top'), moment('impact')],
      definition: `180° less the angle at the ${side} knee between hip joint and ankle: 0 is a straight leg.`,
      sign: 'Never negative.',
      frameOfReference: 'The leg itself.',
      source: 'Included angle of the joint centres, as in motion analysis; no range of golfers is published.',
      picture: {
        kind: 'figure',
        view: 'down-the-line',
        at: 'address',
        marks: [
          { kind: 'line', from: `${side}-hip`, to: `${side}-knee` },
          {
            kind: 'between-lines',
            first: [`${side}-knee`, `${side}-ankle`],
            second: [`${side}-hip`, `${side}-knee`],
          },
        ],
      },
    },
    kind: 'angle',
    joints: [`${side}-hip`, `${side}-knee`, `${side}-ankle`],
    value: (pose) => 180 - angleAt(pose(`${side}-knee`), pose(`${side}-hip`), pose(`${side}-ankle`)),
    spread: (at) => (at === 'impact' ? impact : evenly(9, 9, 15)),
    picture: { view: 'down-the-line', at: planarAt, spread: () => planar },
  });
}
