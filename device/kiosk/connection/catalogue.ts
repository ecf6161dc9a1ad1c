import type { CatalogueBody } from '../../api/contract/rest.ts';

/** The words of the swing domain for people: names of numbers, faults and drills, and what is typical. */
export type Catalogue = CatalogueBody;

export type MetricWords = Catalogue['metrics'][number];
export type TypicalRange = Pick<NonNullable<MetricWords['moments'][number]['typical']>, 'low' | 'high'>;

export const EMPTY_CATALOGUE: Catalogue = { metrics: [], faults: [], drills: [], texts: {}, language: 'en' };

/** A name for what the catalogue does not know: `lead-arm-angle` becomes “Lead arm angle”. */
export function wordsOfId(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
