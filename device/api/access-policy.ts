/**
 * Who may use the API. Pure: the answer is the refusal, or null.
 *
 * A bay that nobody owns yet, and that has no token, listens on loopback. Two strangers remain there: a page of another
 * site in the bay's own browser (its requests carry an Origin), and a name of another site that resolves to 127.0.0.1
 * (its requests carry that name as Host). Once there is a token or an operator's account, any name is answered, because
 * every call says who makes it; only the bay's own screen need not, and is known by address and name together.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { ApiConfig } from './api.config.ts';
import { type ApiRefusal, hostRefused, originRefused, tokenNeeded, tokenTooShort, tokenUnreadable } from './errors.ts';

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
  readonly #isOwned: () => boolean;
  readonly #machineDigest: Buffer | null;
  readonly #metricsDigest: Buffer | null;

  /**
   * @param isOwned whether an operator's account is there, so that every call says whose it is
   * @param machineToken what commands of this machine show
   * @param metricsToken what a scraper shows, good for metrics alone
   */
  constructor(
    token: string | null,
    isOwned: () => boolean = () => false,
    machineToken: string | null = null,
    metricsToken: string | null = null,
  ) {
    this.#tokenDigest = token === null ? null : digest(token);
    this.#isOwned = isOwned;
    this.#machineDigest = machineToken === null ? null : digest(machineToken);
    this.#metricsDigest = metricsToken === null ? null : digest(metricsToken);
  }

  /** For everything, pages and sockets too. */
  refuseStranger(headers: CallerHeaders): ApiRefusal | null {
    const asksWho = this.#tokenDigest !== null || this.#isOwned();
    if (!asksWho && !isLoopbackName(hostName(headers.host))) return hostRefused();
    if (headers.origin !== undefined && !isSameOrigin(headers.origin, headers.host)) return originRefused();
    return null;
  }

  /** For calls of the API: besides, no other site may embed what it serves. */
  refuseEmbedding(headers: CallerHeaders): ApiRefusal | null {
    const stranger = this.refuseStranger(headers);
    if (stranger !== null) return stranger;
    return headers.fetchSite === 'cross-site' || headers.fetchSite === 'same-site' ? originRefused() : null;
  }

  /** Whether a bearer is the token of the configuration, or at the machine itself that of its commands. */
  isToken(bearer: string, address: string | undefined): boolean {
    const shown = digest(bearer);
    if (this.#tokenDigest !== null && timingSafeEqual(shown, this.#tokenDigest)) return true;
    const isHere = isLoopbackAddress(address);
    return isHere && this.#machineDigest !== null && timingSafeEqual(shown, this.#machineDigest);
  }

  /** Whether a bearer is the token that reads metrics and nothing else. */
  isMetricsToken(bearer: string): boolean {
    return this.#metricsDigest !== null && timingSafeEqual(digest(bearer), this.#metricsDigest);
  }

  /**
   * What a call without any credential is: `owner` at the machine of a bay that nobody owns yet, who may do everything;
   * `screen` at the machine of a bay that has an owner; `nobody` from elsewhere.
   */
  standingOf(headers: CallerHeaders, address: string | undefined): 'owner' | 'screen' | 'nobody' {
    const isHere = isLoopbackAddress(address) && isLoopbackName(hostName(headers.host));
    if (!isHere) return 'nobody';
    if (this.#isOwned()) return 'screen';
    return this.#tokenDigest === null ? 'owner' : 'nobody';
  }

  /** Whether strangers may register and log in: not while one token opens everything, and nobody has an account. */
  get isOpenForLogin(): boolean {
    return this.#tokenDigest === null || this.#isOwned();
  }
}

/** What follows `Bearer `; undefined where there is none, null where the header is something else. */
export function bearerOf(authorization: string | undefined): string | null | undefined {
  if (authorization === undefined) return undefined;
  const match = /^bearer ([^\s]+)$/i.exec(authorization);
  return match?.[1] ?? null;
}

/**
 * The policy of a configuration; throws where it would open the bay to a network in which nobody has to say who they
 * are.
 */
export function accessPolicyOf(config: ApiConfig, isOwned: () => boolean, machineToken: string): AccessPolicy {
  const [token, metricsToken] = [config.tokenFile, config.metricsTokenFile].map((file) =>
    file === null ? null : readToken(file),
  ) as [string | null, string | null];
  if (token === null && !isLoopbackName(config.host) && !isOwned()) throw tokenNeeded(config.host);
  return new AccessPolicy(token, isOwned, machineToken, metricsToken);
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

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && isLoopbackName(address.replace(/^::ffff:/i, ''));
}

/** The name of a Host header without port and brackets, in lower case; empty for one that is no host. */
function hostName(host: string | undefined): string {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/@\s]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2] ?? '').toLowerCase();
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
