import { isClub } from '../../../api/contract/clubs.ts';
import type { GoalToSetBody, MetricProgressBody } from '../../../api/contract/progress.ts';
import { turn } from './trend-scale.ts';

/**
 * A goal as somebody types it: two fields in the direction in which the number is spoken of, either of them empty. Pure.
 */
export interface GoalDraft {
  readonly least: string;
  readonly most: string;
  readonly club: string;
  readonly dueOn: string;
}

export type DraftProblem = 'empty' | 'not-a-number' | 'turned-round';

/** What good players show, in the fields; empty where nobody has published it. */
export function draftFrom({ typical, decimals }: MetricProgressBody, flip: 1 | -1): Pick<GoalDraft, 'least' | 'most'> {
  if (typical === null) return { least: '', most: '' };
  const { low, high } = turn(typical, flip);
  return { least: low.toFixed(decimals), most: high.toFixed(decimals) };
}

export function goalOf(
  draft: GoalDraft,
  metric: MetricProgressBody,
  flip: 1 | -1,
): { readonly goal: GoalToSetBody } | { readonly problem: DraftProblem } {
  const [least, most] = [numberIn(draft.least), numberIn(draft.most)];
  if (Number.isNaN(least) || Number.isNaN(most)) return { problem: 'not-a-number' };
  if (least === null && most === null) return { problem: 'empty' };
  if (least !== null && most !== null && least >= most) return { problem: 'turned-round' };
  const [low, high] = flip === 1 ? [least, most] : [negated(most), negated(least)];
  const { id, at } = metric;
  return {
    goal: { metric: id, at, low, high, club: isClub(draft.club) ? draft.club : null, dueOn: draft.dueOn || null },
  };
}

/**
 * Whether the two ends lie nearer together than this bay can tell: such a goal would never be reached for sure. One end
 * alone can always be passed by far enough.
 */
export function isTooNarrow(goal: Pick<GoalToSetBody, 'low' | 'high'>, known: MetricProgressBody['known']): boolean {
  return known !== null && goal.low !== null && goal.high !== null && goal.high - goal.low < known.high - known.low;
}

/** Null for an empty field; a comma is a point. NaN for what is no number. */
function numberIn(words: string): number | null {
  const typed = words.trim().replace(',', '.').replace('−', '-');
  return typed === '' ? null : Number(typed);
}

const negated = (value: number | null): number | null => (value === null ? null : value === 0 ? 0 : -value);
