/**
 * `swingbay bench warehouse`: a fleet's swings into a real PostgreSQL through the warehouse's own port, then what a fleet
 * asks of a day, and all of it again with ten days there.
 *
 * The whole run is 1,000 bays of 200 swings a day; a quick one is 50 such bays. A fifth of the first day is sent, the rest
 * and nine more days are copied within the server, since sending them takes an hour. The server is started for it, on the
 * disk of the temporary folder. What is held against a limit is a ratio within the run, or pages that the server reads.
 */
import type pg from 'pg';
import { startPostgres } from '../../../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { openPostgresWarehouse } from '../../../../cloud-sync/warehouse/postgres-warehouse.ts';
import {
  SHARD_BYTES_MAX,
  SHARD_ROWS_MAX,
  SHARDS_PER_NODE_MAX,
  shardPlan,
} from '../../../../cloud-sync/warehouse/shard-arithmetic.ts';
import type { Warehouse } from '../../../ports/warehouse.port.ts';
import { atMost, type Figure, told } from '../figure.ts';
import { type Fleet, golferPoints } from './fleet-days.ts';
import { ingest, type Ingested, openPlain, type SentPoints, sendAgain } from './ingest.ts';
import { dropSums, keepSample, type Laying, layDays, withClient } from './lay-days.ts';
import { askNeighbours, askTree, type Found } from './neighbours.ts';
import { type Answered, askFleet } from './questions.ts';
import { meanRowBytes } from './row-bytes.ts';

const WHOLE: Fleet = { bays: 1_000, swingsPerDay: 200 };
const QUICK: Fleet = { bays: 50, swingsPerDay: 200 };
const DAYS = 10;
/** Parts of the open day, of which the first is sent. */
const PARTS_OF_DAY = 5;
const PART_HOURS = 3;
const SETTINGS = ['shared_buffers=512MB', 'work_mem=64MB', 'max_wal_size=4GB', 'checkpoint_timeout=15min'];
/** Beside tables that promise nothing. */
const FLOOR_SHARE_MIN = 0.15;
/** Sending may become so much slower, beside the plain tables, with ten days there. */
const SENDING_KEPT_MIN = 0.5;
/** What a day costs must not depend on how many days there are; told in pages, since times tell of other work too. */
const DAY_GROWTH_MAX = 2;
/** Of all days, ten times as many may cost ten times as much, and no more. */
const ALL_GROWTH_MAX = 12;
/** Beside counting the same stretch's swings from an index. */
const FLOORS_MAX = 30;

export async function benchWarehouse({ quick }: { quick: boolean }): Promise<Figure[]> {
  const fleet = quick ? QUICK : WHOLE;
  const golfers = golferPoints(quick ? 20 : 60, 4);
  const server = await startPostgres(SETTINGS);
  const { url } = server;
  let plain: pg.Pool | null = null;
  try {
    const warehouse = await openPostgresWarehouse({ line: { url, tls: null }, schema: 'fleet' });
    await warehouse.prepare();
    plain = await openPlain(url);
    const sending = { warehouse, plain, fleet, golfers };
    const sent: SentPoints = { ids: [], vectors: [] };
    const part = (fleet.bays * fleet.swingsPerDay) / PARTS_OF_DAY;
    await ingest(sending, { day: 0, from: 0, to: part / 10 }, sent);
    await vacuum(url);
    const near = await askNeighbours(warehouse, golfers, sent);
    const first = await ingest(sending, { day: 0, from: part / 10, to: part }, sent);
    const added = await sendAgain(sending, { day: 0, from: 0, to: part / 10 });
    await vacuum(url);
    const far = await askNeighbours(warehouse, golfers, sent);
    const tree = await askTree(url, golfers);
    const bytes = await bytesOf(url);
    await keepSample(url);
    const laying: Laying = { url, partsOfDay: PARTS_OF_DAY, partHours: PART_HOURS };
    await layDays(laying, 0, 1);
    await sumAnew(warehouse, url);
    const ofOne = await askFleet(warehouse, url, 1);
    const laid = await layDays(laying, 1, DAYS);
    const summedS = await sumAnew(warehouse, url);
    const ofTen = await askFleet(warehouse, url, DAYS);
    const later = await ingest(sending, { day: DAYS, from: 0, to: part / 10 }, { ids: [], vectors: [] });
    await warehouse.close();
    const swings = fleet.bays * fleet.swingsPerDay * DAYS;
    return [
      sendingFigure(
        `sending ${first.swings} swings of ${fleet.bays} bays`,
        first,
        FLOOR_SHARE_MIN * first.plainPerSecond,
      ),
      sendingFigure(
        `sending ${later.swings} swings, ${swings} there`,
        later,
        (SENDING_KEPT_MIN * first.perSecond * later.plainPerSecond) / first.plainPerSecond,
      ),
      told(
        `hours of ${fleet.bays} bays that an hour of sending takes in`,
        (first.perSecond * 86_400) / (fleet.bays * fleet.swingsPerDay),
        'hours',
      ),
      atMost('rows that sending twice adds', added, 'rows', 0),
      told('copying days within the server', laid, 'swings/s'),
      told(`summing up ${swings} swings from nothing`, summedS, 's'),
      ...ofOne.flatMap((answer, i) => questionFigures(answer, ofTen[i] as Answered)),
      ...neighbourFigures(near),
      ...neighbourFigures(far),
      told(`a copy of ${far.swings} points looked through, median`, tree.scanMs, 'ms'),
      told('the same by a GiST tree, median', tree.treeMs, 'ms'),
      told('building that tree', tree.buildS, 's'),
      told('on disk with indexes, sums and two poses', bytes / part, 'bytes a swing'),
      ...crateFigures(golfers),
    ];
  } finally {
    await plain?.end();
    await server.stop();
  }
}

/** As the warehouse does where it finds swings and no sums; in seconds. */
async function sumAnew(warehouse: Warehouse, url: string): Promise<number> {
  await dropSums(url);
  const began = performance.now();
  await warehouse.prepare();
  const summedS = (performance.now() - began) / 1000;
  await vacuum(url);
  return summedS;
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

function questionFigures(small: Answered, large: Answered): Figure[] {
  const { question, isOfOneDay } = small;
  const [ofOne, ofTen] = isOfOneDay
    ? ['of 1 day there', `of ${DAYS} days there`]
    : [`of 1, ${small.rows} rows`, `of ${DAYS}, ${large.rows} rows`];
  const named = isOfOneDay ? `${question}, ${large.rows} rows,` : question;
  return [
    beside(`${named} ${ofOne}`, small),
    beside(`${named} ${ofTen}`, large),
    told(`${question}: growth`, large.medianMs / small.medianMs, 'times'),
    atMost(
      `${question}: growth of the pages read`,
      large.pages / small.pages,
      'times',
      isOfOneDay ? DAY_GROWTH_MAX : ALL_GROWTH_MAX,
    ),
  ];
}

function beside(name: string, { medianMs, floorMs }: Answered): Figure {
  const limit = FLOORS_MAX * floorMs;
  return { name, value: medianMs, unit: 'ms', floor: floorMs, ratio: medianMs / floorMs, limit, ok: medianMs <= limit };
}

function sendingFigure(name: string, { perSecond, plainPerSecond }: Ingested, limit: number): Figure {
  const ratio = perSecond / plainPerSecond;
  return { name, value: perSecond, unit: 'swings/s', floor: plainPerSecond, ratio, limit, ok: perSecond >= limit };
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
