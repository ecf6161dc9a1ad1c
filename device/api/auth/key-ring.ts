/**
 * The keys that sign access tokens. They are made on this machine at its first start, never leave it, and only their
 * owner may read them. The newest signs; the one before it still verifies, so that a rotation logs nobody out.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysUnusable } from './key-errors.ts';

const MODULUS_BITS = 3_072;
const KEYS_KEPT = 2;
const KEY_FILE = /^signing-(\d{6})\.pem$/;
const SECRET_FILE = 'lookup.key';
const SECRET_BYTES = 32;
/** A key that is older than this is replaced at the next start. */
const KEY_AGE_MS_MAX = 90 * 24 * 3_600_000;

export interface SigningKey {
  /** Digest of the public key: nothing that a token says can point to a file. */
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export class KeyRing {
  readonly #directory: string;
  /** Newest first. */
  #keys: SigningKey[];
  /** For what must be found by its digest, and must not be guessed from it: PINs and cards. */
  readonly lookupSecret: Buffer;

  /** Reads the keys, making them where there are none. Throws `auth/keys-unusable`. */
  constructor(directory: string, nowMs: number) {
    this.#directory = directory;
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      chmodSync(directory, 0o700);
      this.lookupSecret = this.#readSecret();
      this.#keys = this.#files().map((file) => readKey(join(directory, file)));
      const newest = this.#files()[0];
      if (newest === undefined || nowMs - statSync(join(directory, newest)).mtimeMs > KEY_AGE_MS_MAX) this.rotate();
    } catch (error) {
      throw keysUnusable(directory, error);
    }
  }

  get signing(): SigningKey {
    const [newest] = this.#keys;
    if (newest === undefined) throw keysUnusable(this.#directory, undefined);
    return newest;
  }

  /** Newest first. */
  get all(): readonly SigningKey[] {
    return this.#keys;
  }

  /** Undefined for an id that is none of this bay's keys. */
  find(id: string): SigningKey | undefined {
    return this.#keys.find((key) => key.id === id);
  }

  /** A new key signs from now on; what the one before the last signed is refused. */
  rotate(): void {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
    const number = Number(KEY_FILE.exec(this.#files()[0] ?? '')?.[1] ?? 0) + 1;
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const file = `signing-${String(number).padStart(6, '0')}.pem`;
    writeWhole(join(this.#directory, file), pem);
    for (const old of this.#files().slice(KEYS_KEPT)) rmSync(join(this.#directory, old));
    this.#keys = this.#files().map((each) => readKey(join(this.#directory, each)));
  }

  /** Newest first. */
  #files(): string[] {
    return readdirSync(this.#directory)
      .filter((name) => KEY_FILE.test(name))
      .toSorted()
      .reverse();
  }

  #readSecret(): Buffer {
    const file = join(this.#directory, SECRET_FILE);
    if (!readdirSync(this.#directory).includes(SECRET_FILE)) writeWhole(file, randomBytes(SECRET_BYTES));
    const secret = readFileSync(file);
    if (secret.length !== SECRET_BYTES) throw new RangeError(`${file} has ${secret.length} bytes`);
    return secret;
  }
}

/** A crash leaves either no file or a whole one. */
function writeWhole(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.part`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.part`, file);
}

function readKey(file: string): SigningKey {
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { id: createHash('sha256').update(der).digest('base64url'), privateKey, publicKey };
}
