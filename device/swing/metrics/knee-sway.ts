import { evenly } from './interval.ts';
import { BAY_AXES, type MetricEntry } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { moment } from './published-range.ts';
import type { Metric } from './reading.ts';

/** A knee's way along the target line since address: how the collapse of a knee shows from the front. */
export function kneeSway(side: 'lead' | 'trail', words: Pick<MetricEntry, 'id' | 'definition' | 'sign'>): Metric {
  return poseMetric({
    entry: {
      ...words,
      unit: 'cm',
      decimals: 0,
      plausible: { low: -50, high: 50 },
      moments: [moment('top'), moment('impact')],
      frameOfReference: BAY_AXES,
      source: 'Coaching term (knee collapse); measured here.',
      picture: {
        kind: 'figure',
        view: 'face-on',
        at: 'top',
        ghostAt: 'address',
        marks: [{ kind: 'moved', spot: `${side}-knee`, along: 'to-target' }],
      },
    },
    kind: 'length',
    fromAddress: true,
    joints: [`${side}-knee`],
    value: (pose, address) => pose(`${side}-knee`).x - address(`${side}-knee`).x,
    spread: () => evenly(3, 3, 4),
    picture: { view: 'face-on', at: ['top', 'impact'], spread: () => evenly(4, 4, 5) },
  });
}
