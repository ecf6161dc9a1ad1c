/** How an analysis that found no swing ends: its exit code and its one sentence. */
import { explain, isBayError } from '../errors/bay-error.ts';

export const EXIT_SWING = 0;
const EXIT_ANYTHING_ELSE = 1;
const EXIT_UNFIT_FILE = 3;
const EXIT_NOBODY = 4;
const EXIT_NO_SWING = 5;

export function exitCodeOf(error: unknown): number {
  if (!isBayError(error)) return EXIT_ANYTHING_ELSE;
  if (error.code.startsWith('video/') || error.code === 'analysis/frames-missing') return EXIT_UNFIT_FILE;
  if (error.code === 'analysis/no-person') return EXIT_NOBODY;
  if (error.code === 'analysis/no-swing') return EXIT_NO_SWING;
  return EXIT_ANYTHING_ELSE;
}

/** One line. What nobody expected carries its code, so that it can be looked up. */
export function sentenceOf(error: unknown): string {
  const known = exitCodeOf(error) !== EXIT_ANYTHING_ELSE;
  const code = isBayError(error) ? error.code : 'analysis/unexpected';
  const text = explain(error).replaceAll(/\s+/g, ' ').trim();
  return known ? `swingbay: ${text}` : `swingbay: ${code}: ${text}`;
}
