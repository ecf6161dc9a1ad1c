import { text } from '../locales/text.ts';
import { textHere } from '../locales/text-here.ts';
import { currentLanguage } from '../locales/language.ts';
import type { PhoneProblem } from './phone-problem.ts';
import './offline-note.css';

/** That the bay does not answer, and from when what is shown is. */
export function OfflineNote({ asOf, problem }: { asOf: Date | null; problem: PhoneProblem | null }) {
  if (problem === null || problem.status !== null) return null;
  return (
    <p class="offline-note" role="status">
      <svg class="offline-note__sign" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 4l16 16M6.5 12.5a8 8 0 0 1 3-1.8M3 9a13 13 0 0 1 4-2.6M14 6.1A13 13 0 0 1 21 9M12 18.5v.01" />
      </svg>
      {asOf === null ? textHere('phone.offline') : text('phone.offline.as-of', { time: momentWords(asOf) })}
    </p>
  );
}

/** The time alone for today, with the day before that. */
function momentWords(moment: Date): string {
  const isToday = moment.toDateString() === new Date().toDateString();
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(currentLanguage(), { hour: 'numeric', minute: '2-digit', ...day }).format(moment);
}
