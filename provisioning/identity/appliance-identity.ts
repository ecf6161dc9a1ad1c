/**
 * Who an appliance is: what the facility keeps outside of the machine, so that a new machine can become the old one.
 *
 * The file is text for people: a name, an id, and the code that says it all (`identity-code.ts`). Whoever has it can
 * open the appliance's sealed copies; only its owner may read it.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { isBayError } from '../../device/errors/bay-error.ts';
import {
  identityAbsent,
  identityFileUnreadable,
  identityIsFolder,
  identityNoFolder,
  identityThere,
  identityUnwritable,
  ownIdentityAbsent,
} from './errors.ts';
import { identityCode, readIdentityCode, SECRET_BYTES } from './identity-code.ts';

export interface ApplianceIdentity {
  readonly id: string;
  /** For people; it decides nothing. */
  readonly name: string;
  readonly secret: Buffer;
}

/** Whether the identity was there already, came where none was, or took another one's place. */
type IdentityAdopted = 'there' | 'written' | 'replaced';

export function identityFile(dataDirectory: string): string {
  return join(dataDirectory, 'keys', 'identity.txt');
}

/** Throws `identity/there` where the file is, and `identity/unwritable`. */
export function makeIdentity(file: string, name: string): ApplianceIdentity {
  const identity = { id: uuidv7(), name, secret: randomBytes(SECRET_BYTES) };
  writeOwn(file, identity);
  return identity;
}

/** Made at the first need. Throws `identity/unreadable` for a file that is no identity: nothing replaces it. */
export function ensureIdentity(file: string, name: string): ApplianceIdentity {
  return existsSync(file) ? readIdentity(file) : makeIdentity(file, name);
}

/**
 * Makes the machine this appliance, whatever it called itself before: a bay that was started once has made an identity of
 * its own, which stays beside it as `.before-restore`. Throws `identity/unwritable`.
 */
export function adoptIdentity(file: string, identity: ApplianceIdentity): IdentityAdopted {
  const isThere = existsSync(file);
  if (isThere && isIdentityIn(file, identity)) return 'there';
  if (isThere) setAside(file);
  writeOwn(file, identity);
  return isThere ? 'replaced' : 'written';
}

function isIdentityIn(file: string, { id, secret }: ApplianceIdentity): boolean {
  try {
    const own = readIdentity(file);
    return own.id === id && own.secret.equals(secret);
  } catch {
    return false;
  }
}

function setAside(file: string): void {
  try {
    renameSync(file, `${file}.before-restore`);
  } catch (error) {
    throw identityUnwritable(file, error);
  }
}

/** Throws `identity/absent`, `identity/is-folder`, `identity/file-unreadable` and `identity/unreadable`. */
export function readIdentity(file: string): ApplianceIdentity {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw identityAbsent(file);
    if (code === 'EISDIR') throw identityIsFolder(file);
    throw identityFileUnreadable(file, error);
  }
  return parseIdentity(text);
}

/**
 * Of the machine whose data directory it is: what is missing here somebody has to make, whereas a path that was typed is
 * to be typed again. Throws as `readIdentity` does.
 */
export function readOwnIdentity(file: string, isMadeByTheBay: boolean): ApplianceIdentity {
  try {
    return readIdentity(file);
  } catch (error) {
    throw isBayError(error) && error.code === 'identity/absent' ? ownIdentityAbsent(file, isMadeByTheBay) : error;
  }
}

/** The whole file, or the code alone as somebody typed it. */
export function parseIdentity(text: string): ApplianceIdentity {
  const [, code] = /^code:([\s\S]*)$/m.exec(text) ?? [];
  const { id, secret } = readIdentityCode(code ?? text);
  return { id, secret, name: /^name:(.*)$/m.exec(text)?.[1]?.trim() ?? '' };
}

export function identityText(identity: ApplianceIdentity): string {
  return [
    '# The identity of a Swingbay appliance. Keep it outside of the machine, like a key: with it a new machine becomes',
    '# this one again (`swingbay restore`), and whoever has it can read what the appliance has put away.',
    `name: ${identity.name}`,
    `id: ${identity.id}`,
    'code:',
    identityCode(identity),
    '',
  ].join('\n');
}

/** Into the folder of the machine's own keys, which is made where it is missing. */
function writeOwn(file: string, identity: ApplianceIdentity): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw identityUnwritable(file, error);
  }
  writeIdentity(file, identity);
}

/**
 * A crash leaves no file or a whole one; one that is there is never written over. Its folder is not made: the folder of a
 * stick that is not plugged in would be one on the machine's own disk. Throws `identity/no-folder`, `identity/is-folder`,
 * `identity/there` and `identity/unwritable`.
 */
export function writeIdentity(file: string, identity: ApplianceIdentity, link = linkSync): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) throw identityNoFolder(folder);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw identityIsFolder(file);
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    writeFileSync(part, identityText(identity), { mode: 0o600, flush: true });
    try {
      link(part, file);
    } catch (error) {
      if (!isWithoutLinks(error)) throw error;
      writeAlone(file, identity);
    }
    flushFolder(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw identityThere(file);
    throw identityUnwritable(file, error);
  } finally {
    rmSync(part, { force: true });
  }
}

/** FAT and exFAT, as sticks have them, know no second name of a file. */
function isWithoutLinks(error: unknown): boolean {
  return error instanceof Error && 'code' in error && WITHOUT_LINKS.has(String(error.code));
}

const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Without a second name a crash may leave a part of the file: its check sum tells, and it is no identity then. */
function writeAlone(file: string, identity: ApplianceIdentity): void {
  const opened = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(opened, identityText(identity), { flush: true });
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(opened);
  }
}

/** Whoever pulls the stick out right away has the name of the file on it as well. */
function flushFolder(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } catch {
    // Some file systems flush no folders; the file itself is on the disk.
  } finally {
    closeSync(opened);
  }
}
