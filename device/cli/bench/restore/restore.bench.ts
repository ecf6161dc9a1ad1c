/** `swingbay bench restore`: an emptied appliance and an emptied warehouse are made again from the object store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCeph, startCeph } from '../../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { FolderObjectStore } from '../../../../cloud-sync/object-store/folder-object-store.ts';
import { makeBucket } from '../../../../cloud-sync/object-store/made-bucket.fixture.ts';
import { S3ObjectStore } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import { postgresBinaries, startPostgres } from '../../../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { atMost, type Figure, told } from '../figure.ts';
import { emptyAndRebuild } from './emptied-and-rebuilt.ts';

const FULL = { swings: 1_000, players: 12, clipBytes: 1_000_000, keyFrames: 8 };
const QUICK = { swings: 60, players: 4, clipBytes: 200_000, keyFrames: 4 };
const MB = 1e6;

/** Real Ceph where it is installed, a folder otherwise; PostgreSQL has to be. */
export async function benchRestore({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  if (postgresBinaries() === null) {
    throw new BayError('bench/no-postgres', 'PostgreSQL is not installed (`./swingbay test --install-servers`).');
  }
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-restore-'));
  const server = await startPostgres();
  const ceph = hasCeph() ? await startCeph() : null;
  const path = join(directory, 'objects');
  const bucket = ceph === null ? null : await makeBucket(ceph);
  const openObjects = () =>
    bucket === null ? new FolderObjectStore({ path, mustBeMounted: false }) : new S3ObjectStore(bucket);
  try {
    say(`objects lie in ${ceph === null ? 'a folder: Ceph is not installed' : 'Ceph'}`);
    const day = quick ? QUICK : FULL;
    const outcome = await emptyAndRebuild({ directory, openObjects, postgresUrl: server.url, day, say });
    const { restored, restoredMs, mediaMs, rebuiltMs } = outcome;
    for (const table of [...outcome.storeDiffers, ...outcome.warehouseDiffers]) say(`differs: ${table}`);
    const perSecond = (count: number, ms: number): number => (count / ms) * 1000;
    return [
      told('swings of the day', day.swings, 'swings'),
      told('objects that they are', outcome.objects, 'objects'),
      told('bytes of these', outcome.objectBytes / MB, 'MB'),
      atMost('objects whose SHA-256 differs from their key', outcome.objectsUnequal, 'objects', 0),
      atMost('swings that did not come back', day.swings - restored.swings.taken, 'swings', 0),
      told('rate at which swings come back', perSecond(restored.swings.taken, restoredMs), 'swings/s'),
      told('rate of documents and poses', perSecond(restored.swings.bytes / MB, restoredMs), 'MB/s'),
      told('rate at which films come back', perSecond(outcome.mediaBytes / MB, mediaMs), 'MB/s'),
      told('rows of the appliance that were compared', outcome.storeRows, 'rows'),
      atMost('tables of the appliance that differ', outcome.storeDiffers.length, 'tables', 0),
      atMost('films and key frames that differ', outcome.filesUnequal, 'files', 0),
      told('rate at which the warehouse is made again', perSecond(outcome.rebuiltSwings, rebuiltMs), 'swings/s'),
      told('rows of the warehouse that were compared', outcome.warehouseRows, 'rows'),
      atMost('tables of the warehouse that differ', outcome.warehouseDiffers.length, 'tables', 0),
      atMost('things found amiss', outcome.findings, 'findings', 0),
    ];
  } finally {
    await ceph?.stop();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
