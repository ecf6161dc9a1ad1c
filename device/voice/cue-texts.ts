import type { SpeechLanguage } from '../ports/speech.port.ts';
import type { CueKey } from './cue-plan.ts';
import type { CueText, CueTexts } from './cue-text.ts';
import { CUE_TEXTS_DE } from './cue-texts.de.ts';
import { CUE_TEXTS_EN } from './cue-texts.en.ts';
import { CUE_TEXTS_JA } from './cue-texts.ja.ts';

export const CUE_TEXTS: Readonly<Record<SpeechLanguage, CueTexts>> = {
  en: CUE_TEXTS_EN,
  de: CUE_TEXTS_DE,
  ja: CUE_TEXTS_JA,
};

/** Null for a fault that came with a newer report than this list: then nothing is said. */
export function cueText(key: CueKey, language: SpeechLanguage): CueText | null {
  return CUE_TEXTS[language][key] ?? null;
}
