/**
 * An identity as letters that can be typed, read out over the telephone and printed: base 32 in Crockford's alphabet,
 * which has no letter that looks like another, in groups of five.
 *
 *      0         1            17                49          53
 *   ┌─────────┬────────────┬─────────────────┬───────────┐
 *   │ version │ id (UUID)  │ secret          │ check sum │
 *   └─────────┴────────────┴─────────────────┴───────────┘
 *
 * The check sum is the beginning of the SHA-256 of what stands before it: of mistyped codes one in four thousand million
 * is taken for another.
 */
import { createHash } from 'node:crypto';
import { identityUnreadable } from './errors.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const VERSION = 1;
const ID_BYTES = 16;
const CHECK_BYTES = 4;
export const SECRET_BYTES = 32;
const BYTES = 1 + ID_BYTES + SECRET_BYTES + CHECK_BYTES;
const CHARACTERS = Math.ceil((BYTES * 8) / 5);
const GROUP = 5;
const GROUPS_A_LINE = 6;

export interface CodedIdentity {
  /** A UUID. */
  readonly id: string;
  readonly secret: Buffer;
}

/** On several lines, for a sheet of paper. */
export function identityCode({ id, secret }: CodedIdentity): string {
  const content = Buffer.concat([Buffer.of(VERSION), Buffer.from(id.replaceAll('-', ''), 'hex'), secret]);
  const text = toLetters(Buffer.concat([content, checkOf(content)]));
  const groups = text.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < groups.length; at += GROUPS_A_LINE) lines.push(groups.slice(at, at + GROUPS_A_LINE).join('-'));
  return lines.join('\n');
}

/** In whatever case and with whatever spaces and dashes. Throws `identity/unreadable`. */
export function readIdentityCode(text: string): CodedIdentity {
  const typed = text.toUpperCase().replaceAll(/[\s-]/g, '');
  const letters = Array.from(typed, (letter) => LOOKALIKES[letter] ?? letter);
  const stranger = letters.find((letter) => !ALPHABET.includes(letter));
  if (stranger !== undefined) throw identityUnreadable(`it has the letter “${stranger}”`);
  if (letters.length !== CHARACTERS) {
    throw identityUnreadable(`it has ${letters.length} letters in place of ${CHARACTERS}`);
  }
  const bytes = fromLetters(letters.join(''));
  const content = bytes.subarray(0, BYTES - CHECK_BYTES);
  if (!checkOf(content).equals(bytes.subarray(BYTES - CHECK_BYTES))) {
    throw identityUnreadable('its check sum does not fit: a letter is wrong');
  }
  if (content[0] !== VERSION) throw identityUnreadable(`its version ${content[0]} is not known`);
  const hex = content.toString('hex', 1, 1 + ID_BYTES);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { id, secret: Buffer.from(content.subarray(1 + ID_BYTES)) };
}

function checkOf(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest().subarray(0, CHECK_BYTES);
}

function toLetters(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromLetters(letters: string): Buffer {
  let bits = '';
  for (const letter of letters) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.slice(0, BYTES * 8).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
