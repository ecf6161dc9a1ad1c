import { expect, it } from 'vitest';
import { SCRIPTED_CATALOGUE } from '../dev/scripted-catalogue.ts';
import { SCRIPTED_METRICS } from '../dev/scripted-report.ts';
import { numberWords } from '../result/number-words.ts';
import { coachNumbers } from './coach-numbers.ts';

const OWN = {
  id: 'spine-angle',
  at: 'top',
  value: 31,
  low: 29,
  high: 33,
  unit: '°',
  method: 'corrected',
  cameras: [],
} as const;
const CATALOGUE = {
  ...SCRIPTED_CATALOGUE,
  metrics: SCRIPTED_CATALOGUE.metrics.map((words) =>
    words.id === 'spine-angle'
      ? { ...words, moments: [...words.moments, { at: 'top' as const, typical: null, audience: 'coach' as const }] }
      : words,
  ),
};

it('shows the coach every number, and says which the player does not see', () => {
  const metrics = [...SCRIPTED_METRICS, { ...OWN, cameras: [] }];
  const { measured, withheld } = coachNumbers({ metrics }, CATALOGUE);
  expect(measured.length + withheld.length).toBe(metrics.length);
  const own = measured.filter(({ isCoachOnly }) => isCoachOnly).map(({ metric }) => `${metric.id} ${metric.at}`);
  expect(own).toContain('spine-angle top');
  const forPlayer = numberWords(metrics, CATALOGUE).map(({ key }) => key);
  for (const key of own) expect(forPlayer).not.toContain(key);
});
