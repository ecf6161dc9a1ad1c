/**
 * How the commands of this machine call a bay that somebody owns. Its token lies where only the user who runs the bay,
 * and root, can read; whoever can has all of the bay's data anyway. It is made anew at each start, and good from this
 * machine alone.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysUnusable } from './key-errors.ts';

const TOKEN_BYTES = 32;
const ONLY_OWNER = 0o600;

/** Throws `auth/keys-unusable`. */
export function makeMachineToken(dataDirectory: string): string {
  const file = fileIn(dataDirectory);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  try {
    mkdirSync(join(dataDirectory, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, `${token}\n`, { mode: ONLY_OWNER });
    // A file that was left from a crash keeps the mode that it had.
    chmodSync(`${file}.new`, ONLY_OWNER);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw keysUnusable(dataDirectory, error);
  }
  return token;
}

/** Null where there is none, or another user's: the bay then says what is missing. */
export function readMachineToken(dataDirectory: string): string | null {
  try {
    return readFileSync(fileIn(dataDirectory), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

function fileIn(dataDirectory: string): string {
  return join(dataDirectory, 'keys', 'machine-token');
}
