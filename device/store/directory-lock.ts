/**
 * A data directory has one writer: whoever opens it holds a lock on it until they close it. The lock is one that SQLite
 * takes on an empty database of its own, which the kernel gives back when its holder dies, however that comes about; so
 * none is ever left behind, and one that does not answer any more still holds it.
 *
 * Nothing else may open the file within the process: by POSIX, closing it once gives back every lock on it.
 */
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { directoryInUse, isBusy, translateStoreError } from './errors.ts';

export const LOCK_FILE = 'writer.lock';
/** A command that is just ending is waited for: a bay that is started meanwhile would stay closed otherwise. */
const WAIT_MS = 2_000;

export interface DirectoryLock {
  /** Idempotent. */
  release(): void;
}

/** Throws `store/in-use` where another process, or another store of this one, has the directory open. */
export function lockDirectory(dataDirectory: string): DirectoryLock {
  let lock: SqliteDatabase.Database | undefined;
  try {
    lock = new SqliteDatabase(join(dataDirectory, LOCK_FILE), { timeout: WAIT_MS });
    // Nothing is ever written, neither in it nor beside it: a full disk has room for the lock. It is open until the lock is
    // given back.
    lock.pragma('journal_mode = memory');
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    if (isBusy(error)) throw directoryInUse(dataDirectory, error);
    throw translateStoreError(error, `the lock of the data directory ${dataDirectory}`);
  }
  const held = lock;
  return { release: () => held.close() };
}
