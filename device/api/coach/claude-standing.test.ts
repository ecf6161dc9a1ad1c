import { describe, expect, it } from 'vitest';
import type { CoachState } from '../../ports/coach-state.port.ts';
import { claudeStanding } from './claude-standing.ts';

const coach: CoachState = { isOn: true, model: 'model-a', trouble: null, isOverBudget: false, limits: null };
const down = { code: 'coach/unreachable', message: 'The line is down.', hint: null } as const;
const asked = { coach, consent: 'given', job: null, isAnswered: false } as const;
const waiting = { state: 'waiting', reason: null } as const;

describe('how things stand with Claude’s words', () => {
  it('names whatever keeps them away, the player’s own word before the line', () => {
    expect(claudeStanding(asked)).toEqual({ state: 'not-asked', why: null });
    expect(claudeStanding({ ...asked, consent: 'not-given' }).why).toBe('no-consent');
    expect(claudeStanding({ ...asked, consent: 'guardian-missing' }).why).toBe('guardian');
    expect(claudeStanding({ ...asked, consent: 'guest' }).why).toBe('guest');
    expect(claudeStanding({ ...asked, coach: { ...coach, isOn: false }, consent: 'not-given' }).why).toBe('off');
  });

  it('says what a question waits for', () => {
    expect(claudeStanding({ ...asked, job: waiting })).toEqual({ state: 'waiting', why: null });
    expect(claudeStanding({ ...asked, job: waiting, coach: { ...coach, trouble: down } }).why).toBe('no-line');
    for (const code of ['coach/key-refused', 'coach/model-refused', 'coach/question-refused'] as const) {
      const trouble = { ...down, code };
      expect(claudeStanding({ ...asked, job: waiting, coach: { ...coach, trouble } }).why).toBe('key');
    }
    expect(claudeStanding({ ...asked, job: waiting, coach: { ...coach, isOverBudget: true } }).why).toBe('budget');
    expect(claudeStanding({ ...asked, job: { state: 'asked', reason: null } }).why).toBeNull();
  });

  it('says why a question was given up, and lets who agreed since ask again', () => {
    const givenUp = (reason: string) => claudeStanding({ ...asked, job: { state: 'given-up', reason } });
    expect(givenUp('ungrounded')).toEqual({ state: 'refused', why: 'not-grounded' });
    expect(givenUp('refused').why).toBe('declined');
    expect(givenUp('something new').why).toBe('failed');
    expect(givenUp('not-allowed')).toEqual({ state: 'not-asked', why: null });
  });

  it('shows what was answered, whatever was decided since', () => {
    expect(claudeStanding({ ...asked, consent: 'not-given', isAnswered: true }).state).toBe('there');
  });
});
