import type { Language } from '../../api/contract/language.ts';

/** In what speeds and distances are said. */
export interface Units {
  readonly speed: 'm/s' | 'km/h' | 'mph';
  readonly distance: 'm' | 'yd';
}

/** As golfers of each language speak: in Japan balls fly metres a second and carry yards. */
const UNITS_OF: Readonly<Record<Language, Units>> = {
  en: { speed: 'mph', distance: 'yd' },
  de: { speed: 'km/h', distance: 'm' },
  ja: { speed: 'm/s', distance: 'yd' },
};

const METRES_PER_YARD = 0.9144;
const PER_METRE_A_SECOND: Readonly<Record<Units['speed'], number>> = { 'm/s': 1, 'km/h': 3.6, mph: 3600 / 1609.344 };

/** `wanted` is what this bay was set to or the page was asked for; anything but the two systems means the language’s own. */
export function unitsFor(language: Language, wanted: string | null | undefined): Units {
  if (wanted === 'imperial') return { speed: 'mph', distance: 'yd' };
  if (wanted === 'metric') return { speed: language === 'ja' ? 'm/s' : 'km/h', distance: 'm' };
  return UNITS_OF[language];
}

export function speedIn(unit: Units['speed'], metresPerSecond: number): number {
  return metresPerSecond * PER_METRE_A_SECOND[unit];
}

export function distanceIn(unit: Units['distance'], metres: number): number {
  return unit === 'yd' ? metres / METRES_PER_YARD : metres;
}
