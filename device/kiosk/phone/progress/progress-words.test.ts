import { describe, expect, it } from 'vitest';
import type { MetricProgressBody, Progress } from '../../../api/contract/progress.ts';
import { EMPTY_CATALOGUE } from '../../connection/catalogue.ts';
import { metricWords } from './metric-words.ts';
import { levelsAround, sortedByChange, verdictWords } from './progress-words.ts';

const visits: Progress['visits'] = [10, 17, 24, 31].map((day) => ({
  ...{ session: `visit-${day}`, startedAt: `2026-10-${day}T10:00:00Z`, shots: 20 },
  ...{ newestShot: '01930000-0000-7000-8000-000000000001', consistency: null },
}));
const level = (visit: number, mean: number) => ({ visit, mean, low: mean - 1, high: mean + 1, shots: 20 });
const hips = (changes: Partial<MetricProgressBody>): MetricProgressBody => ({
  ...{ id: 'pelvis-turn', at: 'impact', unit: '°', decimals: 0, leftOut: 0, typical: null, known: null },
  levels: [level(0, -20), level(1, -22), level(2, -34), level(3, -36)],
  change: { shape: 'step', value: -14, low: -18, high: -10, since: 2 },
  verdict: 'changed',
  ...changes,
});
const said = (metric: MetricProgressBody) => verdictWords(metric, metricWords(metric, EMPTY_CATALOGUE, -36), visits);

describe('what is said of a change', () => {
  it('are the two levels in words, the day, and what chance makes', () => {
    const { sentence, noise, tone } = said(hips({}));
    expect(sentence).toMatch(/^Pelvis turn has really changed: from 21° open to 35° open since .*24.*\.$/);
    expect(noise).toContain('±4°');
    expect(tone).toBe('new');
  });

  it('are both ends of a slope, since the first visit', () => {
    const slope = hips({ change: { shape: 'slope', value: -16, low: -20, high: -12, since: null } });
    expect(levelsAround(slope)).toEqual({ before: -20, after: -36 });
    expect(said(slope).sentence).toMatch(/since .*10.*\.$/);
  });

  it('is how many visits are missing while there are too few', () => {
    const young = hips({ levels: [level(0, -20)], change: null, verdict: 'too-early-to-say' });
    expect(said(young)).toMatchObject({ sentence: expect.stringContaining('3 more visits'), noise: null });
  });
});

it('lists what has really changed first, the surest before others, and nothing that was never measured', () => {
  const sure = hips({
    id: 'x-factor',
    verdict: 'improved',
    change: { shape: 'slope', value: 20, low: 19, high: 21, since: null },
  });
  const steady = hips({ id: 'side-bend', verdict: 'steady' });
  const never = hips({ id: 'head-lift', levels: [], change: null, verdict: 'too-early-to-say' });
  expect(sortedByChange([steady, never, hips({}), sure]).map(({ id }) => id)).toEqual([
    'x-factor',
    'pelvis-turn',
    'side-bend',
  ]);
});
