import { BY_EVENTS } from './metric-entry.ts';
import { GOLFDB, publishedMoment } from './published-range.ts';
import { type Metric, withheld } from './reading.ts';
import { readingOfEvents, spanOf } from './swing-span.ts';

export const tempoRatio: Metric = {
  entry: {
    id: 'tempo-ratio',
    unit: 'ratio',
    decimals: 1,
    plausible: { low: 0.8, high: 12 },
    moments: [publishedMoment(null, 2.57, 5.33, GOLFDB)],
    definition:
      'Backswing time over downswing time: address to top, over top to impact. It counts from the last still instant; the 3 : 1 of teaching counts from the visible takeaway and is smaller for the same swing.',
    sign: 'Always positive; larger is a slower backswing.',
    frameOfReference: 'The time of the clip.',
    source: 'Events as GolfDB labels them (McNally et al. 2019), whose own ratio is 3.4 in the median.',
    ways: BY_EVENTS,
    picture: {
      kind: 'chart',
      curves: ['hand-speed'],
      from: 'address',
      to: 'finish',
      spans: [
        { from: 'address', to: 'top' },
        { from: 'top', to: 'impact' },
      ],
    },
  },
  measure(motion) {
    const back = spanOf(motion, 'address', 'top');
    const down = spanOf(motion, 'top', 'impact');
    if (typeof back === 'string') return withheld(back);
    if (typeof down === 'string') return withheld(down);
    const ratio = back.ms / down.ms;
    // Relative errors add in quadrature; the quotient's upper arm is the longer one.
    const relative = Math.hypot(back.errorMs / back.ms, down.errorMs / down.ms);
    return readingOfEvents(motion, ratio, { below: ratio - ratio / (1 + relative), above: ratio * relative });
  },
};
