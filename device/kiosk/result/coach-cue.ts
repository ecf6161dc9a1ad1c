import type { Language } from '../../api/contract/language.ts';
import type { BayState } from '../../api/contract/realtime.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import { lettersIn } from '../locales/text.ts';

/** The one thing to feel, as the bay's screen shows it. Pure. */
export interface CoachCue {
  readonly words: string;
  readonly from: 'claude' | 'bay';
}

/** What is read at three metres in a glance; a longer one is for the phone. */
const LETTERS_MAX = 70;

/** Claude's where it is there, short, and in the language of the page; else the bay's own. */
export function coachCue(report: SwingReport, feel: string | null, language: Language): CoachCue | null {
  const claude = report.advice.claude;
  const said = claude?.language === language ? claude.answer.coachingCues : [];
  const words = said.find((cue) => lettersIn(cue) <= LETTERS_MAX);
  if (words !== undefined) return { words, from: 'claude' };
  return feel === null ? null : { words: feel, from: 'bay' };
}

const AT_THE_BALL: readonly BayState[] = ['address', 'swinging', 'capturing'];

/** Whether nothing on the screen may change under somebody's eyes: they stand to the ball, or swing. */
export function isAtTheBall(state: BayState): boolean {
  return AT_THE_BALL.includes(state);
}
