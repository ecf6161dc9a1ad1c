/**
 * Access tokens: RS256, a quarter of an hour, verified with this bay's own keys, or those of the facility that it belongs
 * to.
 *
 * What a token says of keys is ignored or refused: its `kid` is looked up among the digests of our public keys, and a
 * header that brings or points to a key makes the token worthless, whatever its signature.
 */
import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../clock/clock.ts';
import { issuerOf } from '../../ports/facility-exchange.port.ts';
import type { FacilityTrust } from '../../ports/facility-line.port.ts';
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
  /** The login here that it belongs to: when that ends, so does the token. Null for a token of the facility. */
  readonly family: string | null;
  /** Only what staff may do, whatever the account may: the token was got by a PIN. */
  readonly isByPin: boolean;
}

export class AccessTokens {
  readonly #keys: KeyRing;
  readonly #issuer: string;
  readonly #clock: Clock;
  readonly #trust: () => FacilityTrust | null;
  /** Tokens whose signature was found good, by their digest, in the order of that. */
  readonly #verified = new Map<
    string,
    { readonly claims: AccessClaims; readonly kid: string; readonly endsAtMs: number }
  >();

  /** @param trust the facility whose tokens are good here too; asked anew at each token */
  constructor(keys: KeyRing, bay: string, clock: Clock, trust: () => FacilityTrust | null = () => null) {
    this.#keys = keys;
    this.#issuer = issuerOf(bay);
    this.#trust = trust;
    this.#clock = clock;
  }

  issue({ player, family, isByPin }: AccessClaims & { readonly family: string }): Promise<string> {
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
      if (isYoung && this.#keyOf(known.kid) !== undefined) return known.claims;
      this.#verified.delete(digest);
    }
    const verified = await this.#verifyAnew(token);
    if (verified === undefined) return undefined;
    const oldest = this.#verified.keys().next().value;
    if (this.#verified.size >= VERIFIED_MAX && oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(digest, verified);
    return verified.claims;
  }

  #keyOf(id: string): { publicKey: KeyObject; issuer: string; isForeign: boolean } | undefined {
    const own = this.#keys.find(id);
    if (own !== undefined) return { publicKey: own.publicKey, issuer: this.#issuer, isForeign: false };
    const trust = this.#trust();
    const publicKey = trust?.key(id);
    if (trust === null || publicKey === undefined) return undefined;
    return { publicKey, issuer: trust.issuer, isForeign: true };
  }

  async #verifyAnew(token: string): Promise<{ claims: AccessClaims; kid: string; endsAtMs: number } | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        (header) => {
          const key = typeof header.kid === 'string' ? this.#keyOf(header.kid) : undefined;
          if (key === undefined || REFUSED_HEADERS.some((name) => name in header)) throw new Error('Not our key.');
          return key.publicKey;
        },
        {
          algorithms: [ALGORITHM],
          typ: TYPE,
          audience: AUDIENCE,
          requiredClaims: ['iss', 'sub', 'sid', 'jti', 'exp', 'iat', 'nbf'],
          // A token of ours never lives longer, so one that claims to is not.
          maxTokenAge: ACCESS_SECONDS,
          clockTolerance: 0,
          currentDate: this.#clock.wall(),
        },
      );
      const { sub, amr, iss } = payload;
      // Each key speaks for one issuer alone: a facility makes no tokens in a bay's name.
      const key = this.#keyOf(protectedHeader.kid ?? '');
      if (key === undefined || iss !== key.issuer) return undefined;
      const family = payload['sid'];
      if (sub === undefined || !UUID.test(sub) || typeof family !== 'string' || !UUID.test(family)) return undefined;
      const isByPin = Array.isArray(amr) && amr.includes('pin');
      // A PIN opens what it was entered at.
      if (isByPin && key.isForeign) return undefined;
      const claims = { player: sub, family: key.isForeign ? null : family, isByPin };
      return { claims, kid: protectedHeader.kid ?? '', endsAtMs: (payload.exp ?? 0) * 1_000 };
    } catch {
      return undefined;
    }
  }
}
