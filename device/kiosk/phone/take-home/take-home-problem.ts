import { text, textIfKnown } from '../../locales/text.ts';

/** Why a call was refused, in the page's words where it has some, else in the bay's. */
export function problemWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = textIfKnown(`take-home.problem.${code}`);
  if (known !== undefined) return known;
  return error instanceof Error && code !== '' ? error.message : text('take-home.problem');
}
