/**
 * Access tokens: RS256, a quarter of an hour, verified with nothing but this bay's own keys.
 *
 * What a token says of keys is ignored or refused: its `kid` is looked up among the digests of our public keys, and a
 * header that brings or points to a key makes the token worthless, whatever its signature.
 */
import { createHash, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../clock/clock.ts';
import type { KeyRing } from './key-ring.ts';

export const ACCESS_SECONDS = 15 * 60;
const ALGORITHM = 'RS256';
const TYPE = 'at+jwt';
const AUDIENCE = 'urn:swingbay:api';
/** Ours have some 700 characters with a key of 3072 bits; a longer one is not looked at. */
const CHARACTERS_MAX = 2_048;
const REFUSED_HEADERS = ['jku', 'jwk', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit', 'b64', 'zip', 'cty'];
/** A bay has some dozens of people; above it the oldest is looked at again. */
const VERIFIED_MAX = 1_024;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface AccessClaims {
  readonly player: string;
  /** The login that it belongs to: when that ends, so does the token. */
  readonly family: string;
  /** Only what staff may do, whatever the account may: the token was got by a PIN. */
  readonly isByPin: boolean;
}

export class AccessTokens {
  readonly #keys: KeyRing;
  readonly #issuer: string;
  readonly #clock: Clock;
  /** Tokens whose signature was found good, by their digest, in the order of that. */
  readonly #verified = new Map<
    string,
    { readonly claims: AccessClaims; readonly kid: string; readonly endsAtMs: number }
  >();

  constructor(keys: KeyRing, bay: string, clock: Clock) {
    this.#keys = keys;
    this.#issuer = `urn:swingbay:bay:${encodeURIComponent(bay)}`;
    this.#clock = clock;
  }

  issue({ player, family, isByPin }: AccessClaims): Promise<string> {
    const { id, privateKey } = this.#keys.signing;
    const issuedAt = Math.floor(this.#clock.wall().getTime() / 1_000);
    return new SignJWT({ sid: family, ...(isByPin ? { amr: ['pin'] } : {}) })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: id })
      .setSubject(player)
      .setIssuer(this.#issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_SECONDS)
      .setJti(randomUUID())
      .sign(privateKey);
  }

  /**
   * Undefined for whatever is not a good token of this bay; why is nobody's business. A signature is looked at once: a
   * token that was good stays so until its end, while its key is ours and the clock has not been put back.
   */
  async verify(token: string): Promise<AccessClaims | undefined> {
    if (token.length > CHARACTERS_MAX) return undefined;
    const digest = createHash('sha256').update(token).digest('base64url');
    const known = this.#verified.get(digest);
    const nowMs = this.#clock.wall().getTime();
    if (known !== undefined) {
      const isYoung = nowMs < known.endsAtMs && nowMs >= known.endsAtMs - ACCESS_SECONDS * 1_000;
      if (isYoung && this.#keys.find(known.kid) !== undefined) return known.claims;
      this.#verified.delete(digest);
    }
    const verified = await this.#verifyAnew(token);
    if (verified === undefined) return undefined;
    const oldest = this.#verified.keys().next().value;
    if (this.#verified.size >= VERIFIED_MAX && oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(digest, verified);
    return verified.claims;
  }

  async #verifyAnew(token: string): Promise<{ claims: AccessClaims; kid: string; endsAtMs: number } | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        (header) => {
          const key = typeof header.kid === 'string' ? this.#keys.find(header.kid) : undefined;
          if (key === undefined || REFUSED_HEADERS.some((name) => name in header)) throw new Error('Not our key.');
          return key.publicKey;
        },
        {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer: this.#issuer,
          audience: AUDIENCE,
          requiredClaims: ['sub', 'sid', 'jti', 'exp', 'iat', 'nbf'],
          // A token of ours never lives longer, so one that claims to is not.
          maxTokenAge: ACCESS_SECONDS,
          clockTolerance: 0,
          currentDate: this.#clock.wall(),
        },
      );
      const { sub, amr } = payload;
      const family = payload['sid'];
      if (sub === undefined || !UUID.test(sub) || typeof family !== 'string' || !UUID.test(family)) return undefined;
      const claims = { player: sub, family, isByPin: Array.isArray(amr) && amr.includes('pin') };
      return { claims, kid: protectedHeader.kid ?? '', endsAtMs: (payload.exp ?? 0) * 1_000 };
    } catch {
      return undefined;
    }
  }
}
