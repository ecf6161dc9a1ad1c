import type { TokenPair } from '../../api/contract/accounts.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isUnreachable, loginOver, PhoneProblem, problemIn, unreachable } from './phone-problem.ts';
import type { CopyContent, SeenCopy } from './seen/seen-copy.ts';
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
  /**
   * What there is at a path, fresh and kept in the phone's own copy; what the phone has seen of it before is told first.
   * A bay that answers that it is gone takes the copy with it.
   */
  see<T>(path: string, onCopy: (value: T, seenAt: Date) => void): Promise<T>;
  /**
   * A picture, a clip or a drawing, whole, from the phone's own copy where it is there. Whoever shows one makes an
   * address of the page's own for it: the bay's would need a token, and a token in an address is soon in a log.
   */
  fetchFile(path: string, kind: 'picture' | 'clip', signal?: AbortSignal): Promise<Blob>;
  /** Drops a swing from the phone's own copy. */
  dropCopy(path: string): Promise<void>;
  /** How many bytes the phone's own copy holds. */
  copySize(): Promise<number>;
  /** Registers or logs in. */
  enter(path: '/auth/register' | '/auth/login', body: unknown): Promise<string>;
  /** Forgets the login here in any case, and ends it in the bay where that can be reached. */
  logOut(): Promise<void>;
  /** Forgets the login without a word to the bay, because the account is gone; the phone's own copy goes as well. */
  forget(): Promise<void>;
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

export function createPhoneApi(origin: string, tokens: TokenShelf, copy: SeenCopy): PhoneApi {
  const base = `${origin}/api/v1`;
  const listeners = new Set<(player: string | null) => void>();
  let refreshing: Promise<Login> | null = null;

  const tell = () => {
    const player = tokens.read()?.player ?? null;
    for (const listener of listeners) listener(player);
  };
  const forget = async () => {
    if (tokens.read() === null) return;
    tokens.clear();
    await copy.wipe();
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
      await forget();
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
    async see<T>(path: string, onCopy: (value: T, seenAt: Date) => void): Promise<T> {
      const player = tokens.read()?.player ?? '';
      let isOver = false;
      const copied = copy.read(player, path).then((found) => {
        if (isOver || found === undefined || !('json' in found.content)) return;
        onCopy(JSON.parse(found.content.json) as T, new Date(found.seenAtMs));
      });
      try {
        const answer = await ask({ method: 'GET', path, signal: AbortSignal.timeout(ANSWER_MS_MAX) });
        const value = await readJson<T>(answer);
        isOver = true;
        // What is still on its way to be measured is asked for again, not kept.
        if (answer.status === 200) void copy.keep(player, path, 'document', { json: JSON.stringify(value) });
        return value;
      } catch (error) {
        if (isGone(error)) await copy.drop(player, path);
        else await copied;
        throw error;
      }
    },
    async fetchFile(path, kind, signal) {
      const player = tokens.read()?.player ?? '';
      const kept = await copy.read(player, path);
      if (kept !== undefined && 'bytes' in kept.content) return blobOf(kept.content);
      const late = AbortSignal.timeout(FILE_MS_MAX);
      const answer = await ask({ method: 'GET', path, signal: signal ? AbortSignal.any([signal, late]) : late });
      const bytes = await answer.arrayBuffer().catch((error: unknown) => {
        throw unreachable(error);
      });
      const content = { bytes, mediaType: answer.headers.get('Content-Type') ?? 'application/octet-stream' };
      void copy.keep(player, path, kind, content);
      return blobOf(content);
    },
    copySize: async () => (await copy.size()).bytes,
    dropCopy: (path) => copy.drop(tokens.read()?.player ?? '', path),
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
      await forget();
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

const isGone = (error: unknown): boolean =>
  error instanceof PhoneProblem && (error.status === 404 || error.status === 410);

function blobOf({ bytes, mediaType }: Extract<CopyContent, { bytes: ArrayBuffer }>): Blob {
  return new Blob([bytes], { type: mediaType });
}
