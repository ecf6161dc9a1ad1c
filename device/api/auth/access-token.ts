/**
 * Access tokens: RS256, a quarter of an hour, verified with nothing but this bay's own keys.
 *
 * What a token says of keys is ignored or refused: its `kid` is looked up among the digests of our public keys, and a
 * header that brings or points to a key makes the token worthless, whatever its signature.
 */
import { randomUUID } from 'node:crypto';
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

  /** Undefined for whatever is not a good token of this bay; why is nobody's business. */
  async verify(token: string): Promise<AccessClaims | undefined> {
    if (token.length > CHARACTERS_MAX) return undefined;
    try {
      const { payload } = await jwtVerify(
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
      return { player: sub, family, isByPin: Array.isArray(amr) && amr.includes('pin') };
    } catch {
      return undefined;
    }
  }
}
