import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath as processPath } from 'node:process';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { sampleReport } from '../../device/store/fixtures/sample-report.ts';
import { aSwing } from '../../device/store/fixtures/store-in-directory.ts';
import { openWarehouse } from './open-warehouse.ts';
import { postgresBinaries, type PostgresServer, startPostgres } from './postgres-server.fixture.ts';
import { openTellingBay, SHARES, type TellingBay } from './telling-bay.fixture.ts';
import type { WarehouseSync } from './warehouse-sync.ts';

if (postgresBinaries() === null) {
  process.stdout.write(
    'What tells the warehouse: PostgreSQL is not installed (`./swingbay test --install-servers`).\n',
  );
}

type Rows = Record<string, unknown>[];

const byId = ([a]: unknown[], [b]: unknown[]): number => (String(a) < String(b) ? -1 : 1);

describe.runIf(postgresBinaries() !== null)('a bay that tells a warehouse', () => {
  let server: PostgresServer;
  let bay: TellingBay;
  let schema = 0;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    schema++;
    bay = await openTellingBay();
  });
  afterEach(() => bay.close());

  const where = () => ({ url: server.url, schema: `bay_${schema}` });
  const told = (sync: WarehouseSync) =>
    expect.poll(() => sync.state(), { timeout: 30_000 }).toMatchObject({ pending: 0, activity: 'idle' });

  async function began(): Promise<WarehouseSync> {
    const sync = bay.tell(where());
    await told(sync);
    return sync;
  }

  async function ask(text: string, url = server.url): Promise<Rows> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text.replaceAll('$S', `bay_${schema}`))).rows;
    } finally {
      await client.end();
    }
  }

  const swingsThere = async () =>
    (await ask('SELECT id, user_id AS user FROM $S.swing_analysis ORDER BY id')).map(({ id, user }) => [id, user]);

  it('tells of swings, films, poses, visits and players, each once', async () => {
    const player = bay.player({ ...SHARES, heightCm: 171 });
    const swings = [await bay.swing(player), await bay.swing(player), await bay.swing(player)];
    const sync = await began();
    expect(await swingsThere()).toEqual(swings.map((id) => [id, player]).toSorted(byId));
    expect(await ask('SELECT facility, bay, version, overall_score AS score FROM $S.swing_analysis LIMIT 1')).toEqual([
      { facility: 'north', bay: 'bay-1', version: '1', score: 7.5 },
    ]);
    const poses = await ask('SELECT confidence, frames, embedding_version AS of FROM $S.poses');
    expect(poses).toEqual(swings.map(() => ({ confidence: 0.75, frames: 3, of: 1 })));
    expect(await ask("SELECT username, settings->'heightCm' AS height FROM $S.users")).toEqual([
      { username: 'Ada', height: 171 },
    ]);
    expect(await ask('SELECT id, swings, mean_score AS score FROM $S.progress')).toEqual([
      { id: `visit-1/${player}`, swings: 3, score: 7.5 },
    ]);
    expect(sync.state()).toMatchObject({ to: 'postgres', sent: 5, parked: 0, withheld: 0, trouble: null });
  });

  it('says of a film that it lies in the object store once it does, and again of no other', async () => {
    const player = bay.player();
    await bay.swing(player);
    const sync = await began();
    const films = () =>
      ask("SELECT status, uploaded_at IS NULL AS waits, object_key LIKE 'users/%' AS named FROM $S.videos");
    expect(await films()).toEqual([{ status: 'announced', waits: true, named: true }]);
    bay.objectsArrived();
    expect(sync.state().pending).toBe(1);
    await told(sync);
    expect(await films()).toEqual([{ status: 'uploaded', waits: false, named: true }]);
  });

  it('keeps the newest revision, and sums its visit up anew', async () => {
    const player = bay.player();
    const swing = await bay.swing(player);
    const sync = await began();
    bay.analyseAgain(swing, 9);
    bay.analyseAgain(swing, 3.5);
    await told(sync);
    expect(await ask('SELECT version, overall_score AS score FROM $S.swing_analysis')).toEqual([
      { version: '3', score: 3.5 },
    ]);
    expect(await ask('SELECT mean_score AS score FROM $S.progress')).toEqual([{ score: 3.5 }]);
  });

  describe('consent', () => {
    it('is waited for: nothing of a guest or a silent player leaves, and all of it once they agree', async () => {
      const player = bay.player({});
      const swing = await bay.swing(player);
      await bay.swing(null, 'visit-2');
      const agreed = bay.player();
      const other = await bay.swing(agreed, 'visit-3');
      const sync = await began();
      expect(await swingsThere()).toEqual([[other, agreed]]);
      expect(await ask('SELECT id FROM $S.users')).toEqual([{ id: agreed }]);
      expect(await ask('SELECT id FROM $S.progress')).toEqual([{ id: `visit-3/${agreed}` }]);
      bay.store.players.change(player, SHARES);
      await told(sync);
      expect(await swingsThere()).toEqual(
        [
          [swing, player],
          [other, agreed],
        ].toSorted(byId),
      );
      expect(await ask('SELECT count(*)::int AS rows FROM $S.users')).toEqual([{ rows: 2 }]);
      expect(await ask('SELECT id FROM $S.progress ORDER BY id')).toEqual([
        { id: `visit-1/${player}` },
        { id: `visit-3/${agreed}` },
      ]);
    });

    it('taken back takes everything of theirs back, and given again brings it again', async () => {
      const [ada, bea] = [bay.player(), bay.player()];
      const [mine, other] = [await bay.swing(ada), await bay.swing(bea)];
      const sync = await began();
      bay.store.players.change(ada, { sharesSince: null });
      await told(sync);
      expect(await swingsThere()).toEqual([[other, bea]]);
      for (const table of ['users', 'videos', 'poses', 'progress']) {
        expect(await ask(`SELECT count(*)::int AS rows FROM $S.${table}`)).toEqual([{ rows: 1 }]);
      }
      bay.store.players.change(ada, SHARES);
      await told(sync);
      expect(await swingsThere()).toEqual(
        [
          [mine, ada],
          [other, bea],
        ].toSorted(byId),
      );
    });

    it('taken back while the server was down is heard first when it is back', async () => {
      const player = bay.player();
      await bay.swing(player);
      const sync = await began();
      await server.crash();
      await bay.swing(player);
      bay.store.players.change(player, { sharesSince: null });
      await expect.poll(() => sync.state().trouble?.code, { timeout: 20_000 }).toBe('warehouse/unreachable');
      expect(sync.state()).toMatchObject({ parked: 0 });
      expect(sync.obstacle).toBeNull();
      await server.restart();
      await told(sync);
      expect(await swingsThere()).toEqual([]);
    });
  });

  it('lets a guest’s swings go to whoever claims them, and keeps none of the guest’s', async () => {
    await bay.close();
    bay = await openTellingBay(true);
    const swing = await bay.swing(null);
    const sync = await began();
    expect(await swingsThere()).toEqual([[swing, 'visit-1']]);
    expect(await ask('SELECT id FROM $S.progress')).toEqual([{ id: 'visit-1/visit-1' }]);
    const player = bay.player();
    bay.store.swings.claim('visit-1', player);
    await told(sync);
    expect(await swingsThere()).toEqual([[swing, player]]);
    expect(await ask('SELECT user_id AS user FROM $S.videos UNION ALL SELECT user_id FROM $S.poses')).toEqual([
      { user: player },
      { user: player },
    ]);
    expect(await ask('SELECT id FROM $S.progress')).toEqual([{ id: `visit-1/${player}` }]);
  });

  it('forgets a deleted swing with its films, sums the visit up without it, and forgets a removed player', async () => {
    const player = bay.player();
    const [kept, deleted] = [await bay.swing(player), await bay.swing(player)];
    const sync = await began();
    await bay.store.swings.remove(deleted);
    await told(sync);
    expect(await swingsThere()).toEqual([[kept, player]]);
    expect(await ask('SELECT swing_id AS of FROM $S.videos UNION ALL SELECT swing_id FROM $S.poses')).toEqual([
      { of: kept },
      { of: kept },
    ]);
    expect(await ask('SELECT swings FROM $S.progress')).toEqual([{ swings: 1 }]);
    await bay.store.swings.remove(kept);
    await told(sync);
    expect(await ask('SELECT * FROM $S.progress')).toEqual([]);
    bay.store.players.remove(player);
    await told(sync);
    expect(await ask('SELECT * FROM $S.users')).toEqual([]);
  });

  describe('what goes wrong', () => {
    it('a server that is down is not said to be back by what does not go there', async () => {
      await bay.swing(bay.player());
      await server.crash();
      const sync = bay.tell(where());
      try {
        await expect.poll(() => bay.said, { timeout: 20_000 }).toHaveLength(1);
        const { withheld } = sync.state();
        // A guest's, whose visit is looked at and withheld.
        await bay.swing(null, 'visit-2');
        await expect.poll(() => sync.state().withheld, { timeout: 20_000 }).toBe(withheld + 2);
        expect(bay.said.filter((words) => words.includes('reached again'))).toEqual([]);
      } finally {
        await server.restart();
      }
      await told(sync);
      expect(bay.said.filter((words) => words.includes('reached again'))).toHaveLength(1);
    });

    it('a row that the warehouse cannot take is parked with its reason and holds up no other', async () => {
      const player = bay.player();
      const bad = await bay.swing(player);
      const { revision: _, ...report } = bay.store.swings.report(bad);
      bay.store.swings.storeRevision({ report: { ...report, recordedAt: '1970-01-01T00:00:12.000Z' } });
      const good = await bay.swing(player);
      const sync = await began();
      expect(await swingsThere()).toEqual([[good, player]]);
      expect(sync.state()).toMatchObject({ parked: 1, trouble: null });
      expect(sync.state().parkedReasons).toMatchObject([{ what: `swing:${bad}`, code: 'warehouse/row-refused' }]);
      bay.store.swings.storeRevision({ report });
      await told(sync);
      expect(await swingsThere()).toHaveLength(2);
      expect(sync.state()).toMatchObject({ parked: 0 });
    });

    it('a wrong password is said, waited for, and the right one taken up without a restart', async () => {
      const player = bay.player();
      await bay.swing(player);
      const strict = await startPostgres([], 'scram-sha-256');
      try {
        const passwordFile = join(bay.store.dataDirectory, 'warehouse-password');
        writeFileSync(passwordFile, 'wrong\n');
        const sync = bay.tell({ ...where(), url: strict.url, passwordFile });
        await expect.poll(() => sync.obstacle?.code, { timeout: 20_000 }).toBe('warehouse/credentials');
        expect(sync.state()).toMatchObject({ sent: 0, parked: 0, pending: 3 });
        writeFileSync(passwordFile, `${strict.password}\n`);
        await told(sync);
        expect(sync.state()).toMatchObject({ sent: 3, trouble: null });
      } finally {
        await bay.quiet();
        await strict.stop();
      }
    });

    it('a user who may not make the schema is said, and goes on once the right is there', async () => {
      await bay.swing(bay.player());
      await ask('DROP ROLE IF EXISTS guarded');
      await ask('CREATE ROLE guarded LOGIN');
      const sync = bay.tell({ ...where(), url: server.url.replace('swingbay@', 'guarded@') });
      await expect.poll(() => sync.obstacle?.code, { timeout: 20_000 }).toBe('warehouse/rights');
      expect(sync.state()).toMatchObject({ sent: 0, parked: 0, pending: 3 });
      await ask('CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA public');
      await ask('GRANT CREATE ON DATABASE postgres TO guarded');
      await told(sync);
      expect(sync.state()).toMatchObject({ sent: 3, trouble: null });
    });

    /** The bay tells as a user of its own, from whom rights can be taken. */
    async function tellingAsSparing() {
      await ask('DROP OWNED BY sparing CASCADE').catch(() => undefined);
      await ask('DROP ROLE IF EXISTS sparing');
      await ask('CREATE ROLE sparing LOGIN');
      await ask('CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA public');
      await ask('GRANT CREATE ON DATABASE postgres TO sparing');
      return bay.tell({ ...where(), url: server.url.replace('swingbay@', 'sparing@') });
    }

    /** A swing of the player was told; from now on nothing can be erased. */
    async function toldAndMayNotDelete(player: string): Promise<void> {
      const sync = await tellingAsSparing();
      await bay.swing(player);
      await told(sync);
      await bay.quiet();
      await ask('REVOKE DELETE ON ALL TABLES IN SCHEMA $S FROM sparing');
    }

    it('a user who may not delete is said, and tells of new swings all the same', async () => {
      const [player, other] = [bay.player(), bay.player()];
      const deleted = [await bay.swing(player), await bay.swing(player)];
      const sync = await tellingAsSparing();
      await told(sync);
      await ask('REVOKE DELETE ON ALL TABLES IN SCHEMA $S FROM sparing');
      for (const swing of deleted) await bay.store.swings.remove(swing);
      const swing = await bay.swing(other, 'visit-2');
      await expect.poll(swingsThere, { timeout: 20_000 }).toContainEqual([swing, other]);
      expect(bay.store.warehouseDues.erasures()).toHaveLength(2);
      expect(sync.state().trouble?.code).toBe('warehouse/rights');

      await ask('GRANT DELETE ON ALL TABLES IN SCHEMA $S TO sparing');
      sync.retryParked();
      await told(sync);
      expect(await swingsThere()).toEqual([[swing, other]]);
      expect(sync.state().trouble).toBeNull();
    });

    it('a user who may not delete tells of new swings also where more is to be erased than anybody lists', async () => {
      const [player, other] = [bay.player(), bay.player()];
      await toldAndMayNotDelete(player);
      for (let n = 0; n < 1_300; n++) {
        const swing = `gone-${n}`;
        bay.store.outbox.append({ kind: 'swing-deleted', swing, key: swing, payload: { owners: ['visit-0'] } });
      }
      bay.store.players.change(player, { sharesSince: null });
      bay.store.players.change(player, SHARES);
      const mine = await bay.swing(player, 'visit-2');
      const theirs = await bay.swing(other, 'visit-3');
      bay.tell({ ...where(), url: server.url.replace('swingbay@', 'sparing@') });
      await expect.poll(swingsThere, { timeout: 20_000 }).toContainEqual([theirs, other]);
      // What a withdrawal that is still owed would take away waits for it.
      expect(await swingsThere()).not.toContainEqual([mine, player]);
    });

    it('a user who may not delete tells of others also where more waits for an erasure than one plan looks at', async () => {
      const [player, other] = [bay.player(), bay.player()];
      await toldAndMayNotDelete(player);
      bay.store.players.change(player, { sharesSince: null });
      bay.store.players.change(player, SHARES);
      for (let n = 0; n < 140; n++) {
        const { id } = bay.store.swings.recordSwing(aSwing({ player, session: 'visit-2' }));
        bay.store.swings.storeRevision({ report: sampleReport(id, { player, session: 'visit-2' }) });
      }
      const theirs = await bay.swing(other, 'visit-3');
      const again = bay.tell({ ...where(), url: server.url.replace('swingbay@', 'sparing@') });
      await expect.poll(swingsThere, { timeout: 20_000 }).toContainEqual([theirs, other]);
      expect((await swingsThere()).filter(([, user]) => user === player)).toHaveLength(1);
      await ask('GRANT DELETE ON ALL TABLES IN SCHEMA $S TO sparing');
      again.retryParked();
      await told(again);
      expect((await swingsThere()).filter(([, user]) => user === player)).toHaveLength(141);
    });

    it('tables that somebody dropped are made again, and what was on its way is not lost', async () => {
      const player = bay.player();
      const sync = await began();
      await ask('DROP SCHEMA IF EXISTS $S CASCADE');
      const swing = await bay.swing(player);
      await told(sync);
      expect(await swingsThere()).toEqual([[swing, player]]);
      expect(bay.counters.value('warehouse_parked', { code: 'warehouse/schema' })).toBe(0);
    });
  });

  it('loses and doubles nothing however often it is killed in mid-sending', async () => {
    const player = bay.player();
    const swings: string[] = [];
    for (let n = 0; n < 200; n++) swings.push(await bay.swing(player, `visit-${n % 7}`));
    const directory = bay.store.dataDirectory;
    await bay.store.close();
    const process = join(import.meta.dirname, 'telling-process.fixture.ts');
    let kills = 0;
    for (let n = 0; ; n++) {
      const telling = spawn(processPath, [process, directory, server.url, `bay_${schema}`], { stdio: 'ignore' });
      const ended = once(telling, 'exit');
      // Later and later, so that some die while they start, some while they send, and the last one ends by itself.
      const killing = setTimeout(() => telling.kill('SIGKILL'), 600 * 1.3 ** n);
      const [code] = await ended;
      clearTimeout(killing);
      if (code === 0) break;
      kills++;
      expect(kills).toBeLessThan(16);
    }
    expect(kills).toBeGreaterThan(2);
    expect(await swingsThere()).toEqual(swings.map((id) => [id, player]).toSorted(byId));
    expect(await ask('SELECT count(*)::int AS rows, sum(swings)::int AS swings FROM $S.progress')).toEqual([
      { rows: 7, swings: 200 },
    ]);
    expect(await ask('SELECT count(*)::int AS poses FROM $S.poses')).toEqual([{ poses: 200 }]);
  });

  it('ends while its warehouse is still being opened, and closes it when it is', async () => {
    await bay.swing(bay.player(SHARES));
    let go = (): void => undefined;
    const isMade = new Promise<void>((resolve) => {
      go = resolve;
    });
    let opened: Warehouse | null = null;
    const sync = bay.tell(where(), async (config) => {
      await isMade;
      opened = await openWarehouse(config);
      return opened;
    });
    await expect.poll(() => sync.state().activity).toBe('sending');
    await sync.stop();
    go();
    await expect.poll(() => opened?.countRows().catch(({ code }: { code: string }) => code)).toBe('warehouse/closed');
  });

  it('does not wait for the object store, nor does that wait for it', async () => {
    const player = bay.player();
    await bay.swing(player);
    const sync = await began();
    expect(sync.state()).toMatchObject({ sent: 3, pending: 0 });
    expect(bay.store.outbox.standing()).toMatchObject({ pending: 3, done: 0 });
    await bay.quiet();
    await bay.swing(player);
    bay.objectsArrived();
    expect(bay.store.outbox.standing()).toMatchObject({ pending: 0, done: 6 });
    expect(bay.store.warehouseDues.standing().pending).toBeGreaterThan(0);
  });
});
