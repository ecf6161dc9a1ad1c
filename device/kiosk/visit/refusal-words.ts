import { counted, text, textIfKnown } from '../locales/text.ts';
import { BayRefusal } from './visit-api.ts';

/** What went wrong, for whoever stands before the screen. */
export function refusalWords(error: unknown): string {
  if (!(error instanceof BayRefusal)) return text('refusal.no-answer');
  if (error.retryAfterSeconds !== null && error.code === 'auth/too-many-guesses') {
    return counted('refusal.too-many-guesses', Math.ceil(error.retryAfterSeconds / 60));
  }
  return textIfKnown(`refusal.${error.code}`) ?? text('refusal.other', { code: error.code });
}
