import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasCeph, startCeph, WITHOUT_CEPH } from '../../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { FolderObjectStore } from '../../../../cloud-sync/object-store/folder-object-store.ts';
import { makeBucket } from '../../../../cloud-sync/object-store/made-bucket.fixture.ts';
import { S3ObjectStore } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import { postgresBinaries, startPostgres } from '../../../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { emptyAndRebuild } from './emptied-and-rebuilt.ts';

if (!hasCeph()) process.stdout.write(WITHOUT_CEPH);
if (postgresBinaries() === null) {
  process.stdout.write('An emptied warehouse: PostgreSQL is not installed (`./swingbay test --install-servers`).\n');
}

it.runIf(postgresBinaries() !== null)(
  'an emptied appliance and an emptied warehouse are made again, table by table and object by object',
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'swingbay-restore-'));
    const server = await startPostgres();
    const ceph = hasCeph() ? await startCeph() : null;
    try {
      const bucket = ceph === null ? null : await makeBucket(ceph);
      const path = join(directory, 'objects');
      const outcome = await emptyAndRebuild({
        ...{ directory, postgresUrl: server.url, say: () => undefined },
        openObjects: () =>
          bucket === null ? new FolderObjectStore({ path, mustBeMounted: false }) : new S3ObjectStore(bucket),
        day: { swings: 15, players: 3, clipBytes: 30_000, keyFrames: 2 },
      });
      expect(outcome).toMatchObject({
        ...{ objectsUnequal: 0, storeDiffers: [], warehouseDiffers: [], filesUnequal: 0, findings: 0 },
        ...{ rebuiltSwings: 15, restored: { isWhole: true, swings: { taken: 15, mediaAbsent: 0 } } },
      });
      // A document, two clips and two key frames a swing; a report and two cameras’ poses a revision, of which five have two.
      expect(outcome.objects).toBe(15 * 5 + 20 * 3);
    } finally {
      await ceph?.stop();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  },
  180_000,
);
