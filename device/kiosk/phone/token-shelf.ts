import type { TokenPair } from '../../api/contract/accounts.ts';

/**
 * Where the phone keeps its login: one place for all tabs, so that they share one chain of refresh tokens. Neither the
 * service worker nor any cache ever sees it, and logging out leaves nothing.
 */
export interface Login {
  readonly player: string;
  readonly accessToken: string;
  readonly accessEndsAtMs: number;
  readonly refreshToken: string;
  readonly refreshEndsAtMs: number;
}

export interface TokenShelf {
  read(): Login | null;
  write(login: Login): void;
  clear(): void;
}

const KEPT_AS = 'swingbay.login';

export function loginFrom(pair: TokenPair, nowMs: number): Login {
  return {
    player: pair.player,
    accessToken: pair.accessToken,
    accessEndsAtMs: nowMs + pair.expiresInSeconds * 1000,
    refreshToken: pair.refreshToken,
    refreshEndsAtMs: Date.parse(pair.refreshExpiresAt),
  };
}

export function tokenShelfIn(storage: Storage): TokenShelf {
  return {
    read() {
      try {
        const login: unknown = JSON.parse(storage.getItem(KEPT_AS) ?? 'null');
        return isLogin(login) ? login : null;
      } catch {
        return null;
      }
    },
    write: (login) => storage.setItem(KEPT_AS, JSON.stringify(login)),
    clear: () => storage.removeItem(KEPT_AS),
  };
}

/** Tells when another tab has logged in, refreshed or logged out; the answer ends it. */
export function onShelfChanged(listener: () => void): () => void {
  const hear = ({ key }: StorageEvent) => {
    if (key === KEPT_AS || key === null) listener();
  };
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}

function isLogin(value: unknown): value is Login {
  const login = value as Partial<Record<keyof Login, unknown>> | null;
  return (
    typeof login === 'object' &&
    typeof login?.player === 'string' &&
    typeof login.accessToken === 'string' &&
    typeof login.accessEndsAtMs === 'number' &&
    typeof login.refreshToken === 'string' &&
    typeof login.refreshEndsAtMs === 'number'
  );
}
