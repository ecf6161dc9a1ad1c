/** Registers, logs in, refreshes and logs out. Everything that decides is on this machine: it works without a line. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../clock/clock.ts';
import type { Account, AccountRole } from '../../store/account-repository.ts';
import type { GuessLimit } from '../../store/guess-repository.ts';
import type { OpenFamily } from '../../store/refresh-repository.ts';
import type { FacilityTrust } from '../../ports/facility-line.port.ts';
import type { FacilityBay } from '../../store/facility-bay-repository.ts';
import type { Store } from '../../store/store.ts';
import type { Handedness } from '../../swing/report/swing-report.ts';
import type { Login, TokenPair } from '../contract/accounts.ts';
import { ACCESS_SECONDS, AccessTokens } from './access-token.ts';
import { isEasyPassword } from './easy-password.ts';
import { credentialsWrong, passwordTooEasy, pinWrong, refreshRefused, tooManyGuesses } from './errors.ts';
import { loginLimits, pinLimits, registrationLimits } from './guess-limits.ts';
import { KeyRing } from './key-ring.ts';
import { PasswordHasher } from './password-hasher.ts';

const REFRESH_MS = 7 * 24 * 3_600_000;
/** What a PIN opens is closed again soon: whoever entered it walks away from the screen. */
const PIN_LOGIN_MS = 10 * 60_000;
const REFRESH_TOKEN_BYTES = 32;

export interface Caller {
  /**
   * `kiosk` is the bay's own screen, a `scraper` reads metrics and nothing else, `bay` is a bay of this facility; an admin
   * without a player holds the token of the configuration.
   */
  readonly role: AccountRole | 'kiosk' | 'scraper' | 'bay';
  readonly player: string | null;
  readonly family: string | null;
  /** Set where it is another appliance that calls. */
  readonly bay?: FacilityBay;
}

/** Where a call came from. */
export interface Origin {
  readonly address: string;
  readonly isOwnScreen: boolean;
}

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly handedness: Handedness | null;
  readonly role: AccountRole;
}

export class AuthDesk {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keys: KeyRing;
  readonly #tokens: AccessTokens;
  readonly #hasher = new PasswordHasher();
  readonly #trust: () => FacilityTrust | null;

  constructor(
    { store, bay, clock, keys }: { store: Store; bay: string; clock: Clock; keys: KeyRing },
    trust: () => FacilityTrust | null = () => null,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#keys = keys;
    this.#trust = trust;
    this.#tokens = new AccessTokens(keys, bay, clock, trust);
  }

  /** Rejects with `auth/password-too-easy`, `store/email-taken`, `auth/too-many-guesses`, `auth/busy`. */
  async register(registration: Registration, origin: Origin): Promise<Account> {
    const { email, password, name } = registration;
    if (isEasyPassword(password, [name, email, email.split('@', 1)[0] ?? ''])) throw passwordTooEasy();
    this.#count(registrationLimits(origin.address));
    const passwordHash = await this.#hasher.hash(password);
    return this.#store.accounts.add({ ...registration, passwordHash });
  }

  /** Rejects with `auth/credentials-wrong`, the same for a wrong password and an unknown address. */
  async login({ email, password }: Login, origin: Origin): Promise<TokenPair> {
    const limits = loginLimits(email, origin.address, origin.isOwnScreen);
    this.#count(limits);
    const account = this.#store.accounts.findByEmail(email);
    const isRight = await this.#hasher.verify(account?.passwordHash, password);
    if (!isRight || account === undefined) throw credentialsWrong();
    this.#store.guesses.forgive(limits[0].key);
    return this.begin(account);
  }

  /** A login for somebody who is known by now. */
  begin(account: Account): Promise<TokenPair> {
    const [token, digest] = newRefreshToken();
    const nowMs = this.#nowMs();
    const family = this.#store.refreshes.begin(account.player, digest, { nowMs, expiresAtMs: nowMs + REFRESH_MS });
    return this.#pair(family, token);
  }

  /** Who has a PIN. Throws `auth/pin-wrong`, `auth/too-many-guesses`. */
  accountOfPin(pin: string): Account {
    this.#count(pinLimits());
    const [shared, ...before] = this.#lookupDigests('pin', pin);
    const { accounts } = this.#store;
    const account = accounts.findByPin(shared) ?? before.map((digest) => accounts.findByPin(digest)).find(Boolean);
    if (account === undefined) throw pinWrong();
    // Made before the bay joined its facility: from now on it is good in every bay.
    if (accounts.findByPin(shared) === undefined) accounts.setPin(account.player, shared);
    // A right one is not forgiven: whoever has a PIN could else guess the others' without end.
    return account;
  }

  /** What staff may do, for ten minutes and without a refresh token. Rejects as `accountOfPin` does, for players too. */
  async loginByPin(pin: string): Promise<{ accessToken: string; expiresInSeconds: number }> {
    const account = this.accountOfPin(pin);
    if (account.role === 'player' || account.role === 'coach') throw pinWrong();
    const nowMs = this.#nowMs();
    const [, digest] = newRefreshToken();
    const family = this.#store.refreshes.begin(account.player, digest, { nowMs, expiresAtMs: nowMs + PIN_LOGIN_MS });
    const accessToken = await this.#tokens.issue({ player: account.player, family: family.id, isByPin: true });
    return { accessToken, expiresInSeconds: PIN_LOGIN_MS / 1_000 };
  }

  /** Rejects with `auth/refresh-refused`, whatever is wrong; a used token ends its family. */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const [token, successor] = newRefreshToken();
    const rotation = this.#store.refreshes.rotate(digestOf(refreshToken), successor, this.#nowMs());
    if (rotation.outcome !== 'rotated' || this.#store.accounts.find(rotation.family.player) === undefined) {
      throw refreshRefused();
    }
    return this.#pair(rotation.family, token);
  }

  /** Ends the login that the token belongs to. Idempotent, and silent about tokens that never were. */
  logout(refreshToken: string): void {
    const family = this.#store.refreshes.familyOf(digestOf(refreshToken));
    if (family !== undefined) this.#store.refreshes.end(family, 'logout');
  }

  /** Who carries an access token; undefined where it is not good, or its login has ended. */
  async callerOf(accessToken: string): Promise<Caller | undefined> {
    const claims = await this.#tokens.verify(accessToken);
    if (claims === undefined) return undefined;
    const { player, family, isByPin } = claims;
    // A login at the facility is looked up there; here its token is good for the quarter of an hour that it lives.
    if (family !== null && this.#store.refreshes.playerOf(family, this.#nowMs()) !== player) return undefined;
    const account = this.#store.accounts.find(player);
    if (account === undefined) return undefined;
    return { role: isByPin ? 'staff' : account.role, player, family };
  }

  /** Whether what a caller may do has not changed since: the same login, the same role. For what stays open. */
  isStill({ player, family, role }: Caller): boolean {
    if (player === null) return true;
    if (family !== null && this.#store.refreshes.playerOf(family, this.#nowMs()) !== player) return false;
    const now = this.#store.accounts.find(player)?.role;
    // A login by PIN is staff, whoever among those who work here it is.
    return now === role || (role === 'staff' && now !== undefined && now !== 'player' && now !== 'coach');
  }

  /** By what a PIN or a card is found again; without the key of this bay, or its facility, it cannot be worked out. */
  lookupDigest(kind: 'pin' | 'card', value: string): string {
    return this.#lookupDigests(kind, value)[0];
  }

  /** The player to whom a card belongs; undefined for a card that is nobody's. */
  playerOfCard(card: string): string | undefined {
    const { accounts } = this.#store;
    const [shared, ...before] = this.#lookupDigests('card', card);
    const known = accounts.playerOfCard(shared);
    if (known !== undefined) return known;
    const player = before.map((digest) => accounts.playerOfCard(digest)).find((found) => found !== undefined);
    if (player !== undefined) accounts.bindCard(shared, player);
    return player;
  }

  /** By the facility's key where the bay belongs to one, and by the bay's own, with which it began. */
  #lookupDigests(kind: 'pin' | 'card', value: string): [string, ...string[]] {
    const digestBy = (secret: Buffer) => createHmac('sha256', secret).update(`${kind}:${value}`).digest('base64url');
    const own = digestBy(this.#keys.lookupSecret);
    const trust = this.#trust();
    return trust === null ? [own] : [digestBy(trust.lookupSecret), own];
  }

  async #pair(family: OpenFamily, refreshToken: string): Promise<TokenPair> {
    const accessToken = await this.#tokens.issue({ player: family.player, family: family.id, isByPin: false });
    return {
      accessToken,
      expiresInSeconds: ACCESS_SECONDS,
      refreshToken,
      refreshExpiresAt: new Date(family.expiresAtMs).toISOString(),
      player: family.player,
    };
  }

  #count(limits: readonly GuessLimit[]): void {
    const reached = this.#store.guesses.take(limits, this.#nowMs());
    if (reached !== null) throw tooManyGuesses(reached.waitMs);
  }

  #nowMs(): number {
    return this.#clock.wall().getTime();
  }
}

function newRefreshToken(): [token: string, digest: string] {
  const token = randomBytes(REFRESH_TOKEN_BYTES).toString('base64url');
  return [token, digestOf(token)];
}

/** Tokens are random and long: a plain digest is enough. */
function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
