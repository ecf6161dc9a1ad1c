import { afterEach, describe, expect, it } from 'vitest';
import { CLUBS } from '../../api/contract/clubs.ts';
import { LANGUAGES } from '../../api/contract/language.ts';
import { clubWords } from './club-words.ts';
import { speak } from './language.ts';

afterEach(() => speak('en'));

describe.each(LANGUAGES)('the clubs in %s', (language) => {
  it('have words of their own, one club no other’s', async () => {
    await speak(language);
    const words = CLUBS.map(clubWords);
    for (const [at, club] of CLUBS.entries()) if (!/^[PGSL]W$/.test(club)) expect(words[at], club).not.toBe(club);
    expect(new Set(words).size).toBe(CLUBS.length);
  });
});

it('leaves a name that is not of the list as it was given', () => {
  expect(clubWords('chipper')).toBe('chipper');
});
