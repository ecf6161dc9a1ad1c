import { handPath, stepsOf } from './hand-path.ts';
import { BAY_AXES } from './metric-entry.ts';
import { motionMetric } from './motion-metric.ts';
import { moment } from './published-range.ts';

/** Noise lengthens a path and smoothing shortens it. */
const RELATIVE_ERROR = 0.12;

export const handPathLength = motionMetric({
  entry: {
    id: 'hand-path-length',
    unit: 'cm',
    decimals: 0,
    plausible: { low: 40, high: 300 },
    moments: [moment(null)],
    definition: 'The length of the way of the hands, the middle of both wrists, from the top to impact.',
    sign: 'Never negative.',
    frameOfReference: BAY_AXES,
    source: 'Hand path as in inverse dynamics of the swing (Nesbit and McGinnis 2009); measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      ghostAt: 'top',
      marks: [{ kind: 'path', spot: 'hands', from: 'top', to: 'impact' }],
    },
  },
  needs: ['top', 'impact'],
  value: ({ space, time }) => {
    const path = handPath(space, time('top'), time('impact'));
    return path === null ? Number.NaN : 100 * stepsOf(path).reduce((sum, step) => sum + step, 0);
  },
  spread: (value) => ({ below: value * RELATIVE_ERROR, above: value * RELATIVE_ERROR }),
});
