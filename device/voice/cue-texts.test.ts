import { describe, expect, it } from 'vitest';
import { FAULT_RULES } from '../swing/faults/fault-rules.ts';
import { SPEECH_LANGUAGES } from '../ports/speech.port.ts';
import { CUE_TEXTS } from './cue-texts.ts';

const WANTED = ['better', ...FAULT_RULES.map(({ id }) => `fault.${id}`)].sort();
/** What can be heard in about two seconds. */
const CHARACTERS_MAX = 36;

describe('the texts of the cues', () => {
  it.each(SPEECH_LANGUAGES)('has a sentence for every fault and for its end, and none besides, in %s', (language) => {
    expect(Object.keys(CUE_TEXTS[language]).sort()).toEqual(WANTED);
  });

  it.each(SPEECH_LANGUAGES)('says it shortly in %s', (language) => {
    const long = Object.values(CUE_TEXTS[language]).filter(({ spoken }) => spoken.length > CHARACTERS_MAX);
    expect(long).toEqual([]);
  });

  it('is spoken in hiragana alone where it is Japanese', () => {
    const others = Object.values(CUE_TEXTS.ja).filter(({ spoken }) => !/^[ぁ-ゔー、。 ]+$/u.test(spoken));
    expect(others).toEqual([]);
  });

  it('says no two faults alike in one language', () => {
    for (const language of SPEECH_LANGUAGES) {
      const spoken = Object.values(CUE_TEXTS[language]).map((text) => text.spoken);
      expect(new Set(spoken).size).toBe(spoken.length);
    }
  });
});
