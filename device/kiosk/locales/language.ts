import { LANGUAGES, type Language } from '../../api/contract/language.ts';
import { en, type TextKey } from './en.ts';

/**
 * The language of the page: that of its address (`?lang=de`), else the one that was chosen on this screen, else the
 * bay's, which the page is served with. English is part of the page; others are fetched when they are wanted.
 */
export type Sentences = Readonly<Record<TextKey, string>>;

/** Everything that somebody chose on this screen is remembered under names that begin so. */
const CHOICES = 'swingbay.';
const REMEMBERED_AS = `${CHOICES}language`;

const SENTENCES: Readonly<Record<Language, () => Promise<Sentences>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
  ja: async () => (await import('./ja.ts')).ja,
};

/** As the page was served. */
const served = typeof document === 'undefined' ? 'en' : document.documentElement.lang;
let spoken: Language = 'en';
let sentences: Sentences = en;
let asked: Language = 'en';
const listeners = new Set<() => void>();

export const currentLanguage = (): Language => spoken;
export const currentSentences = (): Sentences => sentences;

/** Tells of every change, after its sentences are there; the answer ends it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Speaks the language as soon as its sentences are there; of two quick choices the later one stands. */
export async function speak(language: Language): Promise<void> {
  asked = language;
  const loaded = await SENTENCES[language]();
  if (asked !== language) return;
  spoken = language;
  sentences = loaded;
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** What a person chose on this screen; it is remembered there. */
export function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED_AS, language);
  return speak(language);
}

/** When a visit is over: the next visitor finds the screen as the facility has set it. */
export function forgetChoices(): Promise<void> {
  for (const name of Object.keys(localStorage)) if (name.startsWith(CHOICES)) localStorage.removeItem(name);
  return speakFirst();
}

/** Before the first word is shown. */
export function speakFirst(): Promise<void> {
  const words = [new URLSearchParams(location.search).get('lang'), localStorage.getItem(REMEMBERED_AS), served];
  return speak(words.map(languageOf).find((language) => language !== undefined) ?? 'en');
}

function languageOf(word: string | null): Language | undefined {
  return LANGUAGES.find((language) => language === word);
}
