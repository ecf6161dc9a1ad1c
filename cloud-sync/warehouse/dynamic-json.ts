/**
 * A dynamic object as both warehouses read it.
 *
 * CrateDB gives a key that it has not seen the type of its first value, and `90` is a whole number to it: the next
 * golfer's 90.5 would be cut or refused. Every number is therefore written with a fraction.
 */
import type { DynamicValue } from '../../device/ports/warehouse.port.ts';

/** What CrateDB takes as the name of a column; each key becomes one. */
const KEY = /^[A-Za-z][A-Za-z0-9_]*$/;
const DEPTH_MAX = 5;
/** CrateDB refuses a table beyond 1,000 columns; a key of an object is one of them. */
export const DYNAMIC_KEYS_MAX = 400;
/** Lucene refuses a term beyond 32,766 bytes; a letter may take four. */
const TEXT_LENGTH_MAX = 8_000;

export function encodeDynamic(value: DynamicValue): string {
  if (typeof value === 'number') {
    const text = String(value);
    return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(encodeDynamic).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}:${encodeDynamic(inner)}`)
    .join(',')}}`;
}

/** Null where it can be kept; else why not. */
export function problemOfDynamic(value: DynamicValue): string | null {
  const problem = problemAt(value, 0);
  if (problem !== null) return problem;
  const keys = countKeys(value);
  return keys > DYNAMIC_KEYS_MAX ? `it has ${keys} keys, more than ${DYNAMIC_KEYS_MAX}` : null;
}

export function problemOfText(text: string): string | null {
  if (text.length > TEXT_LENGTH_MAX) return `it has a text of ${text.length} letters, more than ${TEXT_LENGTH_MAX}`;
  return text.includes('\0') ? 'it has a text with a NUL' : null;
}

function problemAt(value: DynamicValue, depth: number): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'it has a number that is none';
  if (typeof value === 'string') return problemOfText(value);
  if (value === null || typeof value === 'boolean') return null;
  if (depth >= DEPTH_MAX) return `it is nested deeper than ${DEPTH_MAX}`;
  const entries = isList(value) ? value.map((inner) => [null, inner] as const) : Object.entries(value);
  for (const [key, inner] of entries) {
    if (key !== null && !KEY.test(key)) return `“${key.slice(0, 40)}” cannot name a column`;
    const problem = problemAt(inner, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

function countKeys(value: DynamicValue): number {
  if (value === null || typeof value !== 'object') return 0;
  if (isList(value)) return value.reduce<number>((sum, inner) => sum + countKeys(inner), 0);
  return Object.values(value).reduce<number>((sum, inner) => sum + 1 + countKeys(inner), 0);
}

function isList(value: DynamicValue): value is readonly DynamicValue[] {
  return Array.isArray(value);
}
