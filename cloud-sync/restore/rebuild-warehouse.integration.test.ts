import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import type { Warehouse, WarehouseBatch } from '../../device/ports/warehouse.port.ts';
import { contentSha256 } from '../../device/store/content-hash.ts';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import { unreachable } from '../object-store/errors.ts';
import { objectKey, swingPrefix } from '../object-store/object-key.ts';
import { openPostgresWarehouse } from '../warehouse/postgres-warehouse.ts';
import { type PostgresServer, postgresBinaries, startPostgres } from '../warehouse/postgres-server.fixture.ts';
import { rowOfVisit } from '../warehouse/row-of-visit.ts';
import { rowsOfSwing, uploadedVideo } from '../warehouse/rows-of-swing.ts';
import { tableContents } from './compare-tables.fixture.ts';
import { checkWarehouse, type WarehouseCheck } from './check-warehouse.ts';
import { Findings } from './findings.ts';
import { type RebuildCounts, rebuildWarehouse } from './rebuild-warehouse.ts';
import { RebuildCursorFile } from './rebuild-cursor.ts';
import { openSentBay, type SentBay } from './sent-bay.fixture.ts';

if (postgresBinaries() === null) {
  process.stdout.write('A warehouse made again: PostgreSQL is not installed (`./swingbay test --install-servers`).\n');
}

/** When a film was seen to be there no document says, and the version of a visit is its bay's own count. */
const NOT_DERIVED = { videos: ['uploaded_at'], progress: ['version'] };

const PLACES = { objects: '/objects', warehouse: 'localhost/fleet schema swingbay' };

describe.runIf(postgresBinaries() !== null)('a warehouse that was emptied', () => {
  let server: PostgresServer;
  let bay: SentBay;
  let folder: string;
  let objects: FolderObjectStore;
  let schemas = 0;
  let findings: Findings;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    bay = await openSentBay();
    folder = mkdtempSync(join(tmpdir(), 'swingbay-rebuild-'));
    objects = new FolderObjectStore({ path: join(folder, 'objects'), mustBeMounted: false });
    findings = new Findings();
  });
  afterEach(async () => {
    await bay.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const opened = async (): Promise<{ warehouse: Warehouse; schema: string }> => {
    const schema = `made_${++schemas}`;
    const warehouse = await openPostgresWarehouse({ line: { url: server.url, tls: null }, schema });
    await warehouse.prepare();
    return { warehouse, schema };
  };

  const rebuild = (
    warehouse: Partial<Warehouse>,
    from: ObjectStore = objects,
    signal = new AbortController().signal,
    onProgress: (counts: RebuildCounts) => void = () => undefined,
  ): Promise<RebuildCounts> =>
    rebuildWarehouse({
      ...{ objects: from, warehouse: warehouse as Warehouse, facilityOf: () => 'north', findings, signal, onProgress },
      cursor: new RebuildCursorFile(join(folder, 'cursor.json'), PLACES),
      patience: { waitMs: 20_000, random: () => 0.01 },
      now: () => new Date('2026-11-26T10:00:00.000Z'),
    });

  const checked = (warehouse: Partial<Warehouse>, facility = 'north'): Promise<WarehouseCheck> =>
    checkWarehouse({
      ...{ objects, warehouse: warehouse as Warehouse, facilityOf: () => facility, findings },
      ...{ onProgress: () => undefined, now: () => new Date(), signal: new AbortController().signal },
      patience: { waitMs: 20_000, random: () => 0.01 },
    });

  /** As the bay itself tells the warehouse. */
  const tell = async (warehouse: Warehouse, swings: readonly string[]): Promise<void> => {
    const visits = new Map<string, string[]>();
    for (const id of swings) {
      const { store } = bay;
      const swing = store.swings.find(id);
      const owner = swing.player ?? swing.session;
      const report = { ...store.swings.report(id), player: swing.player };
      const key = (sha256: string, extension: string) => objectKey({ owner, swing: id, sha256, extension });
      const rows = rowsOfSwing({
        ...{ report, facility: 'north', embedding: store.embeddings.find(id) ?? null },
        analysedAt: store.swings.revisions(id).at(-1)?.createdAt ?? '',
        tracks: report.landmarks.flatMap(({ camera, sha256 }) => store.poses.find(id, camera, sha256) ?? []),
        reportSha256: contentSha256(Buffer.from(store.swings.reportText(id))),
        objectKey: ({ sha256, kind }) => key(sha256, { report: 'json', landmarks: 'poses', clip: 'mp4' }[kind]),
      });
      const videos = (rows.videos ?? []).map((row) => uploadedVideo(row, '2026-05-17T10:00:00.000Z'));
      await warehouse.upsert({ ...rows, videos });
      const visit = `${swing.session}/${owner}`;
      visits.set(visit, [...(visits.get(visit) ?? []), id]);
    }
    for (const ids of visits.values()) {
      const of = ids.map((id) => ({ ...bay.store.swings.report(id), player: bay.store.swings.find(id).player }));
      const { session = '', recordedAt = '' } = of[0] ?? {};
      const startedAt = bay.store.players.findSession(session)?.startedAt ?? recordedAt;
      const row = rowOfVisit({ session, facility: 'north', bay: 'bay-1', startedAt, version: 7, reports: of });
      await warehouse.upsert({ progress: row === null ? [] : [row] });
    }
  };

  async function aWeek(): Promise<string[]> {
    const players = [bay.player('Ada'), bay.player('Bea'), bay.player('Cay')];
    const swings: string[] = [];
    for (let n = 0; n < 4; n++) {
      for (const player of [...players, null]) {
        const session = `visit-${player === null ? 'guest-' : ''}${n % 2}`;
        swings.push(await bay.swing(player, { session, revisions: 1 + (n % 2) }));
      }
    }
    await bay.send(objects);
    return swings;
  }

  it('is made again from the object store, row by row what the bay had told it', async () => {
    const swings = await aWeek();
    const [told, made] = [await opened(), await opened()];
    await tell(told.warehouse, swings);
    const counts = await rebuild(made.warehouse);
    expect(findings.told()).toEqual([]);
    expect(counts).toMatchObject({ owners: 5, swings: 16, withoutReport: 0 });
    const contents = await tableContents(server.url, made.schema, NOT_DERIVED);
    expect(contents).toEqual(await tableContents(server.url, told.schema, NOT_DERIVED));
    expect(contents).toMatchObject({ swing_analysis: { rows: 16 }, poses: { rows: 16 }, videos: { rows: 16 } });
    await rebuild(made.warehouse);
    expect(await tableContents(server.url, made.schema, NOT_DERIVED)).toEqual(contents);
    await Promise.all([told.warehouse.close(), made.warehouse.close()]);
  });

  it('is gone on with where it was ended, and where the line broke, and ends in the same', async () => {
    await aWeek();
    const [whole, broken] = [await opened(), await opened()];
    await rebuild(whole.warehouse);
    for (let rounds = 0; ; rounds++) {
      const ended = new AbortController();
      let reads = 0;
      const line = new Proxy(objects, {
        get(target, name: keyof ObjectStore) {
          if (name !== 'read') return target[name].bind(target);
          return (key: string) => (++reads % 7 === 0 ? Promise.reject(unreachable('cut')) : target.read(key));
        },
      });
      await rebuild(broken.warehouse, line, ended.signal, () => ended.abort());
      if (!ended.signal.aborted) break;
      expect(rounds).toBeLessThan(20);
    }
    const contents = await tableContents(server.url, broken.schema);
    expect(contents).toEqual(await tableContents(server.url, whole.schema));
    await Promise.all([whole.warehouse.close(), broken.warehouse.close()]);
  });

  it('has nothing of what is erased while it is made, neither a swing nor its visit nor a player', async () => {
    const [ada, bea, cay] = [bay.player('Ada'), bay.player('Bea'), bay.player('Cay')];
    const kept = await bay.swing(ada, { session: 'visit-1' });
    const erased = await bay.swing(ada, { session: 'visit-2' });
    const ofBea = await bay.swing(bea);
    const ofCay = await bay.swing(cay);
    await bay.send(objects);
    const { warehouse } = await opened();
    const erasing = new Map([
      [erased, swingPrefix(ada, erased)],
      [ofBea, swingPrefix(bea, ofBea)],
    ]);
    await rebuild({
      forget: warehouse.forget.bind(warehouse),
      // A bay erases it and tells so while its rows are still on their way.
      upsert: async (batch: WarehouseBatch) => {
        for (const { id, userId } of batch.swing_analysis ?? []) {
          const prefix = erasing.get(id);
          if (prefix === undefined) continue;
          await warehouse.forget({ user: userId, swings: [id] });
          await objects.removeAll(prefix);
        }
        await warehouse.upsert(batch);
      },
    });
    await warehouse.settle();
    const swingsOf = async (user: string) => [...(await warehouse.documents(user)).keys()];
    expect(await Promise.all([ada, bea, cay].map(swingsOf))).toEqual([[kept], [], [ofCay]]);
    expect(await warehouse.countRows()).toMatchObject({ swing_analysis: 2, poses: 2, videos: 2, progress: 2 });
    await warehouse.close();
  });

  it('is held against the object store without a word written, and what differs is counted', async () => {
    const [first = '', second = ''] = await aWeek();
    const { warehouse, schema } = await opened();
    const check = (facility = 'north') => checked(warehouse, facility);
    expect(await check()).toMatchObject({ isEqual: false, missing: 16, equal: 0 });
    expect((await warehouse.countRows()).swing_analysis).toBe(0);
    await rebuild(warehouse);
    expect(await check()).toMatchObject({ isEqual: true, equal: 16, other: 0, missing: 0, surplus: 0 });
    expect(await check('south')).toMatchObject({ isEqual: false, equal: 0, otherFacility: 16, missing: 0, surplus: 0 });
    const before = await tableContents(server.url, schema);
    bay.measure(first);
    await bay.send(objects);
    await objects.removeAll(swingPrefix(bay.store.swings.find(second).player ?? '', second));
    expect(await check()).toMatchObject({ isEqual: false, equal: 14, other: 1, surplus: 1 });
    expect(await tableContents(server.url, schema)).toEqual(before);
    await objects.removeAll('users/');
    expect(await check()).toMatchObject({ isEqual: false, equal: 0, other: 0, surplus: 16 });
    await warehouse.close();
  });

  it('is held against it with what was sent just before, also where that is seen only once it has settled', async () => {
    await aWeek();
    const { warehouse, schema } = await opened();
    await rebuild(warehouse);
    const empty = await opened();
    let seen = empty.warehouse;
    const late: Partial<Warehouse> = {
      settle: () => {
        seen = warehouse;
        return warehouse.settle();
      },
      documents: (user) => seen.documents(user),
      countRows: () => seen.countRows(),
    };
    const before = await tableContents(server.url, schema);
    expect(await checked(late)).toMatchObject({ isEqual: true, equal: 16, missing: 0, surplus: 0 });
    expect(await tableContents(server.url, schema)).toEqual(before);
    await Promise.all([warehouse.close(), empty.warehouse.close()]);
  });

  it('does not put back what a bay has told in a newer revision, or counted further', async () => {
    const [id = ''] = await aWeek();
    const { warehouse, schema } = await opened();
    bay.measure(id);
    await tell(warehouse, [id]);
    const before = await tableContents(server.url, schema);
    await rebuild({
      upsert: (batch: WarehouseBatch) =>
        warehouse.upsert({
          swing_analysis: (batch.swing_analysis ?? []).filter((row) => row.swingId === id),
          progress: (batch.progress ?? []).filter((row) => row.userId === bay.store.swings.find(id).player),
        }),
    });
    const after = await tableContents(server.url, schema);
    expect(after.swing_analysis).toEqual(before.swing_analysis);
    await warehouse.close();
  });
});
