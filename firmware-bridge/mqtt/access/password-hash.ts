/**
 * Passwords of the broker's users, as scrypt from Node's own OpenSSL. It is hard on memory as argon2id is, which Node
 * offers only as an experiment yet; a package for it would be native code in a process that strangers talk to.
 *
 *     scrypt:<log2 N>:<r>:<p>:<salt, base64url>:<hash, base64url>
 *
 * The cost is the one that OWASP names for 16 MiB. A hash takes some 0.2 s, so at most {@link AT_ONCE} are made at a time: a flood of wrong passwords must
 * neither fill the memory nor starve who knows the right one of a processor.
 */
import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const AT_ONCE = 2;
/** Beyond this many waiting, the caller is told to come again. */
const WAITING_MAX = 64;
const COST = { log2N: 14, r: 8, p: 5 };
const REMEMBERED_MS = 60_000;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What a written hash may cost at most, so that a users' file cannot ask for all the memory. */
const LOG2_N_MAX = 17;
const R_MAX = 16;
const P_MAX = 16;

export const PASSWORD_CHARACTERS_MIN = 12;

interface Parameters {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export type PasswordVerdict = 'right' | 'wrong' | 'busy';

export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(Buffer.from(password), { ...cost, salt, hash: Buffer.alloc(HASH_BYTES) });
  return `scrypt:${cost.log2N}:${cost.r}:${cost.p}:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}

/** Null where the text is no hash, or one that is cheaper or dearer than is sensible. */
export function readPasswordHash(text: string): Parameters | null {
  const [scheme, log2N, r, p, salt, hash, ...rest] = text.split(':');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined || rest.length > 0) return null;
  const parameters = {
    ...{ log2N: Number(log2N), r: Number(r), p: Number(p) },
    ...{ salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') },
  };
  const isSensible =
    isWithin(parameters.log2N, COST.log2N, LOG2_N_MAX) &&
    isWithin(parameters.r, 1, R_MAX) &&
    isWithin(parameters.p, 1, P_MAX);
  return isSensible && parameters.salt.length >= SALT_BYTES && parameters.hash.length === HASH_BYTES
    ? parameters
    : null;
}

/** Whoever is not known costs the same as who is, so that names cannot be found out by the time an answer takes. */
const NOBODY: Parameters = { ...COST, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) };

/**
 * INVARIANTS
 * - Of a password that was right only a keyed digest is remembered, in this process and for a minute: after a power cut
 *   every client of a range connects at once, and each hash would make the next one wait.
 * - A wrong password always costs a whole hash.
 */
export class PasswordCheck {
  readonly #key = randomBytes(HASH_BYTES);
  readonly #remembered = new Map<string, { digest: Buffer; untilMs: number }>();
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #waitingMax: number;

  constructor(waitingMax = WAITING_MAX) {
    this.#waitingMax = waitingMax;
  }

  async verify(password: Buffer, written: string | null): Promise<PasswordVerdict> {
    const digest = createHmac('sha256', this.#key).update(password).digest();
    const remembered = written === null ? undefined : this.#remembered.get(written);
    const isFresh = remembered !== undefined && performance.now() < remembered.untilMs;
    if (isFresh && timingSafeEqual(remembered.digest, digest)) return 'right';
    const verdict = await this.#verify(password, written);
    // One entry a user, so it cannot grow beyond the users' file.
    if (verdict === 'right' && written !== null) {
      this.#remembered.set(written, { digest, untilMs: performance.now() + REMEMBERED_MS });
    }
    return verdict;
  }

  async #verify(password: Buffer, written: string | null): Promise<PasswordVerdict> {
    if (this.#running < AT_ONCE) this.#running++;
    else if (this.#waiting.length >= this.#waitingMax) return 'busy';
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const known = written === null ? null : readPasswordHash(written);
      const parameters = known ?? NOBODY;
      const isEqual = timingSafeEqual(await derive(password, parameters), parameters.hash);
      return isEqual && known !== null ? 'right' : 'wrong';
    } finally {
      // The place goes to the next one directly, so that nobody slips in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}

function derive(password: Buffer, { log2N, r, p, salt, hash }: Parameters): Promise<Buffer> {
  const N = 2 ** log2N;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hash.length, { N, r, p, maxmem: 2 * 128 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
