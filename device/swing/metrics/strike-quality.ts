import { type StrikeFeatures, strikeFeatures } from '../sound/strike-features.ts';
import { moment } from './published-range.ts';
import { type Metric, withheld } from './reading.ts';

/**
 * The scale was set on the virtual bay's synthetic strikes, whose thumps, ringing and brightness follow what is known of
 * club–ball sounds; it was not tried on strikes of people whose quality was measured. It orders the swings of one
 * golfer with one club in one bay; two clubs or two bays are not compared by it. The interval says so: ± 25 % where the
 * strike stands clear of the noise (synthetic strikes err by 19 % in nine of ten), wider towards the least accepted.
 */
const OVER_NOISE_DB_MIN = 15;
const OVER_NOISE_DB_CLEAR = 25;
const ERROR_CLEAR = 25;
const ERROR_NOISY = 35;

export const strikeQuality: Metric = {
  entry: {
    id: 'strike-quality',
    unit: '%',
    decimals: 0,
    plausible: { low: 0, high: 100 },
    moments: [moment(null)],
    definition:
      'How much the sound of impact is that of a ball struck cleanly, as the microphone hears it: bright and short, without a thump of the mat. Set on synthetic strikes and shown with low confidence; it orders the swings of one golfer with one club.',
    sign: '100 is a clean strike; never negative.',
    frameOfReference: 'The sound of the bay, without its noise.',
    source: 'Measured here, on the virtual bay’s sounds.',
    ways: [{ method: 'audio', cameras: 0, calibrated: false, view: null, at: null }],
    picture: { kind: 'chart', curves: ['sound'], from: 'mid-downswing', to: 'mid-follow-through' },
  },
  measure({ impactSound }) {
    const features = impactSound === null ? null : strikeFeatures(impactSound);
    if (features === null) return withheld('no-sound');
    if (features.overNoiseDb < OVER_NOISE_DB_MIN) return withheld('too-noisy');
    const clear = Math.min(1, (features.overNoiseDb - OVER_NOISE_DB_MIN) / (OVER_NOISE_DB_CLEAR - OVER_NOISE_DB_MIN));
    const error = ERROR_NOISY + (ERROR_CLEAR - ERROR_NOISY) * clear;
    return { value: qualityOf(features), spread: { below: error, above: error }, method: 'audio', cameras: [] };
  },
};

/** Each feature from what a spoilt strike measures (0) to what a clean one does (1), and its share of the score. */
const SCALES = {
  brightShare: { spoilt: 0.05, clean: 0.13, share: 0.2 },
  thumpDb: { spoilt: 13, clean: 5.5, share: 0.4 },
  ringMs: { spoilt: 5, clean: 1.7, share: 0.4 },
} as const;

function qualityOf(features: Pick<StrikeFeatures, keyof typeof SCALES>): number {
  let score = 0;
  for (const [name, { spoilt, clean, share }] of Object.entries(SCALES)) {
    const value = features[name as keyof typeof SCALES];
    score += share * Math.min(1, Math.max(0, (value - spoilt) / (clean - spoilt)));
  }
  return 100 * score;
}
