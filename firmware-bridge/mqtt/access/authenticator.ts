/** Finds out who a client is: by the private socket it came on, its certificate, or its name and password. */
import type { RefusalCode } from '../refusals.ts';
import type { Peer } from '../wire/guarded-connection.ts';
import { PasswordCheck } from './password-hash.ts';
import { DEVICE_ROLES, type Identity } from './rights.ts';
import type { User, Users } from './users.ts';

export interface Credentials {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
  readonly peer: Peer;
}

/** What a CONNACK of MQTT 3.1.1 says. */
export const CONNACK = { idRejected: 0x02, unavailable: 0x03, badCredentials: 0x04, notAuthorized: 0x05 } as const;

export interface Refusal {
  readonly code: RefusalCode;
  readonly connack: (typeof CONNACK)[keyof typeof CONNACK];
}

export type Authenticated = { readonly identity: Identity } | { readonly refusal: Refusal };

/** In which failed logins of one address are counted. */
const WINDOW_MS = 60_000;
const ADDRESSES_MAX = 1_024;

/** The name that the appliance has on its own broker; no user can have it, since names hold no `*`. */
const BAY_USER = '*bay*';

export class Authenticator {
  readonly #users: Users;
  readonly #passwords = new PasswordCheck();
  readonly #failures = new Map<string, { count: number; sinceMs: number }>();
  readonly #nowMs: () => number;

  readonly #failuresMax: number;

  /** @param failuresMax failed logins a minute of one address before it has to wait */
  constructor(users: Users, failuresMax: number, nowMs: () => number = () => performance.now()) {
    this.#users = users;
    this.#failuresMax = failuresMax;
    this.#nowMs = nowMs;
  }

  async authenticate(credentials: Credentials): Promise<Authenticated> {
    const { peer, clientId } = credentials;
    if (peer.isPrivate) return { identity: { user: BAY_USER, party: 'bay', clientId } };
    // Counted before the password is looked at: many connections at once must not each have all their tries.
    if (!this.#mayTry(peer.address)) return refused('mqtt/too-many-logins', CONNACK.notAuthorized);
    const answer = await this.#recognise(credentials);
    if ('refusal' in answer) return answer;
    this.#failures.delete(peer.address);
    const { user } = answer;
    // A device is its name: otherwise one device's secret would speak for every other.
    if (DEVICE_ROLES.includes(user.role) && clientId !== user.name) {
      return refused('mqtt/client-id', CONNACK.idRejected);
    }
    return { identity: { user: user.name, party: user.role, clientId } };
  }

  async #recognise({ peer, username, password }: Credentials): Promise<{ user: User } | { refusal: Refusal }> {
    if (peer.certificateName !== null) {
      const user = this.#users.get(peer.certificateName);
      const isItself = username === undefined || username === peer.certificateName;
      const isKnown = user !== undefined && user.passwordHash === null && isItself;
      return isKnown ? { user } : refused('mqtt/login-failed', CONNACK.notAuthorized);
    }
    const user = username === undefined ? undefined : this.#users.get(username);
    const verdict = await this.#passwords.verify(password ?? Buffer.alloc(0), user?.passwordHash ?? null);
    if (verdict === 'busy') return refused('mqtt/busy', CONNACK.unavailable);
    return verdict === 'right' && user !== undefined ? { user } : refused('mqtt/login-failed', CONNACK.badCredentials);
  }

  #mayTry(address: string): boolean {
    const nowMs = this.#nowMs();
    const before = this.#failures.get(address);
    const failures = before === undefined || nowMs - before.sinceMs > WINDOW_MS ? { count: 0, sinceMs: nowMs } : before;
    if (failures.count >= this.#failuresMax) return false;
    failures.count++;
    this.#failures.delete(address);
    this.#failures.set(address, failures);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > ADDRESSES_MAX && oldest !== undefined) this.#failures.delete(oldest);
    return true;
  }
}

function refused(code: RefusalCode, connack: Refusal['connack']): { refusal: Refusal } {
  return { refusal: { code, connack } };
}
