import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../device/config/environment.ts';
import { isBayError } from '../../device/errors/bay-error.ts';
import { type Warehouse, WAREHOUSE_TABLES } from '../../device/ports/warehouse.port.ts';
import { openCrateWarehouse } from './cratedb-warehouse.ts';
import { openPostgresWarehouse } from './postgres-warehouse.ts';
import { postgresBinaries, type PostgresServer, startPostgres } from './postgres-server.fixture.ts';
import { openBreakingLine, unloadTimescale } from './unloaded-timescale.fixture.ts';
import { describeWarehouse } from './warehouse.suite.ts';
import { analysisRow, point, poseRow } from './warehouse-rows.fixture.ts';

const line = (url: string) => ({ url, tls: null });

if (postgresBinaries() === null) {
  process.stdout.write('PostgreSQL as a warehouse: not installed (`./swingbay test --install-servers`).\n');
}

describe.runIf(postgresBinaries() !== null)('PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    // Nobody promises a server of UTC: everything is held to one whose days are not all of 24 hours.
    server = await startPostgres(['timezone=America/New_York']);
  });
  afterAll(() => server.stop());

  for (const vectors of ['cube', 'array'] as const) {
    describeWarehouse(`PostgreSQL, vectors as ${vectors}`, () => ({
      open: () => openPostgresWarehouse({ line: line(server.url), schema: `with_${vectors}`, means: { vectors } }),
    }));
  }

  it('lays each month in a partition of its own, and asks no other month', async () => {
    const client = new pg.Client({ connectionString: server.url });
    const warehouse = await openPostgresWarehouse({ line: line(server.url), schema: 'parted' });
    await warehouse.prepare();
    await warehouse.upsert({
      swing_analysis: ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z'].map((recordedAt, i) =>
        analysisRow(`s${i}`, { recordedAt }),
      ),
    });
    await client.connect();
    const counted = async (month: string): Promise<number> =>
      Number((await client.query(`SELECT count(*) AS n FROM parted.swing_analysis_2026_${month}`)).rows[0].n);
    expect([await counted('01'), await counted('02')]).toEqual([1, 1]);
    const plan = await client.query(
      "EXPLAIN SELECT count(*) FROM parted.swing_analysis WHERE recorded_at >= '2026-02-01Z' AND recorded_at < '2026-03-01Z'",
    );
    const words = JSON.stringify(plan.rows);
    expect(words).toContain('swing_analysis_2026_02');
    expect(words).not.toContain('swing_analysis_2026_01');
    await client.end();
    await warehouse.close();
  });

  it('makes a month anew that was dropped while it was open, once a row of it comes', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const warehouse = await openPostgresWarehouse({ line: line(server.url), schema: 'dropped' });
    await warehouse.prepare();
    const rows = (id: string) => ({
      swing_analysis: [analysisRow(`${id}-march`, { recordedAt: '2026-03-05T10:00:00Z' }), analysisRow(`${id}-may`)],
      poses: [poseRow(`${id}-may`)],
    });
    await warehouse.upsert(rows('early'));
    await client.query('DROP TABLE dropped.swing_analysis_2026_03, dropped.poses_2026_05');
    await warehouse.upsert(rows('late'));
    expect(await warehouse.countRows()).toMatchObject({ swing_analysis: 3, poses: 1 });
    await Promise.all([warehouse.close(), client.end()]);
  });

  it('does not take a row of a month that was set aside under its own name, and says why', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const warehouse = await openPostgresWarehouse({ line: line(server.url), schema: 'aside' });
    await warehouse.prepare();
    await warehouse.upsert({ swing_analysis: [analysisRow('early')] });
    await client.query('ALTER TABLE aside.swing_analysis DETACH PARTITION aside.swing_analysis_2026_05');
    await expect(warehouse.upsert({ swing_analysis: [analysisRow('late')] })).rejects.toMatchObject({
      code: 'warehouse/row-refused',
      message: expect.stringContaining('no partition') as unknown,
    });
    await Promise.all([warehouse.close(), client.end()]);
  });

  it.each([
    ['a user who was given a schema and nothing else', 'CREATE SCHEMA own AUTHORIZATION narrow', 'ARRAY'],
    ['one who may create in the database', 'GRANT CREATE ON DATABASE $db TO narrow', 'USER-DEFINED'],
    [
      'one of a server where the module of vectors lies elsewhere',
      'CREATE SCHEMA away; CREATE EXTENSION cube SCHEMA away; GRANT CREATE ON DATABASE $db TO narrow',
      'ARRAY',
    ],
  ])('serves %s', async (who, given, vectors) => {
    const database = `narrow_${who.length}`;
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(
      "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'narrow') THEN CREATE ROLE narrow LOGIN; END IF; END $$",
    );
    await client.query(`CREATE DATABASE ${database}`);
    await client.end();
    const url = server.url.replace(/postgres$/, database);
    const within = new pg.Client({ connectionString: url });
    await within.connect();
    await within.query(given.replace('$db', database));
    const open = () => openPostgresWarehouse({ line: line(url.replace('swingbay@', 'narrow@')), schema: 'own' });
    for (let start = 0; start < 2; start++) {
      const warehouse = await open();
      await warehouse.prepare();
      await warehouse.upsert({ poses: [poseRow('s1', { vectorSpace: point(1) })] });
      expect((await warehouse.countRows()).poses).toBe(1);
      await warehouse.close();
    }
    const { rows } = await within.query(
      "SELECT data_type AS type FROM information_schema.columns WHERE table_schema = 'own' AND table_name = 'poses' AND column_name = 'vector_space'",
    );
    expect(rows).toEqual([{ type: vectors }]);
    await within.end();
  });

  it('serves a site whose server has TimescaleDB and does not load it, with months of its own', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('CREATE DATABASE unloaded');
    const url = server.url.replace(/postgres$/, 'unloaded');
    await unloadTimescale(url);
    const breaking = await openBreakingLine(url);
    const warehouse = await openPostgresWarehouse({ line: line(breaking.url), schema: 'own' });
    await warehouse.prepare();
    await warehouse.upsert({ poses: [poseRow('s1', { vectorSpace: point(1) })] });
    expect((await warehouse.countRows()).poses).toBe(1);
    expect(breaking.breaks()).toBeGreaterThan(0);
    await warehouse.close();
    const within = new pg.Client({ connectionString: url });
    await within.connect();
    const { rows } = await within.query("SELECT relkind AS kind FROM pg_class WHERE oid = 'own.poses'::regclass");
    expect(rows).toEqual([{ kind: 'p' }]);
    await Promise.all([within.end(), breaking.close(), client.end()]);
  });

  it('sums up what lay there before it kept sums', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const open = () => openPostgresWarehouse({ line: line(server.url), schema: 'summed' });
    const earlier = await open();
    await earlier.prepare();
    await earlier.upsert({ swing_analysis: ['a', 'b', 'c'].map((id) => analysisRow(id)) });
    await client.query('DROP TABLE summed.swing_sums_by_hour, summed.swing_sums_by_day CASCADE');
    const warehouse = await open();
    await warehouse.prepare();
    const day = { from: '2026-05-17T00:00:00Z', to: '2026-05-18T00:00:00Z' };
    for (const interval of ['1h', '1d'] as const) {
      expect(await warehouse.aggregate({ interval, scope: 'fleet', ...day })).toMatchObject([
        { swings: 3, players: 1 },
      ]);
    }
    const { rows } = await client.query('SELECT swings::int, players::int FROM summed.swings_by_facility_and_day');
    expect(rows).toEqual([{ swings: 3, players: 1 }]);
    await Promise.all([earlier.close(), warehouse.close(), client.end()]);
  });

  it('has more time to sum up for the first time than any other statement has', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const open = (answerMs: number) =>
      openPostgresWarehouse({ line: { ...line(server.url), answerMs }, schema: 'large' });
    const earlier = await open(60_000);
    await earlier.prepare();
    await earlier.upsert({ swing_analysis: ['a', 'b'].map((id) => analysisRow(id)) });
    await client.query('TRUNCATE large.swing_sums_by_hour, large.swing_sums_by_day');
    await client.query(
      'CREATE OR REPLACE FUNCTION large.down() RETURNS trigger LANGUAGE plpgsql AS ' +
        '$$ BEGIN PERFORM pg_sleep(4); RETURN NULL; END $$',
    );
    await client.query('CREATE TRIGGER down BEFORE INSERT ON large.swing_sums_by_hour EXECUTE FUNCTION large.down()');
    const warehouse = await open(3_000);
    await warehouse.prepare();
    const { rows } = await client.query('SELECT swings::int FROM large.swings_by_fleet_and_day');
    expect(rows).toEqual([{ swings: 2 }]);
    // What follows on the same connection has no more than before.
    await expect(warehouse.upsert({ swing_analysis: [analysisRow('c')] })).rejects.toMatchObject({
      code: 'warehouse/slow',
    });
    await Promise.all([earlier.close(), warehouse.close(), client.end()]);
  });

  it.each([
    ['an hour short', '2026-03-08'],
    ['an hour long', '2026-11-01'],
  ])('sums up UTC days whatever the server’s own clock does: a day that is %s there', async (_, day) => {
    const warehouse = await openPostgresWarehouse({ line: line(server.url), schema: `on_${day.replaceAll('-', '_')}` });
    await warehouse.prepare();
    const [from, next] = [`${day}T00:00:00.000Z`, new Date(Date.parse(day) + 86_400_000).toISOString()];
    const to = new Date(Date.parse(day) + 2 * 86_400_000).toISOString();
    const swingsOf = async (interval: '1h' | '1d'): Promise<[string, number][]> =>
      (await warehouse.aggregate({ interval, scope: 'fleet', from, to })).map((each) => [each.from, each.swings]);
    // Told apart, so that each is summed by itself.
    for (const [id, recordedAt] of [
      ['late', `${day}T22:30:00.000Z`],
      ['last', `${day}T23:30:00.000Z`],
      ['other', `${day}T20:30:00.000Z`],
      ['next', next],
    ] as const) {
      await warehouse.upsert({ swing_analysis: [analysisRow(id, { recordedAt })] });
    }
    expect(await swingsOf('1d')).toEqual([
      [from, 3],
      [next, 1],
    ]);
    await warehouse.forget({ user: 'anna', swings: ['late'] });
    expect(await swingsOf('1d')).toEqual([
      [from, 2],
      [next, 1],
    ]);
    await warehouse.forget({ user: 'anna', swings: ['other'] });
    expect(await swingsOf('1d')).toEqual([
      [from, 1],
      [next, 1],
    ]);
    expect((await swingsOf('1h')).map(([hour]) => hour)).toEqual([`${day}T23:00:00.000Z`, next]);
    await warehouse.close();
  });

  it('shows the same rows as the relational schema that a site’s own programs know', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const swings = await client.query('SELECT id, user_id, club_type, status FROM parted.swings ORDER BY id');
    expect(swings.rows[0]).toEqual({ id: 's0', user_id: 'anna', club_type: '7-iron', status: 'COMPLETED' });
    const analyses = await client.query(
      "SELECT biomechanics->'shoulder_turn_top'->'value' AS turn FROM parted.analyses",
    );
    expect(analyses.rows[0]).toEqual({ turn: 90 });
    await client.end();
  });

  it('starts, and makes months, beside somebody who reads and writes for long, and lets others go on', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const open = () => openPostgresWarehouse({ line: { ...line(server.url), answerMs: 10_000 }, schema: 'beside' });
    const warehouse = await open();
    await warehouse.prepare();
    await warehouse.upsert({ swing_analysis: [analysisRow('early')] });
    const { rows: all } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'beside'::regnamespace AND relkind IN ('r', 'p', 'v')",
    );
    await client.query('BEGIN');
    for (const { name } of all) await client.query(`SELECT 1 FROM beside.${name}`);
    await client.query('LOCK TABLE beside.swing_analysis, beside.poses IN ROW EXCLUSIVE MODE');
    const other = await open();
    await other.prepare();
    await other.upsert({
      swing_analysis: [analysisRow('late'), analysisRow('next', { recordedAt: '2026-06-01T00:00:00Z' })],
      poses: [poseRow('next', { recordedAt: '2026-06-01T00:00:00Z' })],
    });
    expect(await warehouse.countRows()).toMatchObject({ swing_analysis: 3, poses: 1 });
    await client.query('ROLLBACK');
    await Promise.all([warehouse.close(), other.close(), client.end()]);
  });

  it('gives up soon where a view must be replaced that somebody reads, and replaces it afterwards', async () => {
    const [reader, asked] = [1, 2].map(() => new pg.Client({ connectionString: server.url })) as [pg.Client, pg.Client];
    await Promise.all([reader.connect(), asked.connect()]);
    const warehouse = await openPostgresWarehouse({ line: line(server.url), schema: 'older' });
    await warehouse.prepare();
    await warehouse.upsert({ swing_analysis: [analysisRow('s1')] });
    const view = 'older.swings_by_fleet_and_day';
    const definition = async (): Promise<unknown> =>
      (await asked.query(`SELECT pg_get_viewdef('${view}'::regclass) AS words`)).rows[0].words;
    const ours = await definition();
    await asked.query(`CREATE OR REPLACE VIEW ${view} AS ${String(ours).replace(';', ' LIMIT 0')}`);
    await asked.query(`COMMENT ON VIEW ${view} IS 'of an earlier version'`);
    await reader.query('BEGIN');
    await reader.query(`SELECT 1 FROM ${view}`);
    const refused = expect(warehouse.prepare()).rejects.toMatchObject({ code: 'warehouse/busy', retryable: true });
    await expect
      .poll(
        async () =>
          (await asked.query(`SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '${view}'::regclass`)).rows
            .length,
        {
          timeout: 20_000,
        },
      )
      .toBe(1);
    // Waits behind it.
    expect((await asked.query(`SELECT 1 FROM ${view}`)).rows).toEqual([]);
    await refused;
    await reader.query('ROLLBACK');
    await warehouse.prepare();
    expect(await definition()).toBe(ours);
    expect((await asked.query(`SELECT 1 FROM ${view}`)).rows.length).toBe(1);
    await Promise.all([warehouse.close(), reader.end(), asked.end()]);
  });

  it('does not bring back what was erased after the server had been waited for too long', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const [patient, hasty] = await Promise.all(
      [{}, { answerMs: 2_000 }].map((rest) =>
        openPostgresWarehouse({ line: { ...line(server.url), ...rest }, schema: 'slow' }),
      ),
    );
    await patient?.prepare();
    await patient?.upsert({ swing_analysis: [analysisRow('other')] });
    await client.query(
      'CREATE FUNCTION slow.down() RETURNS trigger LANGUAGE plpgsql AS ' +
        "$$ BEGIN IF new.swing_id = 's1' THEN PERFORM pg_sleep(6); END IF; RETURN new; END $$",
    );
    await client.query(
      'CREATE TRIGGER down BEFORE INSERT ON slow.swing_analysis FOR EACH ROW EXECUTE FUNCTION slow.down()',
    );
    const sent = hasty?.upsert({ swing_analysis: [analysisRow('s1')] });
    await expect(sent).rejects.toMatchObject({ code: 'warehouse/slow', retryable: true });
    await patient?.forget({ user: 'anna', swings: ['s1'] });
    await expect
      .poll(
        async () =>
          (await client.query("SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'")).rows,
        { timeout: 20_000 },
      )
      .toEqual([]);
    const { rows } = await client.query('SELECT swing_id FROM slow.swing_analysis');
    expect(rows).toEqual([{ swing_id: 'other' }]);
    await Promise.all([patient?.close(), hasty?.close(), client.end()]);
  });

  it('is unreachable while the server is gone, and holds everything acknowledged when it is back', async () => {
    const warehouse = await openPostgresWarehouse({ line: line(server.url), schema: 'parted' });
    const rows = (count: number) => Array.from({ length: count }, (_, i) => analysisRow(`kept-${i}`));
    await warehouse.upsert({ swing_analysis: rows(700) });
    const running = warehouse.upsert({ swing_analysis: rows(4_000) }).then(
      () => null,
      (error: unknown) => error,
    );
    await server.crash();
    const cut = await running;
    const refused: unknown = await warehouse.countRows().catch((error: unknown) => error);
    for (const error of [cut, refused].filter((each) => each !== null)) {
      expect(error).toMatchObject({ retryable: true });
      expect(isBayError(error)).toBe(true);
    }
    expect(refused).toMatchObject({ code: 'warehouse/unreachable' });
    await server.restart();
    expect((await warehouse.countRows()).swing_analysis).toBeGreaterThanOrEqual(2 + 700);
    await warehouse.upsert({ swing_analysis: rows(4_000) });
    expect((await warehouse.countRows()).swing_analysis).toBe(2 + 4_000);
    await warehouse.close();
  });
});

describe('a warehouse that is not there', () => {
  it('is unreachable, which may pass', async () => {
    const opened = openPostgresWarehouse({ line: line('postgres://nobody@127.0.0.1:1/none'), schema: 'none' });
    await expect(opened).rejects.toMatchObject({ code: 'warehouse/unreachable', retryable: true });
    const crate = openCrateWarehouse({
      line: line('postgres://crate@127.0.0.1:1/'),
      schema: 'none',
      tables: { replicas: '0-1' },
    });
    await expect(crate.prepare()).rejects.toMatchObject({ code: 'warehouse/unreachable', retryable: true });
    await crate.close();
  });

  it('is not looked for under a name that could say something else to the server', async () => {
    const opened = openPostgresWarehouse({ line: line('postgres://x@127.0.0.1:1/x'), schema: 'a; DROP TABLE b' });
    await expect(opened).rejects.toMatchObject({ code: 'warehouse/asked-wrongly' });
  });
});

const crateUrl = readEnvironment().testCrateUrl;
if (crateUrl === undefined) {
  process.stdout.write(
    'CrateDB as a warehouse: none is named in SWINGBAY_TEST_CRATEDB_URL; cratedb-statements.test.ts checks its statements.\n',
  );
}

describe.runIf(crateUrl !== undefined)('a CrateDB that somebody has', () => {
  const url = crateUrl ?? '';
  const schema = `swingbay_test_${process.pid}`;

  afterAll(async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.views WHERE table_schema = '${schema}'`,
    );
    for (const { name } of rows) await client.query(`DROP VIEW ${schema}.${name}`);
    for (const table of WAREHOUSE_TABLES) await client.query(`DROP TABLE IF EXISTS ${schema}.${table}`);
    await client.end();
  });

  describeWarehouse('CrateDB', () => ({
    open: (): Promise<Warehouse> =>
      Promise.resolve(openCrateWarehouse({ line: line(url), schema, tables: { replicas: '0-1' } })),
  }));
});
