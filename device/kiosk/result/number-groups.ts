import type { EventName } from '../../api/contract/report.ts';
import type { NumberWords } from './number-words.ts';

/** The moments by which all numbers are sorted, in the order of a swing; what belongs to no moment comes first. */
export const NUMBER_GROUPS = ['whole', 'address', 'back', 'top', 'down', 'impact', 'through'] as const;
export type NumberGroup = (typeof NUMBER_GROUPS)[number];

const GROUP_OF: Readonly<Record<EventName, NumberGroup>> = {
  address: 'address',
  'toe-up': 'back',
  'mid-backswing': 'back',
  top: 'top',
  'mid-downswing': 'down',
  impact: 'impact',
  'mid-follow-through': 'through',
  finish: 'through',
};

/** Only groups with a number in them, each in the order in which the numbers came. */
export function groupNumbers(numbers: readonly NumberWords[]): { group: NumberGroup; numbers: NumberWords[] }[] {
  return NUMBER_GROUPS.flatMap((group) => {
    const of = numbers.filter(({ metric }) => (metric.at === null ? 'whole' : GROUP_OF[metric.at]) === group);
    return of.length === 0 ? [] : [{ group, numbers: of }];
  });
}
