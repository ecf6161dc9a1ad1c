import type { TokenPair } from '../../api/contract/accounts.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isUnreachable, loginOver, problemIn, unreachable } from './phone-problem.ts';
import { type Login, loginFrom, type TokenShelf } from './token-shelf.ts';

/**
 * Who is logged in on this phone, and calls in their name.
 *
 * INVARIANTS
 * - Of all tabs together one refreshes at a time, and whoever waited takes what it found instead of refreshing again: a
 *   refresh token that is shown twice ends the login.
 * - A call that was refused for its token is made once more with a new one, and no oftener.
 * - A bay that cannot be reached never logs anybody out.
 */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Asked {
  readonly method: Method;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

export interface PhoneSession {
  /** Null while nobody is logged in. */
  readonly player: string | null;
  /** An answer that is no refusal. Rejects with a `PhoneProblem` only. */
  ask(asked: Asked): Promise<Response>;
  enter(path: '/auth/register' | '/auth/login', body: unknown): Promise<string>;
  /** Forgets the login here in any case, and ends it in the bay where that can be reached. */
  logOut(): Promise<void>;
  /** Forgets the login without a word to the bay. */
  forget(): Promise<void>;
  /** Hears the player of each login and, as null, that it is over; the answer ends it. */
  onLogin(listener: (player: string | null) => void): () => void;
}

/** For a call that brings words. */
export const ANSWER_MS_MAX = 10_000;
/** A token is renewed this long before it ends, so that no call comes too late. */
const EARLY_MS = 20_000;
const LOCK = 'swingbay.refresh';
const LOOK_MS = 25;
const LOOKS_MAX = 20;

/**
 * @param base such as `https://bay-7.range.example/api/v1`
 * @param onForgotten wipes whatever else the phone keeps of the player
 */
export function createPhoneSession(base: string, tokens: TokenShelf, onForgotten: () => Promise<void>): PhoneSession {
  const listeners = new Set<(player: string | null) => void>();
  let refreshing: Promise<Login> | null = null;

  const tell = () => {
    const player = tokens.read()?.player ?? null;
    for (const listener of listeners) listener(player);
  };
  const forget = async () => {
    if (tokens.read() === null) return;
    tokens.clear();
    await onForgotten();
    tell();
  };

  /** What another tab has just written is seen here a moment later: a browser's tabs are processes of their own. */
  const loginAfterOthers = async (refused: string): Promise<Login | null> => {
    for (let looks = 0; looks < LOOKS_MAX && tokens.read()?.accessToken === refused; looks++) await pause(LOOK_MS);
    return tokens.read();
  };

  const refreshOnce = async (refused: string, hasWaited: boolean): Promise<Login> => {
    const login = hasWaited ? await loginAfterOthers(refused) : tokens.read();
    if (login === null) throw loginOver();
    if (login.accessToken !== refused && !isEnding(login)) return login;
    const { refreshToken } = login;
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const answer = await send(base, { method: 'POST', path: '/auth/refresh', body: { refreshToken }, signal }, null);
    if (answer.status === 401) {
      await forget();
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
    refreshing ??= oneAtATime(LOCK, lockers, (hasWaited) => refreshOnce(refused, hasWaited)).finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  return {
    get player() {
      return tokens.read()?.player ?? null;
    },
    async ask(asked) {
      const kept = tokens.read();
      if (kept === null) throw loginOver();
      const login = isEnding(kept) ? await refresh(kept.accessToken) : kept;
      let answer = await send(base, asked, login.accessToken);
      if (answer.status === 401) answer = await send(base, asked, (await refresh(login.accessToken)).accessToken);
      if (answer.status === 401) {
        await forget();
        throw loginOver();
      }
      if (!answer.ok) throw await problemIn(answer);
      return answer;
    },
    async enter(path, body) {
      const answer = await send(base, { method: 'POST', path, body, signal: AbortSignal.timeout(ANSWER_MS_MAX) }, null);
      if (!answer.ok) throw await problemIn(answer);
      const login = loginFrom((await answer.json()) as TokenPair, Date.now());
      tokens.write(login);
      tell();
      return login.player;
    },
    async logOut() {
      const login = tokens.read();
      await forget();
      if (login === null) return;
      const { refreshToken } = login;
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      const asked = { method: 'POST', path: '/auth/logout', body: { refreshToken }, signal } as const;
      await send(base, asked, null).catch((error: unknown) => {
        if (!isUnreachable(error)) throw error;
      });
    },
    forget,
    onLogin(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const isEnding = (login: Login): boolean => login.accessEndsAtMs - EARLY_MS < Date.now();

async function send(base: string, asked: Asked, accessToken: string | null): Promise<Response> {
  const { method, path, body, signal } = asked;
  const headers = new Headers();
  if (accessToken !== null) headers.set('Authorization', `Bearer ${accessToken}`);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  try {
    return await fetch(`${base}${path}`, { method, headers, signal, cache: 'no-store', ...content });
  } catch (error) {
    throw unreachable(error);
  }
}
