/** Puts a question together. Pure: the same facts make the same question. */
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import type { z } from 'zod';
import type { CoachPicture, CoachQuestion, CoachTurn } from '../../device/ports/coach.port.ts';
import type { CoachTask } from '../../device/store/coach-repository.ts';
import type { Language } from '../../device/swing/advice/language.ts';
import { coachAnswerSchema, visitSummarySchema, weeklyPlanSchema } from '../../device/swing/report/coach-answer.ts';
import type { Ungrounded } from './grounding.ts';
import { instructionsFor } from './instructions.ts';

/** What the answer about each must be. */
export const ANSWER_SCHEMAS = {
  swing: coachAnswerSchema,
  visit: visitSummarySchema,
  week: weeklyPlanSchema,
} as const satisfies Readonly<Record<CoachTask, z.ZodType<object>>>;

/** An answer that was not good enough, and why. Null where none came that could be read. */
export interface FailedAnswer {
  readonly answer: string | null;
  readonly problems: readonly (Ungrounded | { readonly problem: string; readonly found: string })[];
}

export interface ToAsk {
  readonly task: CoachTask;
  readonly language: Language;
  readonly model: string;
  readonly outputTokensMax: number;
  /** As `swingText` or `swingsText` made them. */
  readonly facts: string;
  readonly pictures: readonly CoachPicture[];
  /** Of the first try, where this is the second. */
  readonly failed: FailedAnswer | null;
}

export function questionOf({ task, language, model, outputTokensMax, facts, pictures, failed }: ToAsk): CoachQuestion {
  return {
    ...{ model, outputTokensMax, pictures },
    instructions: instructionsFor(task, language),
    turns: [{ role: 'user', text: `FACTS\n${facts}` }, ...repairTurns(failed)],
    answerSchema: zodOutputFormat(ANSWER_SCHEMAS[task]).schema,
  };
}

function repairTurns(failed: FailedAnswer | null): CoachTurn[] {
  if (failed === null) return [];
  const problems = failed.problems.map(
    (one) => `- ${'path' in one ? `${one.path}: ` : ''}${one.problem}: ${one.found}`,
  );
  const request = `These parts of your answer cannot be shown to the player:\n${problems.join('\n')}\nWrite the whole document again, without them. Leave a number out rather than change it.`;
  // Two turns of a user in a row are one turn to the service.
  const own: CoachTurn[] = failed.answer === null ? [] : [{ role: 'assistant', text: failed.answer }];
  return [...own, { role: 'user', text: request }];
}
