/**
 * The broker's users, one a line of a file that only the appliance may read:
 *
 *     name:role:scrypt:14:8:5:<salt>:<hash>     with a password (`swingbay broker-user` makes the line)
 *     name:role:certificate                     with a client certificate whose common name is the name
 *
 * Empty lines and lines that begin with # are left out.
 */
import { readFile, stat } from 'node:fs/promises';
import { usersInvalid, usersUnreadable } from '../errors.ts';
import { ID_PATTERN } from '../topics.ts';
import { readPasswordHash } from './password-hash.ts';
import { ROLES, type Role } from './rights.ts';

export interface User {
  readonly name: string;
  readonly role: Role;
  /** Null for one who shows a certificate. */
  readonly passwordHash: string | null;
}

const CERTIFICATE = 'certificate';
const USERS_MAX = 256;
/** For group and others: any of these bits lets somebody else read or write the secrets. */
const FOREIGN_ACCESS = 0o077;

export type Users = ReadonlyMap<string, User>;

/** @throws BayError `mqtt/users-unreadable`, `mqtt/users-invalid` */
export async function loadUsers(file: string): Promise<Users> {
  let text: string;
  try {
    const { mode } = await stat(file);
    if ((mode & FOREIGN_ACCESS) !== 0) throw new Error('others may read or write it');
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw usersUnreadable(file, error);
  }
  return parseUsers(text, file);
}

/** @throws BayError `mqtt/users-invalid`, naming the line and never what it holds. */
export function parseUsers(text: string, file: string): Users {
  const users = new Map<string, User>();
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const problem = (what: string) => usersInvalid(file, at + 1, what);
    const [name = '', role = '', ...secret] = line.trim().split(':');
    const known = ROLES.find((candidate) => candidate === role);
    if (!ID_PATTERN.test(name) || name.includes(':'))
      throw problem('the name has other characters than A–Z a–z 0–9 _ . -');
    if (known === undefined) throw problem(`the role is none of ${ROLES.join(', ')}`);
    if (users.has(name)) throw problem('the name was there before');
    if (users.size >= USERS_MAX) throw problem(`there are more than ${USERS_MAX} users`);
    const written = secret.join(':');
    if (written !== CERTIFICATE && readPasswordHash(written) === null) throw problem('the hash is not one of ours');
    users.set(name, { name, role: known, passwordHash: written === CERTIFICATE ? null : written });
  }
  return users;
}

export function userLine({ name, role, passwordHash }: User): string {
  return `${name}:${role}:${passwordHash ?? CERTIFICATE}`;
}
