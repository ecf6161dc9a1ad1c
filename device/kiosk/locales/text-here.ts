import { isOfFacility } from '../connection/appliance-role.ts';
import { text, textIfKnown, type TextKey } from './text.ts';

/** The sentence of a key as it is true where the page comes from: of a facility's page some are others than of a bay's. */
export function textHere(key: TextKey, places: Readonly<Record<string, string | number>> = {}): string {
  return (isOfFacility() ? textIfKnown(`facility.${key}`, places) : undefined) ?? text(key, places);
}
