import { currentLanguage } from '../../locales/language.ts';

/** When a swing was, such as “24 Nov, 17:12”, where the phone is. */
export function swingMoment(recordedAt: string): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(new Date(recordedAt));
}
