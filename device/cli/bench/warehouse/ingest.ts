/** How fast a fleet's days go in, and how fast the same rows would go into tables that promise nothing. */
import pg from 'pg';
import { type Warehouse, WAREHOUSE_CONNECTIONS_MAX } from '../../../ports/warehouse.port.ts';
import { ProgressLine } from '../../progress-line.ts';
import { type Fleet, type FleetBatch, fleetDay } from './fleet-days.ts';

const SWINGS_PER_BATCH = 250;
/** The floor is told by so many bays' day. */
const FLOOR_BAYS = 50;

/** What brute force needs to know of the swings that were sent. */
export interface SentPoints {
  readonly ids: string[];
  readonly vectors: Float32Array[];
}

export interface Ingested {
  readonly perSecond: number;
  readonly lastDayPerSecond: number;
}

/** Rows are made between the sendings: only the warehouse's own time counts. */
export async function ingestDays(
  warehouse: Warehouse,
  fleet: Fleet,
  days: readonly number[],
  golfers: readonly Float32Array[],
  sent: SentPoints,
): Promise<Ingested> {
  const progress = new ProgressLine(days.length === 1 ? 'sending a day' : `sending ${days.length} days`);
  const perDay = fleet.bays * fleet.swingsPerDay;
  let wholeMs = 0;
  let lastDayMs = 0;
  for (const [i, day] of days.entries()) {
    lastDayMs = 0;
    const batches = fleetDay(fleet, day, golfers, SWINGS_PER_BATCH);
    for (let together = nextBatches(batches); together.length > 0; together = nextBatches(batches)) {
      const began = performance.now();
      await Promise.all(together.map((batch) => warehouse.upsert(batch)));
      lastDayMs += performance.now() - began;
      for (const { swingId, vectorSpace } of together.flatMap(({ poses }) => poses)) {
        if (vectorSpace === null) continue;
        sent.ids.push(swingId);
        sent.vectors.push(Float32Array.from(vectorSpace));
      }
    }
    wholeMs += lastDayMs;
    progress.show((i + 1) / days.length);
  }
  progress.end();
  return { perSecond: (days.length * perDay * 1000) / wholeMs, lastDayPerSecond: (perDay * 1000) / lastDayMs };
}

/** Sends the first day a second time; returns the rows that this adds. */
export async function sendAgain(warehouse: Warehouse, fleet: Fleet, golfers: readonly Float32Array[]): Promise<number> {
  const before = await warehouse.countRows();
  await ingestDays(warehouse, fleet, [0], golfers, { ids: [], vectors: [] });
  const after = await warehouse.countRows();
  return after.swing_analysis + after.poses - before.swing_analysis - before.poses;
}

/** Swings a second into tables without key, index, partition or order of revisions, over as many lines. */
export async function plainInserts(url: string, fleet: Fleet, golfers: readonly Float32Array[]): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: WAREHOUSE_CONNECTIONS_MAX });
  try {
    await pool.query('CREATE TABLE plain_analysis (id text, user_id text, at timestamptz, metrics jsonb, rest jsonb)');
    await pool.query('CREATE TABLE plain_poses (id text, user_id text, at timestamptz, landmarks text, vector cube)');
    const batches = fleetDay({ ...fleet, bays: Math.min(fleet.bays, FLOOR_BAYS) }, 0, golfers, SWINGS_PER_BATCH);
    let swings = 0;
    let ms = 0;
    for (let together = nextBatches(batches); together.length > 0; together = nextBatches(batches)) {
      const began = performance.now();
      await Promise.all(together.map((batch) => plainBatch(pool, batch)));
      ms += performance.now() - began;
      swings += together.reduce((sum, { swing_analysis: rows }) => sum + rows.length, 0);
    }
    await pool.query('DROP TABLE plain_analysis, plain_poses');
    return (swings * 1000) / ms;
  } finally {
    await pool.end();
  }
}

async function plainBatch(pool: pg.Pool, { swing_analysis: swings, poses }: FleetBatch): Promise<void> {
  await insertRows(
    pool,
    'plain_analysis',
    swings.map(({ id, userId, recordedAt, metrics, ...rest }) => [
      id,
      userId,
      recordedAt,
      JSON.stringify(metrics),
      JSON.stringify(rest),
    ]),
  );
  await insertRows(
    pool,
    'plain_poses',
    poses.map(({ id, userId, recordedAt, landmarksKey, vectorSpace }) => [
      id,
      userId,
      recordedAt,
      landmarksKey,
      vectorSpace === null ? null : `(${vectorSpace.join(',')})`,
    ]),
  );
}

async function insertRows(pool: pg.Pool, table: string, rows: readonly (readonly unknown[])[]): Promise<void> {
  const places = rows.map((row, i) => `(${row.map((_, k) => `$${i * row.length + k + 1}`).join(', ')})`);
  await pool.query(`INSERT INTO ${table} VALUES ${places.join(', ')}`, rows.flat());
}

/** As many as there are lines; none at the end of the day. */
function nextBatches(batches: Iterator<FleetBatch>): FleetBatch[] {
  const together: FleetBatch[] = [];
  while (together.length < WAREHOUSE_CONNECTIONS_MAX) {
    const next = batches.next();
    if (next.done === true) break;
    together.push(next.value);
  }
  return together;
}
