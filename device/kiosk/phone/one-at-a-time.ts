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

/** @param run hears whether somebody else did the same just now */
export async function oneAtATime<T>(
  name: string,
  { locks, storage }: Lockers,
  run: (hasWaited: boolean) => Promise<T>,
): Promise<T> {
  if (locks !== undefined) {
    const done = await locks.request(name, { ifAvailable: true }, async (lock) =>
      lock === null ? null : { answer: await run(false) },
    );
    return done === null ? locks.request(name, () => run(true)) : done.answer;
  }
  const hasWaited = heldUntilMs(name, storage) >= Date.now();
  const mine = await takeLease(name, storage);
  try {
    return await run(hasWaited);
  } finally {
    if (storage.getItem(name) === mine) storage.removeItem(name);
  }
}

/** Ends at the latest when the lease of whoever holds it has run out. */
async function takeLease(name: string, storage: Lockers['storage']): Promise<string> {
  const giveUpAtMs = Date.now() + LEASE_MS;
  for (;;) {
    if (heldUntilMs(name, storage) < Date.now() || Date.now() > giveUpAtMs) {
      const mine = `${Date.now() + LEASE_MS} ${Math.random()}`;
      storage.setItem(name, mine);
      await pause(SETTLE_MS);
      if (storage.getItem(name) === mine) return mine;
    }
    await pause(ASK_AGAIN_MS);
  }
}

const heldUntilMs = (name: string, storage: Lockers['storage']) => Number(storage.getItem(name)?.split(' ')[0] ?? 0);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
