import type { ReportMetric } from '../../api/contract/report.ts';
import { type Catalogue, wordsOfId } from '../connection/catalogue.ts';
import { currentLanguage } from '../locales/language.ts';
import { number, text, textIfKnown } from '../locales/text.ts';

/** A number's name and moment: “Shoulder turn, at the top”. */
export function metricName(catalogue: Catalogue, { id, at }: Pick<ReportMetric, 'id' | 'at'>): string {
  const name = catalogue.metrics.find((each) => each.id === id)?.name ?? wordsOfId(id);
  const moment = momentWords(id, at);
  return moment === null ? name : text('coach.metric', { name, moment });
}

export function momentWords(id: string, at: ReportMetric['at']): string | null {
  return textIfKnown(`at.${at ?? id}`) ?? null;
}

export function decimalsOf(catalogue: Catalogue, id: string): number {
  return catalogue.metrics.find((each) => each.id === id)?.decimals ?? 1;
}

/** With its unit: “84°”, “3.4 : 1”, “5 cm”. */
export function withUnit(value: string, unit: string): string {
  if (unit === '°') return `${value}°`;
  return unit === 'ratio' ? `${value} : 1` : `${value} ${unit}`;
}

/** A change with its sign: “+6°”. */
export function signed(value: number, decimals: number, unit: string): string {
  return `${value > 0 ? '+' : ''}${unit === 'ratio' ? number(value, decimals) : withUnit(number(value, decimals), unit)}`;
}

export const faultName = (catalogue: Catalogue, id: string): string =>
  catalogue.faults.find((each) => each.id === id)?.name ?? wordsOfId(id);

export const drillName = (catalogue: Catalogue, id: string): string =>
  catalogue.drills.find((each) => each.id === id)?.name ?? wordsOfId(id);

export function dayWords(utc: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(new Date(utc));
}

export function clockWords(utc: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'short' }).format(new Date(utc));
}
