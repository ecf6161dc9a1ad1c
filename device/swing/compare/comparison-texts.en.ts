import type { DifferenceVerdict } from './compare-swings.ts';
import type { UnlikeCondition } from './same-conditions.ts';

/** English words of a comparison, by what it says. */
export const VERDICT_WORDS: Readonly<Record<DifferenceVerdict, string>> = {
  better: 'Nearer to the usual range',
  worse: 'Farther from the usual range',
  changed: 'Changed',
  'no-real-difference': 'No real difference',
};

export const UNLIKE_WORDS: Readonly<Record<UnlikeCondition, string>> = {
  'other-session': 'They come from different sessions, so only large differences can be told apart.',
  'other-player': 'They belong to different players, so only large differences can be told apart.',
  'other-hand': 'One is left-handed, one right-handed, so only large differences can be told apart.',
  'other-cameras': 'Different cameras saw them, so only large differences can be told apart.',
  'other-calibration': 'The cameras were calibrated anew in between, so only large differences can be told apart.',
  'other-model': 'Different pose models measured them: analyse both again to tell small differences apart.',
  'other-algorithms': 'Different versions measured them: analyse both again to tell small differences apart.',
};

export const SAME_CONDITIONS_WORDS =
  'Both come from one session, so what clothes and cameras do to the numbers is the same in both, and small differences count.';
