import { moment } from './published-range.ts';
import { type Metric, withheld } from './reading.ts';

/** How clean the ball sounded. A swing that comes without a judged sound has none. */
export const strikeQuality: Metric = {
  entry: {
    id: 'strike-quality',
    unit: '%',
    decimals: 0,
    plausible: { low: 0, high: 100 },
    moments: [moment(null)],
    definition: 'How much the sound of impact is that of a ball struck cleanly, as the microphone hears it.',
    sign: '100 is a clean strike; never negative.',
    frameOfReference: 'The sound of the bay, without its noise.',
    source: 'Measured here, on the virtual bay’s sounds.',
    ways: [{ method: 'audio', cameras: 0, calibrated: false, view: null, at: null }],
    picture: { kind: 'chart', curves: ['sound'], from: 'mid-downswing', to: 'mid-follow-through' },
  },
  measure: () => withheld('no-sound'),
};
