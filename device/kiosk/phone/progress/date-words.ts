import { currentLanguage } from '../../locales/language.ts';

/** Such as “27 Oct”, where the phone is; the year where it is another one. */
export function shortDate(moment: string | Date, now = new Date()): string {
  const date = new Date(moment);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(currentLanguage(), { day: 'numeric', month: 'short', ...year }).format(date);
}
