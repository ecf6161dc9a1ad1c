/** Argon2id, a bounded number at once: each takes 19 MiB and a core for a good tenth of a second. */
import { hash, verify } from '@node-rs/argon2';
import { hashingBusy } from './errors.ts';

/** `Algorithm.Argon2id`, whose ambient enum cannot be imported by what is compiled file by file. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE_MAX = 2;
const WAITING_MAX = 16;

export class PasswordHasher {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #decoy: Promise<string> | undefined;

  /** Rejects with `auth/busy` where too many wait already. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password.normalize('NFKC'), COST));
  }

  /**
   * Whether the password is the one of the hash. Without a hash it takes as long and is false: how long an answer takes
   * must not tell whether there is such an account. Rejects with `auth/busy`.
   */
  async verify(encoded: string | undefined, password: string): Promise<boolean> {
    this.#decoy ??= hash('nobody has this password', COST);
    const against = encoded ?? (await this.#decoy);
    const isRight = await this.#inTurn(() => verify(against, password.normalize('NFKC')));
    return isRight && encoded !== undefined;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE_MAX) {
      if (this.#waiting.length >= WAITING_MAX) throw hashingBusy();
      // Whoever ends hands its place over, so that nobody who comes meanwhile takes it.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
