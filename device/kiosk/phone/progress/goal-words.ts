/** A goal in words, for the player's phone and for the coach's page alike. */
import type { GoalBody } from '../../../api/contract/progress.ts';
import type { Catalogue } from '../../connection/catalogue.ts';
import { clubWords } from '../../locales/club-words.ts';
import { text } from '../../locales/text.ts';
import { shortDate } from './date-words.ts';
import { type MetricWords, metricWords } from './metric-words.ts';

/** How the number of a goal is spoken of. */
export function goalMetricWords(goal: GoalBody, catalogue: Catalogue): MetricWords {
  const typical = catalogue.metrics
    .find(({ id }) => id === goal.metric)
    ?.moments.find(({ at }) => at === goal.at)?.typical;
  const like = { id: goal.metric, at: goal.at, unit: goal.unit, decimals: goal.decimals, typical: typical ?? null };
  return metricWords(like, catalogue, goal.low ?? goal.high);
}

export function targetWords({ low, high }: GoalBody, words: MetricWords): string {
  const [least, most] = words.flip === 1 ? [low, high] : [high, low];
  if (least !== null && most !== null) {
    return text('goal.target.between', { low: words.say(least), high: words.say(most) });
  }
  return least === null
    ? text('goal.target.most', { value: words.say(most ?? 0) })
    : text('goal.target.least', { value: words.say(least) });
}

export function conditionWords({ club, dueOn }: GoalBody): string {
  const due = dueOn === null ? null : text('goal.by', { date: shortDate(`${dueOn}T12:00:00`) });
  return [club === null ? null : clubWords(club), due].filter((each) => each !== null).join(' · ');
}
