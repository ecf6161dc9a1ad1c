import { EVENT_NAMES, type EventName } from '../../../api/contract/report.ts';

/** What of the progress is shown, as the address says it after `#progress/`. Pure. */
export type ProgressPlace =
  | { readonly name: 'overview' }
  | { readonly name: 'metric'; readonly id: string; readonly at: EventName | null }
  | { readonly name: 'goals' }
  /** A new goal, of a number that was chosen already. */
  | { readonly name: 'goal'; readonly metric: string | null };

const METRIC = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export function progressPlaceOf(hash: string): ProgressPlace {
  const [, first, second, third] = hash.replace(/^#/, '').split('/');
  if (first === undefined || first === '') return { name: 'overview' };
  if (first === 'goals') return { name: 'goals' };
  if (first === 'goal') {
    return { name: 'goal', metric: second === undefined ? null : third === undefined ? second : `${second}/${third}` };
  }
  const at = EVENT_NAMES.find((name) => name === second) ?? null;
  return METRIC.test(first) ? { name: 'metric', id: first, at } : { name: 'overview' };
}
