import { describe, expect, it } from 'vitest';
import { type Exchange, hasFailed, nextWords, outcomeWords, tokensOf, tookWords } from './exchange-words.ts';

const answered: Pick<Exchange, 'state' | 'verdict' | 'problems' | 'isRepair' | 'question'> = {
  ...{ state: 'answered', verdict: 'grounded', problems: [], isRepair: false, question: 'answered' },
};

describe('what became of a question', () => {
  it('is that it was shown, at once or after it was mended', () => {
    expect([outcomeWords(answered), nextWords(answered)]).toEqual(['Answered and shown', null]);
    expect(outcomeWords({ ...answered, isRepair: true })).toBe('Repaired and shown');
  });

  it('is what the checker found, each kind once, also one that this page does not know', () => {
    const refused = { ...answered, verdict: 'ungrounded' as const, problems: ['drill-unknown', 'newer', 'newest'] };
    expect(outcomeWords(refused)).toBe(
      'Refused by the checker: a drill that does not exist and something that may not be shown',
    );
    expect(outcomeWords({ ...refused, problems: [] })).toContain('something that may not be shown');
    expect([nextWords(refused), nextWords({ ...refused, question: 'given-up' })]).toEqual([
      ...['Another try was shown.', 'The bay’s own coach stands.'],
    ]);
  });

  it('is what went wrong on the way, and whether it is asked again', () => {
    const cut = { ...answered, state: 'broken-off' as const, verdict: null, question: 'open' as const };
    expect([outcomeWords(cut), nextWords(cut)]).toEqual(['Broken off on the way', 'It is asked again.']);
    expect(nextWords({ ...cut, question: null })).toBeNull();
    expect(nextWords({ ...cut, state: 'open' })).toBeNull();
  });

  it('has no costs that are known while it is under way, and has not failed', () => {
    const tokens = { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 };
    expect((['answered', 'open', 'lost'] as const).map((state) => tokensOf({ state, tokens }))).toEqual([
      10,
      null,
      null,
    ]);
    const failed = (['open', 'lost', 'refused'] as const).map((state) => hasFailed({ state, verdict: null }));
    expect([...failed, hasFailed(answered)]).toEqual([false, true, true, false]);
  });

  it('says how long one took, and nothing of the kind of a batch', () => {
    expect(tookWords({ way: 'direct', latencyMs: 2_340 })).toBe('2.3 s');
    expect(tookWords({ way: 'direct', latencyMs: null })).toBe('–');
    expect(tookWords({ way: 'batch', latencyMs: 80_000_000 })).toBe('in a batch');
  });
});
