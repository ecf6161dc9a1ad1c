/** How fast a fleet's days go in, and how fast the same rows would go into tables that promise nothing. */
import pg from 'pg';
import { type Warehouse, WAREHOUSE_CONNECTIONS_MAX } from '../../../ports/warehouse.port.ts';
import { ProgressLine } from '../../progress-line.ts';
import { type Fleet, type FleetBatch, fleetSwings, type PartOfDay } from './fleet-days.ts';

const SWINGS_PER_BATCH = 250;
const PLAIN_EVERY = 4;

/** What brute force needs to know of the swings that were sent. */
export interface SentPoints {
  readonly ids: string[];
  readonly vectors: Float32Array[];
}

export interface Ingested {
  readonly swings: number;
  readonly perSecond: number;
  /** Swings a second into tables without key, index, partition, sums or order of revisions, between the others. */
  readonly plainPerSecond: number;
}

export interface Ingesting {
  readonly warehouse: Warehouse;
  readonly plain: pg.Pool;
  readonly fleet: Fleet;
  readonly golfers: readonly Float32Array[];
}

/** What promises nothing, to hold the warehouse against. */
export async function openPlain(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max: WAREHOUSE_CONNECTIONS_MAX });
  await pool.query('CREATE TABLE plain_analysis (id text, user_id text, at timestamptz, metrics jsonb, rest jsonb)');
  await pool.query('CREATE TABLE plain_poses (id text, user_id text, at timestamptz, landmarks text, vector cube)');
  return pool;
}

/**
 * Rows are made between the sendings: only the server's own time counts. Every fourth round goes to the plain tables as
 * well, so that whatever else the machine does is shared by both.
 */
export async function ingest(
  { warehouse, plain, fleet, golfers }: Ingesting,
  part: PartOfDay,
  sent: SentPoints,
): Promise<Ingested> {
  const progress = new ProgressLine(`sending ${part.to - part.from} swings`);
  const batches = fleetSwings(fleet, part, golfers, SWINGS_PER_BATCH);
  const own = { swings: 0, ms: 0 };
  const floor = { swings: 0, ms: 0 };
  let round = 0;
  for (let together = nextBatches(batches); together.length > 0; together = nextBatches(batches)) {
    const swings = together.reduce((sum, { swing_analysis: rows }) => sum + rows.length, 0);
    if (round++ % PLAIN_EVERY === 0) {
      floor.ms += await timed(together.map((batch) => () => plainBatch(plain, batch)));
      floor.swings += swings;
    }
    own.ms += await timed(together.map((batch) => () => warehouse.upsert(batch)));
    own.swings += swings;
    for (const { swingId, vectorSpace } of together.flatMap(({ poses }) => poses)) {
      if (vectorSpace === null) continue;
      sent.ids.push(swingId);
      sent.vectors.push(Float32Array.from(vectorSpace));
    }
    progress.show(own.swings / (part.to - part.from));
  }
  progress.end();
  const perSecond = ({ swings, ms }: typeof own): number => (swings * 1000) / ms;
  return { swings: own.swings, perSecond: perSecond(own), plainPerSecond: perSecond(floor) };
}

async function timed(work: readonly (() => Promise<void>)[]): Promise<number> {
  const began = performance.now();
  await Promise.all(work.map((each) => each()));
  return performance.now() - began;
}

/** Sends a part a second time; returns the rows that this adds. */
export async function sendAgain(ingesting: Ingesting, part: PartOfDay): Promise<number> {
  const { warehouse } = ingesting;
  const before = await warehouse.countRows();
  await ingest(ingesting, part, { ids: [], vectors: [] });
  const after = await warehouse.countRows();
  return after.swing_analysis + after.poses - before.swing_analysis - before.poses;
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
