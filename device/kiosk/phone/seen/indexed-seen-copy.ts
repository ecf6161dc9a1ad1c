import { type CopyEntry, type CopyKind, evictionPlan } from './eviction-plan.ts';
import type { Copy, CopyContent, SeenCopy } from './seen-copy.ts';

/**
 * The phone's own copy in IndexedDB, which a page has on plain http as well; the browser's own cache of responses is
 * lent to secure pages alone. Entries and contents lie apart, so that what has to go is known without reading clips.
 */
const NAME = 'swingbay-seen';
const ENTRIES = 'entries';
const CONTENTS = 'contents';

interface KeptEntry extends CopyEntry {
  readonly seenAtMs: number;
}

const keyOf = (player: string, path: string) => `${player} ${path}`;

/** @param loggedIn whose copy may be written just now: an answer that comes after logging out is not kept */
export function openSeenCopy(loggedIn: () => string | null): SeenCopy {
  let opening: Promise<IDBDatabase | null> | null = null;
  const open = (): Promise<IDBDatabase | null> => {
    opening ??= openDatabase(() => {
      opening = null;
    });
    return opening;
  };

  /** Undefined where the browser refuses, for want of room or for good. */
  const within = async <T>(
    mode: IDBTransactionMode,
    run: (stores: Stores) => Promise<T> | T,
  ): Promise<T | undefined> => {
    try {
      const database = await open();
      if (database === null) return undefined;
      const transaction = database.transaction([ENTRIES, CONTENTS], mode);
      const done = ended(transaction);
      const result = await run({
        entries: transaction.objectStore(ENTRIES),
        contents: transaction.objectStore(CONTENTS),
      });
      await done;
      return result;
    } catch {
      return undefined;
    }
  };

  return {
    read: (player, path) =>
      within('readwrite', async ({ entries, contents }): Promise<Copy | undefined> => {
        const key = keyOf(player, path);
        const [entry, content] = await Promise.all([
          answerOf<KeptEntry | undefined>(entries.get(key)),
          answerOf<CopyContent | undefined>(contents.get(key)),
        ]);
        if (entry === undefined || content === undefined) return undefined;
        entries.put({ ...entry, usedAtMs: Date.now() });
        return { content, seenAtMs: entry.seenAtMs };
      }),
    async keep(player, path, kind: CopyKind, content) {
      await within('readwrite', async ({ entries, contents }) => {
        if (loggedIn() !== player) return;
        const key = keyOf(player, path);
        const nowMs = Date.now();
        const bytes = 'json' in content ? content.json.length * 2 : content.bytes.byteLength;
        entries.put({ key, kind, bytes, usedAtMs: nowMs, seenAtMs: nowMs } satisfies KeptEntry);
        contents.put(content, key);
        for (const going of evictionPlan(await answerOf<KeptEntry[]>(entries.getAll()))) {
          entries.delete(going);
          contents.delete(going);
        }
      });
    },
    async drop(player, path) {
      const key = keyOf(player, path);
      await within('readwrite', ({ entries, contents }) => {
        for (const store of [entries, contents]) {
          store.delete(key);
          store.delete(IDBKeyRange.bound(`${key}/`, `${key}/\uffff`));
        }
      });
    },
    async wipe() {
      await within('readwrite', ({ entries, contents }) => {
        entries.clear();
        contents.clear();
      });
    },
    async size() {
      const kept = await within('readonly', ({ entries }) => answerOf<KeptEntry[]>(entries.getAll()));
      return { bytes: (kept ?? []).reduce((sum, { bytes }) => sum + bytes, 0), entries: kept?.length ?? 0 };
    },
  };
}

interface Stores {
  readonly entries: IDBObjectStore;
  readonly contents: IDBObjectStore;
}

function openDatabase(onClosed: () => void): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const asked = indexedDB.open(NAME, 1);
    asked.addEventListener('upgradeneeded', () => {
      asked.result.createObjectStore(ENTRIES, { keyPath: 'key' });
      asked.result.createObjectStore(CONTENTS);
    });
    asked.addEventListener('success', () => {
      const database = asked.result;
      // Another tab wants a newer version, or the browser clears its data: a copy in the way would block both.
      database.addEventListener('versionchange', () => {
        database.close();
        onClosed();
      });
      database.addEventListener('close', onClosed);
      resolve(database);
    });
    for (const failure of ['error', 'blocked']) {
      asked.addEventListener(failure, () => {
        onClosed();
        resolve(null);
      });
    }
  });
}

function answerOf<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result as T));
    request.addEventListener('error', () => reject(request.error ?? new DOMException('the request failed')));
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const failure of ['abort', 'error']) {
      transaction.addEventListener(failure, () => reject(transaction.error ?? new DOMException('the copy failed')));
    }
  });
  // Whoever waits for it hears of its failure; where a request failed first, nobody waits.
  done.catch(() => undefined);
  return done;
}
