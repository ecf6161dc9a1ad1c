/** Sums that nothing stands behind any more, on a real PostgreSQL. */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { openPostgresWarehouse } from './postgres-warehouse.ts';
import { type AskedPostgres, postgresBinaries, startAskedPostgres } from './postgres-server.fixture.ts';
import { analysisRow } from './warehouse-rows.fixture.ts';

if (postgresBinaries() === null) {
  process.stdout.write(
    'Sums of what is forgotten: PostgreSQL is not installed (`./swingbay test --install-servers`).\n',
  );
}

const MARCH = '2026-03-05T10:00:00Z';

describe.runIf(postgresBinaries() !== null)('sums of what is forgotten', () => {
  let postgres: AskedPostgres;
  let warehouse: Warehouse;
  let schema = 0;

  beforeAll(async () => {
    postgres = await startAskedPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    schema++;
    warehouse = await opened();
    await warehouse.prepare();
  });
  afterEach(() => warehouse.close());

  const opened = () =>
    openPostgresWarehouse({
      line: { url: postgres.server.url, tls: null },
      schema: `sums_${schema}`,
      means: { vectors: 'array' },
    });
  const ask = async (text: string): Promise<unknown[]> =>
    (await postgres.client.query<Record<string, unknown>>(text.replaceAll('$S', `sums_${schema}`))).rows;
  const sumsBy = (step: string) =>
    ask(
      `SELECT user_id AS user, bay, to_char(bucket AT TIME ZONE 'UTC', 'MM-DD HH24') AS at, swings::int, version::int, score_sum AS score FROM $S.swing_sums_by_${step} ORDER BY 1, 2, 3`,
    );
  const sum = (user: string, at: string, swings = 1, bay = 'bay-1') => ({
    ...{ user, bay, at, swings, version: swings, score: 7 * swings },
  });

  it('go with a player who takes consent back, also of a month that was dropped', async () => {
    await warehouse.upsert({
      swing_analysis: [
        analysisRow('m', { recordedAt: MARCH }),
        analysisRow('n'),
        analysisRow('b', { userId: 'ben', recordedAt: MARCH }),
      ],
    });
    await ask('DROP TABLE $S.swing_analysis_2026_03');
    await warehouse.forget({ user: 'anna', swings: ['m', 'n'], visits: ['visit-1'], profileUpTo: 1 });
    // Ben has taken nothing back: what the site keeps of a month that it dropped is its own to say.
    expect([await sumsBy('hour'), await sumsBy('day')]).toEqual([[sum('ben', '03-05 10')], [sum('ben', '03-05 00')]]);
  });

  it('go where no swing that is named is there any more', async () => {
    await warehouse.upsert({ swing_analysis: [analysisRow('m', { recordedAt: MARCH })] });
    await ask('DROP TABLE $S.swing_analysis_2026_03');
    await warehouse.forget({ user: 'anna', swings: [], visits: [] });
    expect([await sumsBy('hour'), await sumsBy('day')]).toEqual([[], []]);
  });

  it('leave a day what its other hours hold', async () => {
    const at = (hour: number): string => `2026-03-05T${hour}:30:00Z`;
    await warehouse.upsert({
      swing_analysis: [10, 11].map((hour) => analysisRow(`early-${hour}`, { recordedAt: at(hour) })),
    });
    await ask('DROP TABLE $S.swing_analysis_2026_03');
    await warehouse.upsert({
      swing_analysis: [
        analysisRow('late', { recordedAt: at(12) }),
        analysisRow('other', { recordedAt: at(12), bay: 'bay-2' }),
      ],
    });
    expect(await sumsBy('day')).toEqual([sum('anna', '03-05 00', 3), sum('anna', '03-05 00', 1, 'bay-2')]);
    await warehouse.forget({ user: 'anna', swings: ['early-10'] });
    const left = (hour: string) => [sum('anna', hour), sum('anna', hour, 1, 'bay-2')];
    expect([await sumsBy('hour'), await sumsBy('day')]).toEqual([left('03-05 12'), left('03-05 00')]);
  });

  it('stand where another bay fills their hour just then', async () => {
    await warehouse.upsert({ swing_analysis: [analysisRow('m', { recordedAt: MARCH, bay: 'bay-2' })] });
    await ask('DROP TABLE $S.swing_analysis_2026_03');
    const sending = new pg.Client({ connectionString: postgres.server.url });
    await sending.connect();
    // What another bay says, held in the middle: its hour is summed up and not yet to be seen.
    await sending.query(`BEGIN; UPDATE sums_${schema}.swing_sums_by_hour SET score_sum = 3`);
    const forgetting = warehouse.forget({ user: 'anna', swings: ['m'] });
    await expect
      .poll(() => ask("SELECT 1 AS waits FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
      .toHaveLength(1);
    await sending.query('COMMIT');
    await forgetting;
    await sending.end();
    expect(await sumsBy('hour')).toEqual([{ ...sum('anna', '03-05 10', 1, 'bay-2'), score: 3 }]);
  });

  describe('beside a rebuild, which sends what it read before', () => {
    const rebuilt = analysisRow('a');
    let rebuild: Warehouse;
    beforeEach(async () => {
      rebuild = await opened();
      await warehouse.upsert({ swing_analysis: [rebuilt] });
    });
    afterEach(() => rebuild.close());

    /** Says something while somebody else holds a table; what waits for it goes on afterwards. */
    async function whileHeld(table: string, waiting: () => Promise<void>, meanwhile: () => Promise<void>) {
      await postgres.client.query(`BEGIN; LOCK TABLE sums_${schema}.${table} IN ACCESS EXCLUSIVE MODE`);
      const ended = waiting();
      await expect
        .poll(() => ask("SELECT 1 AS waits FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
        .toHaveLength(1);
      await meanwhile();
      await postgres.client.query('COMMIT');
      await ended;
    }

    const nothingLeft = async () =>
      expect([(await warehouse.countRows()).swing_analysis, await sumsBy('hour'), await sumsBy('day')]).toEqual([
        0,
        [],
        [],
      ]);

    it('none is left where it sums up while a player is being removed', async () => {
      await whileHeld(
        'users',
        () => warehouse.forget({ user: 'anna' }),
        () => rebuild.upsert({ swing_analysis: [rebuilt] }),
      );
      await nothingLeft();
    });

    it('none is left where it sums up what was removed, once it looks what is gone', async () => {
      const sums = await ask('SELECT * FROM $S.swing_sums_by_hour');
      await warehouse.forget({ user: 'anna' });
      await postgres.client.query(
        `INSERT INTO sums_${schema}.swing_sums_by_hour SELECT * FROM json_populate_recordset(null::sums_${schema}.swing_sums_by_hour, $1)`,
        [JSON.stringify(sums)],
      );
      await rebuild.forget({ user: 'anna', swings: ['a'], visits: [] });
      await nothingLeft();
    });
  });
});
