/**
 * Runs what must not run twice at once, over all tabs of this phone: two tabs that show the same refresh token would end
 * their login. Browsers lend a lock only to secure pages; on plain http a lease in the shared storage does, which two
 * tabs could at worst take in the same few milliseconds. The bay then ends the login and the player logs in again.
 */
const LEASE_MS = 12_000;
const SETTLE_MS = 40;
const ASK_AGAIN_MS = 60;

export interface Lockers {
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

export async function oneAtATime<T>(name: string, lockers: Lockers, run: () => Promise<T>): Promise<T> {
  if (lockers.locks !== undefined) return lockers.locks.request(name, run);
  const mine = await takeLease(name, lockers.storage);
  try {
    return await run();
  } finally {
    if (lockers.storage.getItem(name) === mine) lockers.storage.removeItem(name);
  }
}

/** Ends at the latest when the lease of whoever holds it has run out. */
async function takeLease(name: string, storage: Lockers['storage']): Promise<string> {
  const giveUpAtMs = Date.now() + LEASE_MS;
  for (;;) {
    const heldUntilMs = Number(storage.getItem(name)?.split(' ')[0] ?? 0);
    if (heldUntilMs < Date.now() || Date.now() > giveUpAtMs) {
      const mine = `${Date.now() + LEASE_MS} ${Math.random()}`;
      storage.setItem(name, mine);
      await pause(SETTLE_MS);
      if (storage.getItem(name) === mine) return mine;
    }
    await pause(ASK_AGAIN_MS);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
