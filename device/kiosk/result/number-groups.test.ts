import { expect, it } from 'vitest';
import { SCRIPTED_CATALOGUE } from '../dev/scripted-catalogue.ts';
import { SCRIPTED_METRICS } from '../dev/scripted-report.ts';
import { groupNumbers } from './number-groups.ts';
import { numberWords } from './number-words.ts';

const numbers = numberWords(SCRIPTED_METRICS, SCRIPTED_CATALOGUE);

it('sorts every number to its moment, in the order of a swing, and none twice', () => {
  const groups = groupNumbers(numbers);
  expect(groups.map(({ group }) => group)).toEqual(['whole', 'address', 'top', 'impact']);
  expect(groups.flatMap((each) => each.numbers)).toHaveLength(numbers.length);
  expect(groups.find(({ group }) => group === 'impact')?.numbers.map(({ key }) => key)).toContain('spine-angle impact');
});

it('has no group without a number', () => {
  expect(groupNumbers([])).toEqual([]);
});
