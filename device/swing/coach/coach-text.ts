/** How the bay's own coach says things: sentences with their places filled in, numbers as the language writes them. */
import type { Language } from '../advice/language.ts';
import { textIn } from '../advice/texts.ts';
import type { EventName } from '../events/event-name.ts';
import { catalogueEntry, type MetricId } from '../metrics/metric-catalogue.ts';
import { COACH_TEXTS_DE } from './coach-texts.de.ts';
import { COACH_TEXTS_EN, type CoachTextKey } from './coach-texts.en.ts';
import { COACH_TEXTS_JA } from './coach-texts.ja.ts';

export const COACH_TEXTS: Readonly<Record<Language, Readonly<Record<CoachTextKey, string>>>> = {
  en: COACH_TEXTS_EN,
  de: COACH_TEXTS_DE,
  ja: COACH_TEXTS_JA,
};

export function say(language: Language, key: CoachTextKey, places: Readonly<Record<string, string | number>> = {}) {
  return COACH_TEXTS[language][key].replace(/\{(\w+)\}/gu, (whole, name: string) => String(places[name] ?? whole));
}

/** Sentences after one another, as the language sets them. */
export function together(language: Language, sentences: readonly string[]): string {
  return sentences.join(language === 'ja' ? '' : ' ');
}

export interface NumberAt {
  readonly id: MetricId;
  readonly at: EventName | null;
}

export function nameOf(language: Language, { id, at }: NumberAt): string {
  const name = textIn(language, `metric.${id}.name`);
  return at === null ? name : say(language, 'name.at', { name, at: say(language, `at.${at}`) });
}

/** In the decimals and the unit that the metric is shown with. */
export function shownNumber(language: Language, id: MetricId, value: number): string {
  const { decimals, unit } = catalogueEntry(id);
  const digits = decimal(language, value, decimals);
  if (unit === 'ratio') return digits;
  return unit === '°' || unit === '%' ? `${digits}${unit}` : `${digits}\u00a0${unit}`;
}

/** With the language's own decimal sign and a true minus; a nothing has no sign. */
export function decimal(language: Language, value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  const sign = value < 0 && Number(digits) !== 0 ? '−' : '';
  return sign + (language === 'de' ? digits.replace('.', ',') : digits);
}

/** The sizes of an interval that does not hold zero, the smaller first: “3°–9°”. */
export function sizesOf({ low, high }: { readonly low: number; readonly high: number }): { low: number; high: number } {
  const [one, other] = [Math.abs(low), Math.abs(high)];
  return { low: Math.min(one, other), high: Math.max(one, other) };
}
