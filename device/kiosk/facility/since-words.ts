import { currentLanguage } from '../locales/language.ts';

const STEPS = [
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** How long ago a moment (UTC) was, in the largest unit that says something: “3 minutes ago”. */
export function sinceWords(at: string, nowMs: number): string {
  const agoMs = Math.max(0, nowMs - Date.parse(at));
  const [unit, unitMs] = STEPS.find(([, each]) => agoMs >= each) ?? STEPS[3];
  const format = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' });
  return format.format(-Math.floor(agoMs / unitMs), unit);
}

/** The time of day of a moment (UTC), where the reader is. */
export function clockWords(at: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}
