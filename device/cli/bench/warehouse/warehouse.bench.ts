/**
 * `swingbay bench warehouse`: a fleet's days into a real PostgreSQL through the warehouse's own port, then what a fleet
 * asks, and both again with ten times the data.
 *
 * The whole run is 1,000 bays of 200 swings a day, and ten such days; a quick one is 50 such bays. The server is started
 * for it, on the disk of the temporary folder.
 */
import pg from 'pg';
import { startPostgres } from '../../../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { openPostgresWarehouse } from '../../../../cloud-sync/warehouse/postgres-warehouse.ts';
import {
  SHARD_BYTES_MAX,
  SHARD_ROWS_MAX,
  SHARDS_PER_NODE_MAX,
  shardPlan,
} from '../../../../cloud-sync/warehouse/shard-arithmetic.ts';
import { atMost, type Figure, told } from '../figure.ts';
import { type Fleet, golferPoints } from './fleet-days.ts';
import { ingestDays, plainInserts, type SentPoints, sendAgain } from './ingest.ts';
import { askNeighbours, askTree, type Found } from './neighbours.ts';
import { type Answered, askFleet } from './questions.ts';
import { meanRowBytes } from './row-bytes.ts';

const WHOLE: Fleet = { bays: 1_000, swingsPerDay: 200 };
const QUICK: Fleet = { bays: 50, swingsPerDay: 200 };
const DAYS = 10;
const SETTINGS = ['shared_buffers=512MB', 'work_mem=64MB', 'max_wal_size=4GB', 'checkpoint_timeout=15min'];
/** A day's swings must go in within an hour, or a bay that was offline for a day would never catch up. */
const CATCH_UP_S = 3_600;
/** Beside tables that promise nothing. */
const FLOOR_SHARE_MIN = 0.2;
/** What a day costs must not depend on how many days there are; told in pages, since times tell of other work too. */
const DAY_GROWTH_MAX = 2;
/** A tile of a dashboard waits no longer for a day. */
const DAY_MS_MAX = 2_000;

export async function benchWarehouse({ quick }: { quick: boolean }): Promise<Figure[]> {
  const fleet = quick ? QUICK : WHOLE;
  const golfers = golferPoints(quick ? 20 : 60, 4);
  const server = await startPostgres(SETTINGS);
  try {
    const warehouse = await openPostgresWarehouse({ line: { url: server.url, tls: null }, schema: 'fleet' });
    await warehouse.prepare();
    const sent: SentPoints = { ids: [], vectors: [] };
    const first = await ingestDays(warehouse, fleet, [0], golfers, sent);
    const floor = await plainInserts(server.url, fleet, golfers);
    const added = await sendAgain(warehouse, fleet, golfers);
    await vacuum(server.url);
    const ofOne = await askFleet(warehouse, server.url, 1);
    const near = await askNeighbours(warehouse, golfers, sent);
    // A tree over two million points takes longer to build than everything else: the whole run builds it over a day’s.
    const treeOfDay = quick ? null : { swings: near.swings, ...(await askTree(server.url, golfers)) };
    const later = Array.from({ length: DAYS - 1 }, (_, i) => i + 1);
    const rest = await ingestDays(warehouse, fleet, later, golfers, sent);
    await vacuum(server.url);
    const ofTen = await askFleet(warehouse, server.url, DAYS);
    const far = await askNeighbours(warehouse, golfers, sent);
    const bytes = await bytesOf(server.url);
    const tree = treeOfDay ?? { swings: far.swings, ...(await askTree(server.url, golfers)) };
    await warehouse.close();
    const perDay = fleet.bays * fleet.swingsPerDay;
    return [
      rate(`ingest of a day of ${perDay} swings`, first.perSecond, floor, perDay),
      rate(`ingest of day ${DAYS}`, rest.lastDayPerSecond, floor, perDay),
      atMost('rows that a day sent twice adds', added, 'rows', 0),
      ...ofOne.flatMap((answer, i) => questionFigures(answer, ofTen[i] as Answered)),
      ...neighbourFigures(near),
      ...neighbourFigures(far),
      told(`a copy of ${tree.swings} points looked through, median`, tree.scanMs, 'ms'),
      told('the same by a GiST tree, median', tree.treeMs, 'ms'),
      told('building that tree', tree.buildS, 's'),
      told('on disk with indexes', bytes / (DAYS * perDay), 'bytes a swing'),
      ...crateFigures(golfers),
    ];
  } finally {
    await server.stop();
  }
}

async function vacuum(url: string): Promise<void> {
  await withClient(url, (client) => client.query('VACUUM ANALYZE'));
}

async function bytesOf(url: string): Promise<number> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ bytes: string }>(
      "SELECT sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'fleet' AND c.relkind = 'r'",
    ),
  );
  return Number(rows[0]?.bytes);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function questionFigures(small: Answered, large: Answered): Figure[] {
  const growth = large.medianMs / small.medianMs;
  const named = `${small.question}, ${large.rows} rows`;
  if (!small.isOfOneDay) {
    return [
      told(`${small.question} of 1, ${small.rows} rows`, small.medianMs, 'ms'),
      told(`${small.question} of ${DAYS}, ${large.rows} rows`, large.medianMs, 'ms'),
      told(`${small.question}: growth`, growth, 'times'),
    ];
  }
  return [
    told(`${named}, of 1 day there`, small.medianMs, 'ms'),
    atMost(`${named}, of ${DAYS} days there`, large.medianMs, 'ms', DAY_MS_MAX),
    told(`${small.question}: growth`, growth, 'times'),
    atMost(`${small.question}: growth of the pages read`, large.pages / small.pages, 'times', DAY_GROWTH_MAX),
  ];
}

function neighbourFigures({ swings, recall, medianMs, slowestMs, ofOnePlayerMs }: Found): Figure[] {
  return [
    { ...told(`ten nearest of ${swings}: recall`, recall, 'share'), limit: 1, ok: recall >= 1 },
    told(`ten nearest of ${swings}, median`, medianMs, 'ms'),
    told(`ten nearest of ${swings}, slowest`, slowestMs, 'ms'),
    told(`ten nearest of one player’s among ${swings}, median`, ofOnePlayerMs, 'ms'),
  ];
}

/** What CrateDB would get, by arithmetic: no CrateDB runs here. */
function crateFigures(golfers: readonly Float32Array[]): Figure[] {
  const rowBytes = meanRowBytes(golfers);
  const plan = shardPlan({ ...WHOLE, camerasPerBay: 2, rowBytes, nodes: 3, replicas: 1 });
  return [
    ...plan.tables.flatMap(({ table, rowsPerShard, bytesPerShard }) => [
      told(`CrateDB by arithmetic: a row of ${table}, as sent`, rowBytes[table as keyof typeof rowBytes], 'bytes'),
      atMost(`CrateDB by arithmetic: rows a shard and month, ${table}`, rowsPerShard, 'rows', SHARD_ROWS_MAX),
      atMost(`CrateDB by arithmetic: a shard and month, ${table}`, bytesPerShard / 1e9, 'GB', SHARD_BYTES_MAX / 1e9),
    ]),
    atMost('CrateDB by arithmetic: shards a node and year', plan.shardsPerNodeAndYear, 'shards', SHARDS_PER_NODE_MAX),
    told('CrateDB by arithmetic: years until a node has all it may', plan.yearsUntilFull, 'years'),
    told('CrateDB by arithmetic: a node and year', plan.bytesPerNodeAndYear / 1e9, 'GB'),
  ];
}

function rate(name: string, value: number, floor: number, perDay: number): Figure {
  const limit = Math.max(perDay / CATCH_UP_S, FLOOR_SHARE_MIN * floor);
  return { name, value, unit: 'swings/s', floor, ratio: value / floor, limit, ok: value >= limit };
}
