/** Rows that a warehouse leaves out without a word, as CrateDB may: here it is PostgreSQL behind a door that does. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse, WarehouseBatch } from '../../device/ports/warehouse.port.ts';
import { ATTEMPTS_MAX } from '../outbox/sync-planner.ts';
import { notAllWritten } from './errors.ts';
import { openWarehouse } from './open-warehouse.ts';
import { type AskedPostgres, postgresBinaries, startAskedPostgres } from './postgres-server.fixture.ts';
import { openTellingBay, type TellingBay } from './telling-bay.fixture.ts';
import type { WarehouseConfig } from './warehouse.config.ts';

if (postgresBinaries() === null) {
  process.stdout.write('Rows that are left out: PostgreSQL is not installed (`./swingbay test --install-servers`).\n');
}

describe.runIf(postgresBinaries() !== null)('what a warehouse leaves out without a word', () => {
  let postgres: AskedPostgres;
  let bay: TellingBay;
  let leavesOut: (batch: WarehouseBatch) => WarehouseBatch;
  let schema = 0;

  beforeAll(async () => {
    postgres = await startAskedPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    schema++;
    leavesOut = (batch) => batch;
    bay = await openTellingBay();
  });
  afterEach(() => bay.close());

  async function openLeavingOut(config: WarehouseConfig): Promise<Warehouse> {
    const warehouse = await openWarehouse(config);
    const whole = warehouse.upsert.bind(warehouse);
    const upsert = async (batch: WarehouseBatch): Promise<void> => {
      const taken = leavesOut(batch);
      await whole(taken);
      const [sent, written] = [batch, taken].map((rows) => Object.values(rows).flat().length) as [number, number];
      if (written < sent) throw notAllWritten('swing_analysis', sent, written);
    };
    return Object.assign(warehouse, { upsert });
  }

  const tell = () => bay.tell({ url: postgres.server.url, schema: `left_${schema}` }, openLeavingOut);
  const leaveOut =
    (swing: string) =>
    (batch: WarehouseBatch): WarehouseBatch => ({
      ...batch,
      swing_analysis: (batch.swing_analysis ?? []).filter(({ id }) => id !== swing),
    });
  const swingsThere = async () =>
    (await postgres.client.query<{ id: string }>(`SELECT id FROM left_${schema}.swing_analysis ORDER BY id`)).rows.map(
      ({ id }) => id,
    );

  it('again and again is parked, and holds up no other', async () => {
    const player = bay.player();
    const swings = [await bay.swing(player), await bay.swing(player), await bay.swing(player)];
    const [bad = '', ...good] = swings;
    leavesOut = leaveOut(bad);
    const sync = tell();
    await expect.poll(() => sync.state(), { timeout: 60_000 }).toMatchObject({ pending: 0, parked: 1, trouble: null });
    expect(sync.state().parkedReasons).toMatchObject([{ what: `swing:${bad}`, code: 'warehouse/not-all-written' }]);
    expect(bay.store.warehouseDues.parked(2).map(({ attempts }) => attempts)).toEqual([ATTEMPTS_MAX]);
    expect(await swingsThere()).toEqual(good.toSorted());

    leavesOut = (batch) => batch;
    sync.retryParked();
    await expect.poll(swingsThere).toEqual(swings.toSorted());
  });

  it('is parked too where it is tried alone, and others only come later', async () => {
    const player = bay.player();
    const sync = tell();
    await expect.poll(() => sync.state()).toMatchObject({ pending: 0, activity: 'idle' });
    const bad = await bay.swing(player, 'visit-2');
    leavesOut = leaveOut(bad);
    await expect.poll(() => bay.counters.value('warehouse_failed', { code: 'warehouse/not-all-written' })).toBe(1);
    for (let n = 3; n < 6; n++) await bay.swing(player, `visit-${n}`);
    await expect.poll(() => sync.state(), { timeout: 60_000 }).toMatchObject({ pending: 0, parked: 1, trouble: null });
  });

  it('is no fault of its own where nothing is taken: nothing is parked, and all of it goes once it is', async () => {
    const player = bay.player();
    const swings = [await bay.swing(player), await bay.swing(player)];
    leavesOut = () => ({});
    const sync = tell();
    await expect.poll(() => sync.obstacle?.code, { timeout: 20_000 }).toBe('warehouse/not-all-written');
    expect(bay.store.warehouseDues.waiting(10, 0, [], 0).map(({ attempts }) => attempts)).not.toContain(1);
    leavesOut = (batch) => batch;
    await expect.poll(swingsThere, { timeout: 30_000 }).toEqual(swings.toSorted());
    await expect.poll(() => sync.state()).toMatchObject({ parked: 0, pending: 0, trouble: null });
  });
});
