import { GOLFDB, publishedMoment } from './published-range.ts';
import { spanMetric } from './swing-span.ts';

export const backswingTime = spanMetric(
  {
    id: 'backswing-time',
    unit: 's',
    decimals: 2,
    plausible: { low: 0.25, high: 3 },
    moments: [publishedMoment(null, 0.67, 1.4, GOLFDB)],
    definition: 'From the address event, the last still instant before the club starts back, to the top.',
    sign: 'Always positive.',
    frameOfReference: 'The time of the clip; slow motion of known rate is taken out.',
    source: 'Events as GolfDB labels them (McNally et al. 2019).',
    picture: {
      kind: 'chart',
      curves: ['hand-speed'],
      from: 'address',
      to: 'finish',
      spans: [{ from: 'address', to: 'top' }],
    },
  },
  'address',
  'top',
);
