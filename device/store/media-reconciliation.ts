/**
 * Makes rows and files agree again at start, after a crash or after somebody's hands were in the data directory.
 *
 * A file that nobody names is removed; a row whose file is missing or has another size is marked lost; a lost file
 * that is there again is taken back when its content is still what its name says.
 */
import type { Log } from '../telemetry/log.ts';
import { fileSha256 } from './content-hash.ts';
import type { MediaFiles } from './media-files.ts';
import type { MediaRows, StoredMedia } from './media-rows.ts';

export interface Reconciliation {
  readonly filesChecked: number;
  readonly orphansRemoved: number;
  readonly unfinishedRemoved: number;
  readonly lost: readonly StoredMedia[];
  readonly found: readonly StoredMedia[];
}

/** Only at start, before anybody stages. */
export async function reconcileMedia(files: MediaFiles, rows: MediaRows, log: Log): Promise<Reconciliation> {
  const unfinishedRemoved = await files.sweepIncoming();
  const onDisk = new Set(await files.list());

  const orphans = new Set(onDisk);
  const lost: StoredMedia[] = [];
  for (const row of rows.inState('present')) {
    if (!onDisk.has(row.sha256) || (await files.sizeOf(row.sha256)) !== row.bytes) lost.push(row);
    else orphans.delete(row.sha256);
  }
  if (lost.length > 0) rows.setState(lost, 'lost');

  const justLost = new Set(lost.map(({ id }) => id));
  const found: StoredMedia[] = [];
  for (const row of rows.inState('lost')) {
    if (!onDisk.has(row.sha256) || justLost.has(row.id)) continue;
    const isWhole = (await files.sizeOf(row.sha256)) === row.bytes && (await isIntact(files, row.sha256));
    if (!isWhole) continue;
    found.push(row);
    orphans.delete(row.sha256);
  }
  if (found.length > 0) rows.setState(found, 'present');
  for (const sha256 of orphans) await files.remove(sha256);

  if (lost.length > 0) {
    const swings = [...new Set(lost.map((row) => row.swing))].slice(0, 10);
    log.error({ files: lost.length, swings }, 'Stored media are missing or cut short; their swings say so.');
  }
  const outcome = { filesChecked: onDisk.size, orphansRemoved: orphans.size, unfinishedRemoved, lost, found };
  log.info(
    { ...outcome, lost: lost.length, found: found.length },
    'Media files were compared with what is known of them.',
  );
  return outcome;
}

async function isIntact(files: MediaFiles, sha256: string): Promise<boolean> {
  return (await fileSha256(files.pathOf(sha256)).catch(() => undefined)) === sha256;
}
