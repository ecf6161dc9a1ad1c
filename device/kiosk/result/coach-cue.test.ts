import { describe, expect, it } from 'vitest';
import type { SwingReport } from '../../api/contract/report.ts';
import { coachCue, isAtTheBall } from './coach-cue.ts';

const advised = (coachingCues: string[], language = 'en'): SwingReport =>
  ({ advice: { offline: [], claude: { answer: { coachingCues }, language } } }) as unknown as SwingReport;
const alone = { advice: { offline: [], claude: null } } as unknown as SwingReport;

describe('the cue on the bay’s screen', () => {
  it('is the bay’s own until Claude’s is there', () => {
    expect(coachCue(alone, 'Feel it.', 'en')).toEqual({ words: 'Feel it.', from: 'bay' });
    expect(coachCue(advised(['Let it fall.']), 'Feel it.', 'en')).toEqual({ words: 'Let it fall.', from: 'claude' });
    expect(coachCue(alone, null, 'en')).toBeNull();
  });

  it('is the first that is read in a glance, in the language of the page', () => {
    expect(coachCue(advised(['x'.repeat(71), 'Let it fall.']), null, 'en')?.words).toBe('Let it fall.');
    expect(coachCue(advised(['振る'.repeat(40)]), 'Feel it.', 'en')?.from).toBe('bay');
    expect(coachCue(advised(['Let it fall.'], 'de'), 'Feel it.', 'en')?.from).toBe('bay');
  });

  it('stays as it is while somebody stands to the ball', () => {
    expect(['address', 'swinging', 'capturing'].every((state) => isAtTheBall(state as 'address'))).toBe(true);
    expect(['empty', 'occupied', 'stopped'].some((state) => isAtTheBall(state as 'empty'))).toBe(false);
  });
});
