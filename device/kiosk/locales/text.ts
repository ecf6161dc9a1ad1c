import { en, type TextKey } from './en.ts';

export type { TextKey };

/** The sentence of a key, its places filled in. */
export function text(key: TextKey, places: Readonly<Record<string, string | number>> = {}): string {
  return en[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}

/** For keys that are made of codes from outside: undefined where the page has no words of its own. */
export function textIfKnown(key: string, places: Readonly<Record<string, string | number>> = {}): string | undefined {
  return key in en ? text(key as TextKey, places) : undefined;
}
