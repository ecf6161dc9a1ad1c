import type { DrillEffects } from '../../../api/contract/progress.ts';
import type { Catalogue } from '../../connection/catalogue.ts';
import { text } from '../../locales/text.ts';
import { metricWords } from '../progress/metric-words.ts';

/** Whether the number that a drill aims at has moved since it was begun, in words that claim no more than is known. */
export type DrillEffect = NonNullable<DrillEffects['drills'][number]['effect']>;

export interface EffectWords {
  readonly tone: 'good' | 'bad' | 'even' | 'early';
  readonly sentence: string;
  /** What chance and measuring alone make; null before anything can be said. */
  readonly noise: string | null;
}

const TONES: Readonly<Record<DrillEffect['verdict'], EffectWords['tone']>> = {
  better: 'good',
  worse: 'bad',
  'no-real-change': 'even',
  'too-early-to-say': 'early',
};
/** Visits on either side of a drill's beginning before anything is said. */
const VISITS_MIN = 2;

export function effectWords(effect: DrillEffect, catalogue: Catalogue): EffectWords {
  const { metric, at, unit, decimals, change, verdict, changeSince } = effect;
  const words = metricWords({ id: metric, at, unit, decimals }, catalogue);
  const name = changeSince === null ? words.title : text('practice.effect.change-of', { name: words.title });
  const tone = TONES[verdict];
  if (change === null) {
    const before = effect.visitsBefore < VISITS_MIN;
    return {
      tone,
      sentence: text(before ? 'practice.effect.none-before' : 'practice.effect.too-early', { name }),
      noise: null,
    };
  }
  const size = words.saySize(change.value);
  const grew = change.value > 0 ? 'more' : 'less';
  return {
    tone,
    sentence: text(`practice.effect.${verdict as Exclude<typeof verdict, 'too-early-to-say'>}`, {
      name,
      change: text(`practice.effect.${grew}`, { size }),
    }),
    noise: text('progress.noise', { size: words.saySize((change.high - change.low) / 2) }),
  };
}
