/**
 * The code by which a bay joins: the secret, and the beginning of the facility's key, by which the bay sees that it
 * talks to the facility that made the code. `ABCD-EFGH-JKMN-PQRS.x1Y2z3A4`.
 */
const KEY_SIGNS = 8;
const GROUP = /.{4}(?=.)/g;

export function codeOf(secret: string, keyId: string): string {
  return `${secret.replaceAll(GROUP, '$&-')}.${keyId.slice(0, KEY_SIGNS)}`;
}

/** As somebody may have typed it: without dashes, in small letters. */
export function secretOf(typed: string): string {
  return typed.replaceAll(/[-\s]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
