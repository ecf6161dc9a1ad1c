import { currentLanguage } from '../locales/language.ts';
import { text } from '../locales/text.ts';

/** Hours and minutes where the phone is. */
export function timeWords(moment: string): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { hour: 'numeric', minute: '2-digit' });
  return format.format(new Date(moment));
}

const DAY_MS = 24 * 3_600_000;

/** “Today”, “Yesterday”, or the day with its name; the year where it is another one. */
export function dayWords(day: Date, now = new Date()): string {
  const today = new Date(now);
  today.setHours(0, 0, 0, 0);
  const daysAgo = Math.round((today.getTime() - day.getTime()) / DAY_MS);
  if (daysAgo === 0) return text('phone.today');
  if (daysAgo === 1) return text('phone.yesterday');
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  const format = new Intl.DateTimeFormat(currentLanguage(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
  });
  return format.format(day);
}
