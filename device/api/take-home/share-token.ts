/**
 * The token of a link: which link, which swing, until when, and whether a video goes with it, under this bay's own seal.
 *
 *     | 1 version | 16 link | 16 swing | 4 expiry, seconds | 1 has video | 32 HMAC-SHA-256 |      base64url, 94 letters
 *
 * It is no JSON Web Token on purpose: it names no algorithm that somebody could choose, it cannot be taken for an access
 * token nor one for it, and it is short enough for a QR code. Its key comes from the bay's secret by HKDF with a name of
 * its own, and is used for nothing else.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../auth/key-ring.ts';

export interface ShareClaims {
  readonly share: string;
  readonly swing: string;
  readonly expiresAtMs: number;
  readonly hasFilm: boolean;
}

const VERSION = 1;
const CLAIM_BYTES = 38;
const SEAL_BYTES = 32;
const PURPOSE = 'swingbay share v1';
const TOKEN = /^[A-Za-z0-9_-]{94}$/;

export class ShareTokens {
  readonly #key: Buffer;

  constructor(keys: Pick<KeyRing, 'lookupSecret'>) {
    this.#key = Buffer.from(hkdfSync('sha256', keys.lookupSecret, '', PURPOSE, SEAL_BYTES));
  }

  /** The same claims are the same token, so it need not be kept to be shown again. Expiry counts in whole seconds. */
  issue({ share, swing, expiresAtMs, hasFilm }: ShareClaims): string {
    const claims = Buffer.alloc(CLAIM_BYTES);
    claims.writeUInt8(VERSION, 0);
    bytesOf(share).copy(claims, 1);
    bytesOf(swing).copy(claims, 17);
    claims.writeUInt32BE(Math.floor(expiresAtMs / 1_000), 33);
    claims.writeUInt8(hasFilm ? 1 : 0, 37);
    return Buffer.concat([claims, this.#seal(claims)]).toString('base64url');
  }

  /** Undefined for whatever this bay did not seal; whether it has expired is for the caller to say. */
  read(token: string): ShareClaims | undefined {
    if (!TOKEN.test(token)) return undefined;
    const bytes = Buffer.from(token, 'base64url');
    // The last letter has bits to spare: only one way to write a token is good.
    if (bytes.toString('base64url') !== token) return undefined;
    const claims = bytes.subarray(0, CLAIM_BYTES);
    if (!timingSafeEqual(bytes.subarray(CLAIM_BYTES), this.#seal(claims))) return undefined;
    if (claims.readUInt8(0) !== VERSION) return undefined;
    return {
      share: uuidOf(claims.subarray(1, 17)),
      swing: uuidOf(claims.subarray(17, 33)),
      expiresAtMs: claims.readUInt32BE(33) * 1_000,
      hasFilm: claims.readUInt8(37) === 1,
    };
  }

  #seal(claims: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(claims).digest();
  }
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
