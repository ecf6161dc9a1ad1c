/**
 * The one text of a JSON document, so that who signs and who checks sign the same bytes: RFC 8785, JSON
 * Canonicalization Scheme. Keys in the order of their UTF-16 units, no white space, numbers and strings as ECMAScript
 * writes them, which is what the RFC asks for.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Documents are shallow; what nests deeper was made to break a reader. */
const DEPTH_MAX = 32;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Throws a `RangeError` for what no JSON text can say, such as half a character, and for what nests too deep. */
export function canonicalJson(value: Json, depth = 0): string {
  if (depth > DEPTH_MAX) throw new RangeError(`A document nests deeper than ${DEPTH_MAX}.`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('A document holds a number that is not finite.');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return `[${value.map((each) => canonicalJson(each, depth + 1)).join(',')}]`;
  const members = Object.keys(value)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => `${quoted(key)}:${canonicalJson(value[key] ?? null, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function quoted(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new RangeError('A document holds half a character.');
  return JSON.stringify(text);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
