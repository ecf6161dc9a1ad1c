import type { z } from 'zod';
import type { Language } from '../../device/swing/advice/language.ts';
import type { CoachFacts } from './coach-facts.ts';
import { groundingProblems, type Ungrounded } from './grounding.ts';

/** What became of the text of an answer: the document, or everything that keeps it from a player. */
export type ReadAnswer<Answer> =
  | { readonly kind: 'grounded'; readonly answer: Answer }
  | { readonly kind: 'no-document'; readonly detail: string }
  | { readonly kind: 'ungrounded'; readonly problems: readonly Ungrounded[] };

const DETAIL_MAX = 300;

/** The text is to be the JSON document alone, and to fit the schema; nothing is cut out of it or filled in. */
export function readAnswer<Schema extends z.ZodType<object>>(
  text: string,
  schema: Schema,
  facts: CoachFacts,
  language: Language,
): ReadAnswer<z.output<Schema>> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { kind: 'no-document', detail: 'It is not JSON.' };
  }
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { kind: 'no-document', detail: issues.join('; ').slice(0, DETAIL_MAX) };
  }
  const problems = groundingProblems(parsed.data, facts, language);
  return problems.length === 0 ? { kind: 'grounded', answer: parsed.data } : { kind: 'ungrounded', problems };
}
