import { describe, expect, it } from 'vitest';
import type { MetricProgressBody } from '../../../api/contract/progress.ts';
import { draftFrom, goalOf, isTooNarrow } from './goal-draft.ts';

const OPEN_HIPS: MetricProgressBody = {
  ...{ id: 'pelvis-turn', at: 'impact', unit: '°', decimals: 0, levels: [], leftOut: 0, change: null },
  typical: { low: -50, high: -30, source: 'nobody' },
  known: { low: -34, high: -26 },
  verdict: 'too-early-to-say',
};
const draft = (least: string, most: string) => ({ least, most, club: '', dueOn: '' });

describe('a goal that is typed', () => {
  it('is in the direction in which its number is spoken of, and is stored in the number’s own', () => {
    expect(draftFrom(OPEN_HIPS, -1)).toEqual({ least: '30', most: '50' });
    const made = goalOf(draft('30', '50'), OPEN_HIPS, -1);
    expect(made).toEqual({
      goal: { metric: 'pelvis-turn', at: 'impact', low: -50, high: -30, club: null, dueOn: null },
    });
    expect(goalOf(draft('30', ''), OPEN_HIPS, -1)).toMatchObject({ goal: { low: null, high: -30 } });
    expect(goalOf(draft('0', ''), OPEN_HIPS, -1)).toMatchObject({ goal: { high: 0 } });
  });

  it('may have a comma, a true minus sign, and one end only', () => {
    expect(goalOf(draft('−2,5', ''), OPEN_HIPS, 1)).toMatchObject({ goal: { low: -2.5, high: null } });
  });

  it('is told what it lacks', () => {
    expect(goalOf(draft('', ' '), OPEN_HIPS, 1)).toEqual({ problem: 'empty' });
    expect(goalOf(draft('forty', ''), OPEN_HIPS, 1)).toEqual({ problem: 'not-a-number' });
    expect(goalOf(draft('50', '30'), OPEN_HIPS, 1)).toEqual({ problem: 'turned-round' });
  });

  it('is too narrow where its ends lie nearer together than the number is known', () => {
    expect(isTooNarrow({ low: -40, high: -35 }, OPEN_HIPS.known)).toBe(true);
    expect(isTooNarrow({ low: -50, high: -30 }, OPEN_HIPS.known)).toBe(false);
    expect(isTooNarrow({ low: null, high: -35 }, OPEN_HIPS.known)).toBe(false);
    expect(isTooNarrow({ low: -40, high: -35 }, null)).toBe(false);
  });
});
