import { DEGREES } from '../geometry/angle.ts';
import { planeNormal } from '../geometry/fit-plane.ts';
import { handPath, stepsOf } from './hand-path.ts';
import { either, motionMetric } from './motion-metric.ts';
import { moment } from './published-range.ts';

/** Weighted by the way, not by time: hands that linger at the top do not count for more than hands that pass. */
export const handPlane = motionMetric({
  entry: {
    id: 'hand-plane',
    unit: '°',
    decimals: 0,
    plausible: { low: 10, high: 90 },
    moments: [moment(null)],
    definition:
      'The inclination to the ground of the plane that the hands’ way from the top to impact lies nearest to (least squares, each piece of the way weighted by its length).',
    sign: 'Never negative: 0 lies flat, 90 stands upright.',
    frameOfReference: 'The level of the ground.',
    source: 'Swing plane of the hands, as fitted by Coleman and Rankin 2005 for the club; measured here.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'mid-downswing',
      marks: [{ kind: 'path', spot: 'hands', from: 'top', to: 'impact', role: 'slope' }],
    },
  },
  needs: ['top', 'impact'],
  value: ({ space, time }) => {
    const path = handPath(space, time('top'), time('impact'));
    const places = path?.map(({ place }) => place) ?? [];
    const normal = path === null ? null : planeNormal(places, stepsOf(path));
    return normal === null ? Number.NaN : Math.acos(Math.min(1, Math.abs(normal.y))) * DEGREES;
  },
  spread: () => either(8),
});
