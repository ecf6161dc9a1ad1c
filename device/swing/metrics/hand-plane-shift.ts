import type { Vector } from '../geometry/vector.ts';
import { type HandPlace, handPath } from './hand-path.ts';
import { BAY_AXES } from './metric-entry.ts';
import { either, motionMetric } from './motion-metric.ts';
import { moment } from './published-range.ts';

export const handPlaneShift = motionMetric({
  entry: {
    id: 'hand-plane-shift',
    unit: 'cm',
    decimals: 0,
    plausible: { low: -50, high: 50 },
    moments: [moment(null)],
    definition:
      'How far the hands are nearer to the ball on the way down than on the way back, seen down the line, at the height at which the lead arm was level going back.',
    sign: 'Positive outside the way back (over the top), negative inside it.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term (over the top); measured here.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'mid-downswing',
      ghostAt: 'mid-backswing',
      marks: [
        { kind: 'path', spot: 'hands', from: 'address', to: 'top', role: 'reference' },
        { kind: 'path', spot: 'hands', from: 'top', to: 'impact' },
      ],
    },
  },
  needs: ['mid-backswing', 'top', 'impact'],
  value: ({ space, time }) => {
    const back = handPath(space, time('mid-backswing'), time('top'))?.[0];
    const down = handPath(space, time('top'), time('impact'));
    if (back === undefined || down === null || back.timeMs !== time('mid-backswing')) return Number.NaN;
    const place = fallenTo(down, back.place.y);
    return place === null ? Number.NaN : 100 * (place.z - back.place.z);
  },
  spread: () => either(6),
});

/** Where a way that leads down first reaches a height; null where it never does. */
function fallenTo(path: readonly HandPlace[], height: number): Pick<Vector, 'z'> | null {
  for (let i = 1; i < path.length; i++) {
    const [above, below] = [(path[i - 1] as HandPlace).place, (path[i] as HandPlace).place];
    if (above.y < height || below.y >= height) continue;
    const share = (above.y - height) / (above.y - below.y);
    return { z: above.z + share * (below.z - above.z) };
  }
  return null;
}
