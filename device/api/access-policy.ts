/**
 * Who may use the API. Pure: the answer is the refusal, or null.
 *
 * Without a token the bay listens on loopback, where two strangers remain: a page of another site in the bay's own
 * browser (its requests carry an Origin), and a name of another site that resolves to 127.0.0.1 (its requests carry
 * that name as Host). With a token, the token alone decides; it is compared in constant time.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { ApiConfig } from './api.config.ts';
import {
  type ApiRefusal,
  hostRefused,
  originRefused,
  tokenNeeded,
  tokenTooShort,
  tokenUnreadable,
  tokenWrong,
} from './errors.ts';

const TOKEN_CHARACTERS_MIN = 32;

/** The headers that decide; undefined where a request has none. */
export interface CallerHeaders {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
}

export class AccessPolicy {
  readonly #tokenDigest: Buffer | null;

  constructor(token: string | null) {
    this.#tokenDigest = token === null ? null : digest(token);
  }

  /** For everything, pages and sockets too. */
  refuseStranger(headers: CallerHeaders): ApiRefusal | null {
    if (this.#tokenDigest === null && !isLoopbackName(hostName(headers.host))) return hostRefused();
    if (headers.origin !== undefined && !isSameOrigin(headers.origin, headers.host)) return originRefused();
    return null;
  }

  /** For calls of the API: besides, no other site may embed what it serves, and a configured token is needed. */
  refuseCall(headers: CallerHeaders): ApiRefusal | null {
    const stranger = this.refuseStranger(headers);
    if (stranger !== null) return stranger;
    if (headers.fetchSite === 'cross-site' || headers.fetchSite === 'same-site') return originRefused();
    if (this.#tokenDigest === null) return null;
    const [scheme, token] = (headers.authorization ?? '').split(' ', 2);
    const isRight =
      scheme?.toLowerCase() === 'bearer' && token !== undefined && timingSafeEqual(digest(token), this.#tokenDigest);
    return isRight ? null : tokenWrong();
  }
}

/** The policy of a configuration; throws where it would open the bay to a network without a token. */
export function accessPolicyOf(config: ApiConfig): AccessPolicy {
  const token = config.tokenFile === null ? null : readToken(config.tokenFile);
  if (token === null && !isLoopbackName(config.host)) throw tokenNeeded(config.host);
  return new AccessPolicy(token);
}

function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').split('\n', 1)[0]?.trim() ?? '';
  } catch (error) {
    throw tokenUnreadable(file, error);
  }
  if (token.length < TOKEN_CHARACTERS_MIN) throw tokenTooShort(file, TOKEN_CHARACTERS_MIN);
  return token;
}

/** Equal lengths, whatever the caller sent: only digests are compared. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** `localhost`, 127.0.0.0/8 and ::1; a name such as 127.0.0.1.example.com is none of them. */
export function isLoopbackName(name: string): boolean {
  if (name === 'localhost') return true;
  return isIP(name) === 4 ? name.startsWith('127.') : name === '::1';
}

/** The name of a Host header without port and brackets, in lower case; empty for one that is no host. */
function hostName(host: string | undefined): string {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/@\s]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2] ?? '').toLowerCase();
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
