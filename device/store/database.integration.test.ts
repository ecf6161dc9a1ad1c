import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOlder, openDatabase } from './database.ts';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-database-'));
  file = join(directory, 'swingbay.sqlite');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function withCode(code: string): unknown {
  return expect.objectContaining({ code });
}

describe('opening the database', () => {
  it('writes ahead, flushes every commit and checks references', () => {
    const database = openDatabase(file);
    const pragma = (name: string) => database.orm.get<Record<string, unknown>>(`pragma ${name}`);
    expect(Object.values(pragma('journal_mode') ?? {})).toEqual(['wal']);
    expect(Object.values(pragma('synchronous') ?? {})).toEqual([2]);
    expect(Object.values(pragma('foreign_keys') ?? {})).toEqual([1]);
    database.close();
  });

  it('can be closed and opened again, applying each migration once', () => {
    const journal = JSON.parse(readFileSync(new URL('./migrations/meta/_journal.json', import.meta.url), 'utf8')) as {
      entries: unknown[];
    };
    openDatabase(file).close();
    openDatabase(file).close();
    const sqlite = new SqliteDatabase(file, { readonly: true });
    expect(sqlite.prepare('select count(*) as n from __drizzle_migrations').get()).toEqual({
      n: journal.entries.length,
    });
    sqlite.close();
  });

  it('refuses a file that is no database', () => {
    writeFileSync(file, 'These are words.'.repeat(1_000));
    expect(() => openDatabase(file)).toThrow(withCode('store/damaged'));
  });

  it('refuses a database with a torn page, naming what to do', () => {
    openDatabase(file).close();
    const bytes = readFileSync(file);
    // The second page onward holds the tables' own trees; the first one only lists them.
    bytes.fill(0xa5, 4096, 4096 * 6);
    writeFileSync(file, bytes);
    expect(() => openDatabase(file)).toThrow(withCode('store/damaged'));
  });

  it('refuses a database that a later version wrote', () => {
    openDatabase(file).close();
    const sqlite = new SqliteDatabase(file);
    sqlite.prepare(`insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)`).run();
    sqlite.close();
    expect(() => openDatabase(file)).toThrow(withCode('store/from-the-future'));
  });

  it('leaves nothing of a transaction that failed, and tries once more when room was made', () => {
    const database = openDatabase(file);
    let asked = 0;
    database.onOutOfSpace = () => ++asked === 1;
    let tries = 0;
    const value = database.transact('a test', () => {
      tries++;
      database.orm.run(`insert into players (id, name, created_at) values ('p${tries}', 'n', 'now')`);
      if (tries === 1) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
      return tries;
    });
    expect(value).toBe(2);
    expect(database.orm.all('select id from players')).toEqual([{ id: 'p2' }]);
    const full = () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    };
    expect(() => database.transact('a test', full)).toThrow(withCode('store/disk-full'));
    database.close();
  });

  it('takes no more transactions after the disk has failed to flush one, until it is opened anew', () => {
    const database = openDatabase(file);
    const failing = () => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' });
    };
    expect(() => database.transact('a test', failing)).toThrow(withCode('store/io-failed'));
    let hasRun = false;
    const sound = () => {
      hasRun = true;
    };
    expect(() => database.transact('a test', sound)).toThrow(withCode('store/io-failed'));
    expect(() => database.probe()).toThrow(withCode('store/io-failed'));
    expect(hasRun).toBe(false);
    database.close();
    const reopened = openDatabase(file);
    reopened.transact('a test', sound);
    expect(hasRun).toBe(true);
    reopened.close();
  });

  it('knows which SQLite is too old to be trusted with a write-ahead log', () => {
    expect(isOlder('3.51.2', '3.51.3')).toBe(true);
    expect(isOlder('3.51.3', '3.51.3')).toBe(false);
    expect(isOlder('3.54.1', '3.51.3')).toBe(false);
    expect(isOlder('3.6.20', '3.51.3')).toBe(true);
  });
});
