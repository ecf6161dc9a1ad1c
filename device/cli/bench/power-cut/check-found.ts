/** Opens what a cut left, as a bay does at its next start, and looks for what had been promised. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { explain, isBayError } from '../../../errors/bay-error.ts';
import type { Store } from '../../../store/store.ts';
import { openBenchStore } from '../api/stored-swings.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { FoundDisk } from './cut-disk.ts';

export interface Verdict {
  /** Promised, and not there. */
  readonly lost: readonly Acknowledged[];
  /** Why the store cannot be opened, or what is wrong in it; null where it is sound. */
  readonly damage: string | null;
}

export async function writeFound(found: FoundDisk, directory: string): Promise<void> {
  for (const path of found.directories.toSorted()) await mkdir(join(directory, path), { recursive: true });
  for (const [path, content] of found.files) await writeFile(join(directory, path), content);
}

/** Leaves the directory as the store left it. */
export async function checkFound(directory: string, promised: readonly Acknowledged[]): Promise<Verdict> {
  let store: Store;
  try {
    store = await openBenchStore(directory);
  } catch (error) {
    return { lost: promised, damage: explain(error) };
  }
  let lost: Acknowledged[];
  try {
    const deleted = new Set(promised.flatMap((one) => (one.fact === 'deleted' ? [one.swing] : [])));
    lost = promised.filter((one) => !isKept(store, one, deleted));
  } finally {
    await store.close();
  }
  return { lost, damage: damageIn(join(directory, 'swingbay.sqlite')) };
}

function isKept(store: Store, one: Acknowledged, deleted: ReadonlySet<string>): boolean {
  switch (one.fact) {
    case 'player':
      return store.players.find(one.player) !== undefined;
    case 'deleted':
      return isDeleted(store, one.swing);
    case 'recorded':
    case 'reported':
      // A deletion that was under way when the power went may have come through unpromised.
      if (deleted.has(one.swing) || isDeleted(store, one.swing)) return true;
      return holdsReport(store, one) && one.media.every((sha256) => holdsFile(store, one.swing, sha256));
  }
}

function holdsReport(store: Store, one: Acknowledged): boolean {
  if (one.fact !== 'reported') return true;
  try {
    return store.swings.report(one.swing, one.revision).id === one.swing;
  } catch {
    return false;
  }
}

function holdsFile(store: Store, swing: string, sha256: string): boolean {
  try {
    const row = store.media.list(swing).find((media) => media.sha256 === sha256);
    const content = readFileSync(store.media.pathOf({ sha256 }));
    return row?.state === 'present' && createHash('sha256').update(content).digest('hex') === sha256;
  } catch {
    return false;
  }
}

function isDeleted(store: Store, swing: string): boolean {
  try {
    store.swings.find(swing);
    return false;
  } catch (error) {
    return isBayError(error) && error.code === 'store/swing-deleted';
  }
}

function damageIn(file: string): string | null {
  const sqlite = new SqliteDatabase(file, { readonly: true });
  try {
    const verdict = sqlite.pragma('integrity_check', { simple: true });
    return verdict === 'ok' ? null : String(verdict);
  } finally {
    sqlite.close();
  }
}
