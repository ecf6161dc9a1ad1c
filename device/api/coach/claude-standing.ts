/** How things stand with Claude's words about something, and why they are not there where they are not. Pure. */
import type { CoachState } from '../../ports/coach-state.port.ts';
import type { CoachJob } from '../../store/coach-repository.ts';
import type { WeekPlanBody } from '../contract/coach.ts';

export type ClaudeStanding = Pick<WeekPlanBody['claude'], 'state' | 'why'>;
type Reason = NonNullable<ClaudeStanding['why']>;

/** Whether a player's data may leave the bay; `guest`: of nobody known, so that nobody can have agreed. */
export type Consent = 'given' | 'not-given' | 'guardian-missing' | 'guest';

/** Why a question was given up, as the desk writes it, in the words of the interface. */
const GIVEN_UP: Readonly<Record<string, Reason>> = {
  'not-allowed': 'no-consent',
  'too-old': 'too-old',
  'too-dear': 'too-dear',
  refused: 'declined',
  ungrounded: 'not-grounded',
  'no-document': 'not-grounded',
  'cut-short': 'not-grounded',
};
const CONSENT: Readonly<Record<Exclude<Consent, 'given'>, Reason>> = {
  'not-given': 'no-consent',
  'guardian-missing': 'guardian',
  guest: 'guest',
};

/** Troubles that the facility has to mend, and no line will. */
const ACCESS: ReadonlySet<string> = new Set([
  ...['coach/key-refused', 'coach/model-refused', 'coach/question-refused', 'coach/batch-refused'],
]);

export function claudeStanding(asked: {
  readonly coach: CoachState;
  readonly consent: Consent;
  readonly job: Pick<CoachJob, 'state' | 'reason'> | null;
  readonly isAnswered: boolean;
}): ClaudeStanding {
  const { coach, consent, job, isAnswered } = asked;
  // What was answered is the player's, whatever was decided since.
  if (isAnswered) return { state: 'there', why: null };
  if (consent === 'guest') return { state: 'refused', why: 'guest' };
  if (!coach.isOn) return { state: 'refused', why: 'off' };
  if (consent !== 'given') return { state: 'refused', why: CONSENT[consent] };
  if (job === null) return { state: 'not-asked', why: null };
  if (job.state === 'given-up') {
    const why = GIVEN_UP[job.reason ?? ''] ?? 'failed';
    // Who has agreed since may ask again.
    return why === 'no-consent' ? { state: 'not-asked', why: null } : { state: 'refused', why };
  }
  return { state: 'waiting', why: job.state === 'waiting' ? whatFor(coach) : null };
}

function whatFor({ trouble, isOverBudget }: CoachState): Reason | null {
  if (trouble !== null) return ACCESS.has(trouble.code) ? 'key' : 'no-line';
  return isOverBudget ? 'budget' : null;
}
