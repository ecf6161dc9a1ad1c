/** What is left of a player in object store and warehouse when one of their bays has taken back what it sent. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import { ownerPrefix, swingPrefix } from '../object-store/object-key.ts';
import { OutboxSync } from '../outbox/outbox-sync.ts';
import { syncConfigSchema } from '../outbox/sync.config.ts';
import { openPostgresWarehouse } from '../warehouse/postgres-warehouse.ts';
import { postgresBinaries, type PostgresServer, startPostgres } from '../warehouse/postgres-server.fixture.ts';
import { openTellingBay, type TellingBay } from '../warehouse/telling-bay.fixture.ts';
import { checkWarehouse, type WarehouseCheck } from './check-warehouse.ts';
import { tableContents } from './compare-tables.fixture.ts';
import { Findings } from './findings.ts';
import { rebuildWarehouse } from './rebuild-warehouse.ts';

if (postgresBinaries() === null) {
  process.stdout.write('A withdrawn consent: PostgreSQL is not installed (`./swingbay test --install-servers`).\n');
}

/**
 * When a film was seen to be there no document says, the version of a visit is its bay's own count, and the places of
 * these swings among others are invented.
 */
const NOT_DERIVED = {
  videos: ['uploaded_at'],
  poses: ['embedding_version', 'vector_face_on'],
  progress: ['version'],
};
const DAYS = { interval: '1d', scope: 'bay', from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' } as const;

describe.runIf(postgresBinaries() !== null)('a consent that one bay hears withdrawn', () => {
  let server: PostgresServer;
  let folder: string;
  let bays: TellingBay[];
  let player: string;
  let schemas = 0;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'swingbay-withdrawn-'));
    bays = [await openTellingBay(false, 'bay-1'), await openTellingBay(false, 'bay-2')];
    const [one, two] = bays;
    player = one?.player() ?? '';
    if (one !== undefined) await two?.hear(one);
  });
  afterEach(async () => {
    for (const bay of bays) await bay.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const objectsIn = () => new FolderObjectStore({ path: join(folder, 'objects'), mustBeMounted: false });

  const opened = async (schema: string): Promise<Warehouse> => {
    const warehouse = await openPostgresWarehouse({ line: { url: server.url, tls: null }, schema });
    await warehouse.prepare();
    return warehouse;
  };

  /** Until a bay owes nothing, neither to the object store nor to the warehouse. */
  async function drained(bay: TellingBay, schema: string): Promise<void> {
    const sending = new OutboxSync({
      config: syncConfigSchema.parse({ to: { kind: 'folder', path: 'unused' } }),
      ...{ objects: objectsIn(), store: bay.store, isBusy: () => false, random: () => 0.02 },
      ...{ clock: systemClock, log: silentLog, counters: new Counters() },
    });
    sending.start();
    const telling = bay.tell({ url: server.url, schema });
    await expect
      .poll(() => [sending.state(), telling.state()].map(({ pending, activity }) => [pending, activity]), {
        timeout: 30_000,
      })
      .toEqual([
        [0, 'idle'],
        [0, 'idle'],
      ]);
    await sending.stop();
    await bay.quiet();
  }

  const parts = (warehouse: Warehouse) => ({
    ...{
      objects: objectsIn(),
      warehouse,
      facilityOf: () => 'north',
      findings: new Findings(),
      onProgress: () => undefined,
    },
    ...{
      patience: { waitMs: 20_000, random: () => 0.01 },
      now: () => new Date(),
      signal: new AbortController().signal,
    },
  });

  const objectsBelow = async (prefix: string): Promise<number> => {
    let count = 0;
    for await (const _ of objectsIn().list(prefix)) count++;
    return count;
  };

  it('is erased alike in object store and warehouse, and what is made of the documents agrees', async () => {
    const [one, two] = bays;
    if (one === undefined || two === undefined) throw new Error('no bays');
    const schema = `told_${++schemas}`;
    const mine = [await one.swing(player, 'visit-1'), await one.swing(player, 'visit-1')];
    const theirs = [await two.swing(player, 'visit-2'), await two.swing(player, 'visit-3')];
    for (const bay of bays) await drained(bay, schema);
    const warehouse = await opened(schema);
    const check = (): Promise<WarehouseCheck> => checkWarehouse(parts(warehouse));
    expect(await check()).toMatchObject({ isEqual: true, equal: 4 });

    one.store.players.change(player, { sharesSince: null });
    await drained(one, schema);
    for (const swing of mine) expect(await objectsBelow(swingPrefix(player, swing))).toBe(0);
    for (const swing of theirs) expect(await objectsBelow(swingPrefix(player, swing))).toBeGreaterThan(2);
    expect(new Set((await warehouse.documents(player)).keys())).toEqual(new Set(theirs));
    expect(await check()).toMatchObject({ isEqual: true, equal: 2, other: 0, missing: 0, surplus: 0 });

    const madeSchema = `made_${schemas}`;
    const made = await opened(madeSchema);
    await rebuildWarehouse({ ...parts(made), cursor: null });
    const contents = await tableContents(server.url, madeSchema, NOT_DERIVED);
    expect(contents).toEqual(await tableContents(server.url, schema, NOT_DERIVED));
    expect(contents).toMatchObject({ users: { rows: 0 }, swing_analysis: { rows: 2 }, progress: { rows: 2 } });
    expect(await made.aggregate(DAYS)).toEqual(await warehouse.aggregate(DAYS));
    // Made again over what is there, nothing of it comes back.
    await rebuildWarehouse({ ...parts(warehouse), cursor: null });
    expect(await tableContents(server.url, schema, NOT_DERIVED)).toEqual(contents);

    await two.hear(one);
    await drained(two, schema);
    expect(await objectsBelow(ownerPrefix(player))).toBe(0);
    expect(await check()).toMatchObject({ isEqual: true, equal: 0, surplus: 0 });
    expect(await warehouse.countRows()).toMatchObject({ users: 0, swing_analysis: 0, progress: 0 });
    expect(await warehouse.aggregate(DAYS)).toEqual([]);
    await Promise.all([warehouse.close(), made.close()]);
  });
});
