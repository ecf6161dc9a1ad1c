/**
 * How things stand with the coach that answers in words, for the pages and for those who look after the bay.
 *
 * CONTRACT
 * - `state()` is a picture of this moment and never waits for the line.
 * - `want` is idempotent and leaves everything else to whoever asks: consent, budget and line are looked at then. It
 *   throws nothing; where the coach is off, it does nothing.
 */
import type { ErrorCode } from '../errors/bay-error.ts';

export const COACH_STATE = Symbol('CoachState');

export interface CoachState {
  /** Whether the bay asks such a coach at all. */
  readonly isOn: boolean;
  /** As configured; null where it is off. */
  readonly model: string | null;
  /** What keeps questions from being asked; null where nothing does. */
  readonly trouble: { readonly code: ErrorCode; readonly message: string; readonly hint: string | null } | null;
  /** Whether a question was held back because the day's budget does not bear it. */
  readonly isOverBudget: boolean;
  /** What the bay may use in a day (UTC), and the whole facility; null where it is off. */
  readonly limits: {
    readonly bay: { readonly tokens: number; readonly pico: number };
    readonly facility: { readonly tokens: number; readonly pico: number; readonly bays: number };
  } | null;
}

export interface CoachStatePort {
  state(): CoachState;
  /** A visit summed up, or a week planned: `subject` is the visit, or the week's Monday (`YYYY-MM-DD`). */
  want(task: 'visit' | 'week', subject: string, player: string): void;
}

/** A bay whose coach is its own. */
export const NO_COACH: CoachStatePort = {
  state: () => ({ isOn: false, model: null, trouble: null, isOverBudget: false, limits: null }),
  want: () => undefined,
};
