/** What a fleet asks, and how long the answers take. */
import pg from 'pg';
import type { Statement } from '../../../../cloud-sync/warehouse/dialect.ts';
import { postgresDialect } from '../../../../cloud-sync/warehouse/postgres-sql.ts';
import {
  AGGREGATE_SCOPES,
  type AggregateInterval,
  type AggregateScope,
  type Warehouse,
} from '../../../ports/warehouse.port.ts';
import { ProgressLine } from '../../progress-line.ts';
import { DAY_MS, FIRST_DAY } from './fleet-days.ts';

const ASKED = 7;

export interface Answered {
  readonly question: string;
  /** Of one day, however many there are; else of all days there are. */
  readonly isOfOneDay: boolean;
  readonly medianMs: number;
  /** Of counting the swings of the same stretch from an index, asked in turn with it. */
  readonly floorMs: number;
  /** Pages of eight kilobytes that the server looks at: what else the machine does cannot change it. */
  readonly pages: number;
  readonly rows: number;
}

/** Five minutes and hours are asked of a day, days of all days. */
const SPANS: readonly (readonly [AggregateInterval, boolean])[] = [
  ['5m', true],
  ['1h', true],
  ['1d', false],
];

export async function askFleet(warehouse: Warehouse, url: string, days: number): Promise<readonly Answered[]> {
  const progress = new ProgressLine('asking for sums');
  const answers: Answered[] = [];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const [interval, isOfOneDay] of SPANS) {
    for (const scope of AGGREGATE_SCOPES) {
      answers.push(await askOne(warehouse, client, { interval, scope, isOfOneDay, days }));
      progress.show(answers.length / (SPANS.length * AGGREGATE_SCOPES.length));
    }
  }
  progress.end();
  await client.end();
  return answers;
}

async function askOne(
  warehouse: Warehouse,
  client: pg.Client,
  asked: { interval: AggregateInterval; scope: AggregateScope; isOfOneDay: boolean; days: number },
): Promise<Answered> {
  const { interval, scope, isOfOneDay, days } = asked;
  const from = new Date(FIRST_DAY).toISOString();
  const to = new Date(FIRST_DAY + (isOfOneDay ? 1 : days) * DAY_MS).toISOString();
  // Five minutes of every bay are more rows than anybody reads: a facility's bays are asked for.
  const narrowed = interval === '5m' && scope === 'bay' ? { facility: 'facility-1' } : {};
  const taken: number[] = [];
  const counted: number[] = [];
  let rows = 0;
  for (let i = 0; i < ASKED; i++) {
    const began = performance.now();
    rows = (await warehouse.aggregate({ interval, scope, from, to, ...narrowed })).length;
    taken.push(performance.now() - began);
    const beganFloor = performance.now();
    await client.query('SELECT count(*) FROM fleet.swing_analysis WHERE recorded_at >= $1 AND recorded_at < $2', [
      from,
      to,
    ]);
    counted.push(performance.now() - beganFloor);
  }
  const dialect = postgresDialect('fleet', { vectors: 'cube', time: 'partitions' });
  const pages = await pagesOf(client, dialect.aggregate({ interval, scope, from, to, ...narrowed }));
  const span = isOfOneDay ? 'a day' : 'all days';
  const of = scope === 'bay' && interval === '5m' ? 'bay of one facility' : scope;
  return {
    question: `${interval} by ${of}, ${span}`,
    isOfOneDay,
    medianMs: median(taken),
    floorMs: median(counted),
    pages,
    rows,
  };
}

async function pagesOf(client: pg.Client, { text, values }: Statement): Promise<number> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
    [...values],
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
