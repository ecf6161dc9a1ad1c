import type { TokenPair } from '../../api/contract/accounts.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isUnreachable, loginOver, PhoneProblem, problemIn, unreachable } from './phone-problem.ts';
import { type Login, loginFrom, type TokenShelf } from './token-shelf.ts';

/**
 * The phone's calls to its bay, in the name of whoever is logged in.
 *
 * INVARIANTS
 * - Of all tabs together one refreshes at a time, and whoever waited takes what it found instead of refreshing again: a
 *   refresh token that is shown twice ends the login.
 * - A call that was refused for its token is made once more with a new one, and no oftener.
 * - A bay that cannot be reached never logs anybody out.
 * - Every call ends by itself, after {@link ANSWER_MS_MAX} or {@link FILE_MS_MAX}.
 */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface PhoneApi {
  /** Whose calls these are; null while nobody is logged in. */
  readonly player: string | null;
  /** JSON there and back; `undefined` for an answer without a body. Rejects with a {@link PhoneProblem} only. */
  call<T>(method: Method, path: string, body?: unknown): Promise<T>;
  /** A picture, a clip or a drawing, whole: an address that carries no token can neither be leaked nor shared. */
  fetchFile(path: string, signal?: AbortSignal): Promise<Blob>;
  /** Registers or logs in. */
  enter(path: '/auth/register' | '/auth/login', body: unknown): Promise<string>;
  /** Forgets the login here in any case, and ends it in the bay where that can be reached. */
  logOut(): Promise<void>;
  /** Forgets the login without a word to the bay: the account is gone. */
  forget(): void;
  /** Hears the player of each login and, as null, that it is over; the answer ends it. */
  onLogin(listener: (player: string | null) => void): () => void;
  /** Where the bay's socket is. */
  realtimeAddress(ticket: string): string;
}

const ANSWER_MS_MAX = 10_000;
/** A clip of a few megabytes over a crowded wireless network. */
const FILE_MS_MAX = 60_000;
/** A token is renewed this long before it ends, so that no call comes too late. */
const EARLY_MS = 20_000;
const LOCK = 'swingbay.refresh';

interface Asked {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

export function createPhoneApi(origin: string, tokens: TokenShelf): PhoneApi {
  const base = `${origin}/api/v1`;
  const listeners = new Set<(player: string | null) => void>();
  let refreshing: Promise<Login> | null = null;

  const tell = () => {
    const player = tokens.read()?.player ?? null;
    for (const listener of listeners) listener(player);
  };
  const forget = () => {
    if (tokens.read() === null) return;
    tokens.clear();
    tell();
  };

  const send = async ({ method, path, body, signal }: Asked, accessToken: string | null): Promise<Response> => {
    const headers = new Headers();
    if (accessToken !== null) headers.set('Authorization', `Bearer ${accessToken}`);
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      return await fetch(`${base}${path}`, { method, headers, signal, cache: 'no-store', ...content });
    } catch (error) {
      throw unreachable(error);
    }
  };

  const refreshOnce = async (refused: string): Promise<Login> => {
    const login = tokens.read();
    if (login === null) throw loginOver();
    if (login.accessToken !== refused && !isEnding(login)) return login;
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const { refreshToken } = login;
    const answer = await send({ method: 'POST', path: '/auth/refresh', body: { refreshToken }, signal }, null);
    if (answer.status === 401) {
      forget();
      throw loginOver();
    }
    if (!answer.ok) throw await problemIn(answer);
    const fresh = loginFrom((await answer.json()) as TokenPair, Date.now());
    // Somebody may have logged out meanwhile: they stay so.
    if (tokens.read() !== null) tokens.write(fresh);
    return fresh;
  };

  const refresh = (refused: string): Promise<Login> => {
    const lockers = { locks: navigator.locks as LockManager | undefined, storage: localStorage };
    refreshing ??= oneAtATime(LOCK, lockers, () => refreshOnce(refused)).finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const ask = async (asked: Asked): Promise<Response> => {
    const kept = tokens.read();
    if (kept === null) throw loginOver();
    const login = isEnding(kept) ? await refresh(kept.accessToken) : kept;
    let answer = await send(asked, login.accessToken);
    if (answer.status === 401) answer = await send(asked, (await refresh(login.accessToken)).accessToken);
    if (answer.status === 401) {
      forget();
      throw loginOver();
    }
    if (!answer.ok) throw await problemIn(answer);
    return answer;
  };

  return {
    get player() {
      return tokens.read()?.player ?? null;
    },
    async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
      const answer = await ask({ method, path, body, signal: AbortSignal.timeout(ANSWER_MS_MAX) });
      return readJson<T>(answer);
    },
    async fetchFile(path, signal) {
      const late = AbortSignal.timeout(FILE_MS_MAX);
      const answer = await ask({ method: 'GET', path, signal: signal ? AbortSignal.any([signal, late]) : late });
      return answer.blob().catch((error: unknown) => {
        throw unreachable(error);
      });
    },
    async enter(path, body) {
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      const answer = await send({ method: 'POST', path, body, signal }, null);
      if (!answer.ok) throw await problemIn(answer);
      const login = loginFrom((await answer.json()) as TokenPair, Date.now());
      tokens.write(login);
      tell();
      return login.player;
    },
    async logOut() {
      const login = tokens.read();
      forget();
      if (login === null) return;
      const body = { refreshToken: login.refreshToken };
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      await send({ method: 'POST', path: '/auth/logout', body, signal }, null).catch((error: unknown) => {
        if (!isUnreachable(error)) throw error;
      });
    },
    forget,
    onLogin(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    realtimeAddress: (ticket) => `${base.replace(/^http/, 'ws')}/realtime/connect?ticket=${encodeURIComponent(ticket)}`,
  };
}

const isEnding = (login: Login): boolean => login.accessEndsAtMs - EARLY_MS < Date.now();

async function readJson<T>(answer: Response): Promise<T> {
  try {
    const words = await answer.text();
    return (words === '' ? undefined : JSON.parse(words)) as T;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new PhoneProblem({ code: 'phone/unreadable', message: error.message, hint: null }, answer.status, error);
    }
    throw unreachable(error);
  }
}
