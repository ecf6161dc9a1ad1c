/**
 * Opens the bay's one SQLite file so that an acknowledged row survives a power cut, and runs its transactions.
 *
 * One process writes. What cannot be opened safely is refused with a coded error, never repaired in passing.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import {
  isOutOfSpace,
  StoreFaultError,
  sqliteTooOld,
  storeDamaged,
  storeFromTheFuture,
  translateStoreError,
} from './errors.ts';

/** Before it, a checkpoint beside a writer could reset the WAL at the wrong moment and corrupt the file. */
const SQLITE_VERSION_MIN = '3.51.3';
const BUSY_TIMEOUT_MS = 5_000;
/** A stuck reader may let the WAL grow; after a checkpoint it is cut back to this. */
const WAL_BYTES_MAX = 64 * 1024 * 1024;
/** Above this size the poses, which carry their own sha256, are left out of the check at start. */
const FULL_CHECK_BYTES_MAX = 256 * 1024 * 1024;
const CHECKED_TABLES = [
  'swings',
  'reports',
  'media',
  'outbox',
  'warehouse_dues',
  'analysis_jobs',
  'players',
  'sessions',
  'accounts',
  'goals',
  'refresh_families',
  'integration_shots',
  'bridge_events',
  'fleet_messages',
  'fleet_commands',
  'fleet_facts',
  'coach_jobs',
  'coach_exchanges',
];

export interface Database {
  readonly orm: BetterSQLite3Database;
  readonly sqliteVersion: string;
  /**
   * Runs `work` in one transaction that is on the disk when this returns; nested calls join the outer one. Without
   * room it asks `onOutOfSpace` for some and tries once more, so `work` must be free of other effects. Throws coded
   * errors; nothing of a failed transaction stays. After a disk has failed to flush, what it holds is not known any
   * more, and a later flush that succeeds would prove nothing: every further transaction throws `store/io-failed`
   * until the database is opened anew.
   */
  transact<T>(what: string, work: () => T): T;
  /** Throws the coded error of a database that does not answer, or that may not be written any more. */
  probe(): void;
  /** A read whose library errors are translated. */
  read<T>(what: string, query: () => T): T;
  /** Called at the end of each transaction, within it. */
  beforeCommit: () => void;
  /** Called when a transaction found no room; returns whether it made some. */
  onOutOfSpace: () => boolean;
  /** Folds the WAL into the file and closes; later calls do nothing. */
  close(): void;
}

export function openDatabase(file: string): Database {
  const sqlite = openSafely(file);
  const orm = drizzle(sqlite);
  try {
    refuseLaterSchema(sqlite, file);
    migrate(orm, { migrationsFolder: migrationsDirectory() });
  } catch (error) {
    sqlite.close();
    throw translateStoreError(error, 'the tables');
  }

  let fault: StoreFaultError | undefined;
  const database: Database = {
    orm,
    sqliteVersion: versionOf(sqlite),
    beforeCommit: () => {},
    onOutOfSpace: () => false,
    transact(what, work) {
      if (sqlite.inTransaction) return work();
      if (fault !== undefined) throw fault;
      const transaction = sqlite.transaction(() => {
        const result = work();
        database.beforeCommit();
        return result;
      });
      try {
        try {
          return transaction.immediate();
        } catch (error) {
          if (!isOutOfSpace(error) || !database.onOutOfSpace()) throw error;
          return transaction.immediate();
        }
      } catch (error) {
        const translated = translateStoreError(error, what);
        if (translated instanceof StoreFaultError) fault = translated;
        throw translated;
      }
    },
    probe() {
      if (fault !== undefined) throw fault;
      database.read('the database', () => orm.get('select 1'));
    },
    read(what, query) {
      try {
        return query();
      } catch (error) {
        throw translateStoreError(error, what);
      }
    },
    close() {
      if (sqlite.open) sqlite.close();
    },
  };
  return database;
}

function openSafely(file: string): SqliteDatabase.Database {
  let sqlite: SqliteDatabase.Database;
  try {
    sqlite = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw translateStoreError(error, `the database ${file}`);
  }
  try {
    const found = versionOf(sqlite);
    if (isOlder(found, SQLITE_VERSION_MIN)) throw sqliteTooOld(found, SQLITE_VERSION_MIN);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma(`journal_size_limit = ${WAL_BYTES_MAX}`);
    // A sort that spills must not need room on a full disk, and mapped pages made a known corruption worse.
    sqlite.pragma('temp_store = MEMORY');
    sqlite.pragma('mmap_size = 0');
    checkIntegrity(sqlite, file);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw translateStoreError(error, `the database ${file}`);
  }
}

function checkIntegrity(sqlite: SqliteDatabase.Database, file: string): void {
  const isSmall = statSync(file).size <= FULL_CHECK_BYTES_MAX;
  const known = new Set(
    sqlite
      .prepare<[], { name: string }>(`select name from sqlite_schema where type = 'table'`)
      .all()
      .map((t) => t.name),
  );
  const targets = isSmall ? ['1'] : CHECKED_TABLES.filter((table) => known.has(table));
  for (const target of targets) {
    let verdict: unknown;
    try {
      verdict = sqlite.pragma(`quick_check(${target})`, { simple: true });
    } catch (error) {
      throw storeDamaged(file, error instanceof Error ? error.message : String(error), error);
    }
    if (verdict !== 'ok') throw storeDamaged(file, String(verdict).split('\n', 1)[0] ?? 'unknown');
  }
}

/** A rollback to an older version must not write into tables whose meaning it does not know. */
function refuseLaterSchema(sqlite: SqliteDatabase.Database, file: string): void {
  const hasTable = sqlite
    .prepare(`select 1 from sqlite_schema where type = 'table' and name = '__drizzle_migrations'`)
    .get();
  if (hasTable === undefined) return;
  const applied = sqlite
    .prepare<[], { newest: number | null }>('select max(created_at) as newest from __drizzle_migrations')
    .get()?.newest;
  const journal = JSON.parse(readFileSync(join(migrationsDirectory(), 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  const newestKnown = Math.max(...journal.entries.map((entry) => entry.when));
  if (applied != null && applied > newestKnown) throw storeFromTheFuture(file);
}

/** The committed SQL is not compiled: it lies in the package, whether this runs from source or from `dist`. */
function migrationsDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory) {
    directory = dirname(directory);
  }
  return join(directory, 'device', 'store', 'migrations');
}

function versionOf(sqlite: SqliteDatabase.Database): string {
  return sqlite.prepare<[], { version: string }>('select sqlite_version() as version').get()?.version ?? '0';
}

export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
