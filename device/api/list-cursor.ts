/**
 * Where a list goes on: a place in its order, sealed with the filters that it belongs to. What is stored or deleted
 * meanwhile moves no place, so pages neither repeat nor skip; and a cursor of another question is refused
 * instead of answering half of each.
 */
import { createHash } from 'node:crypto';
import { requestInvalid } from './errors.ts';

/** `place.seal`, both short: enough to notice a mix-up, not a secret. */
const CURSOR = /^([0-9a-z]{1,11})\.([0-9A-Za-z_-]{8})$/;
const BASE = 36;
const SEAL_CHARACTERS = 8;

type Filter = Readonly<Record<string, unknown>>;

export function cursorAt(place: number | null, filter: Filter): string | null {
  return place === null ? null : `${place.toString(BASE)}.${sealOf(filter)}`;
}

/** Undefined at the beginning of a list. Throws `api/request-invalid` for one that is not of this list. */
export function placeOf(cursor: string | undefined, filter: Filter): number | undefined {
  if (cursor === undefined) return undefined;
  const [, place, seal] = CURSOR.exec(cursor) ?? [];
  if (place === undefined || seal !== sealOf(filter)) {
    throw requestInvalid('"cursor": It belongs to another list; take `nextCursor` and the same filters.');
  }
  const ordinal = Number.parseInt(place, BASE);
  if (!Number.isSafeInteger(ordinal)) throw requestInvalid('"cursor": It leads nowhere.');
  return ordinal;
}

function sealOf(filter: Filter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  given.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64url').slice(0, SEAL_CHARACTERS);
}
