import { GOLFDB, publishedMoment } from './published-range.ts';
import { spanMetric } from './swing-span.ts';

export const downswingTime = spanMetric(
  {
    id: 'downswing-time',
    unit: 's',
    decimals: 2,
    plausible: { low: 0.12, high: 0.7 },
    moments: [publishedMoment(null, 0.2, 0.3, GOLFDB)],
    definition: 'From the top, where the club changes direction, to impact. It hardly varies between golfers.',
    sign: 'Always positive.',
    frameOfReference: 'The time of the clip; slow motion of known rate is taken out.',
    source: 'Events as GolfDB labels them (McNally et al. 2019).',
    picture: {
      kind: 'chart',
      curves: ['hand-speed'],
      from: 'address',
      to: 'finish',
      spans: [{ from: 'top', to: 'impact' }],
    },
  },
  'top',
  'impact',
);
