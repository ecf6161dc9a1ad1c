/**
 * The aggregates of a fleet, in the words that both dialects understand. The steps are those of the surveillance
 * system's rules for its events and counts: five minutes, an hour, a day.
 */
import {
  AGGREGATE_INTERVALS,
  AGGREGATES_MAX,
  type AggregateInterval,
  type AggregateQuery,
  type AggregateScope,
} from '../../device/ports/warehouse.port.ts';
import type { Statement, View } from './dialect.ts';

const STEPS: Readonly<Record<AggregateInterval, { readonly sql: string; readonly view: string }>> = {
  '5m': { sql: '5 minutes', view: 'five_minutes' },
  '1h': { sql: '1 hour', view: 'hour' },
  '1d': { sql: '1 day', view: 'day' },
};

const GROUPS: Readonly<Record<AggregateScope, readonly string[]>> = {
  bay: ['facility', 'bay'],
  facility: ['facility'],
  fleet: [],
};

/** A player's part of an interval. */
export const PARTS = [
  'count(*) AS swings',
  "count(*) FILTER (WHERE kind = 'shot') AS shots",
  'sum(overall_score) AS score_sum',
  'count(overall_score) AS score_count',
  'sum(club_speed_mps) AS speed_sum',
  'count(club_speed_mps) AS speed_count',
  'sum(carry_m) AS carry_sum',
  'count(carry_m) AS carry_count',
];

/** The same of rows that are sums themselves. */
const SUMMED_PARTS = PARTS.map((part) => part.slice(part.lastIndexOf(' ') + 1)).map(
  (name) => `sum(${name}) AS ${name}`,
);

const NUMBERS = [
  'sum(swings) AS swings',
  'sum(shots) AS shots',
  'count(*) AS players',
  'sum(score_sum) / nullif(sum(score_count), 0) AS mean_score',
  'sum(speed_sum) / nullif(sum(speed_count), 0) AS mean_club_speed_mps',
  'sum(carry_sum) / nullif(sum(carry_count), 0) AS mean_carry_m',
];

export function bucketOf(interval: AggregateInterval, time: string): string {
  const origin = "CAST('1970-01-01T00:00:00Z' AS TIMESTAMP WITH TIME ZONE)";
  return `date_bin(CAST('${STEPS[interval].sql}' AS INTERVAL), ${time}, ${origin})`;
}

/** Where an interval is looked up: in the swings, or in sums of just that step. */
export interface AggregateSource {
  readonly table: string;
  readonly isSummed: boolean;
}

/**
 * First by player, then over players: both servers count different players by sorting every swing, and this by hashing
 * them took half the time of it over a million swings.
 */
function select(source: AggregateSource, interval: AggregateInterval, scope: AggregateScope, where: string): string {
  const { table, isSummed } = source;
  const groups = ['bucket', ...GROUPS[scope]];
  const places = (count: number): string => Array.from({ length: count }, (_, i) => i + 1).join(', ');
  const bucket = isSummed ? 'bucket' : `${bucketOf(interval, 'recorded_at')} AS bucket`;
  const inner = [bucket, ...GROUPS[scope], 'user_id', ...(isSummed ? SUMMED_PARTS : PARTS)].join(', ');
  return (
    `SELECT ${[...groups, ...NUMBERS].join(', ')} FROM (SELECT ${inner} FROM ${table}${where} ` +
    `GROUP BY ${places(groups.length + 1)}) AS parts GROUP BY ${places(groups.length)}`
  );
}

/** One row more than is answered, so that too long an answer is known as such. */
export function aggregateStatement(source: AggregateSource, query: AggregateQuery): Statement {
  const values: unknown[] = [query.from, query.to];
  const narrowed = (['facility', 'bay'] as const).flatMap((column) =>
    query[column] === undefined ? [] : [` AND ${column} = $${values.push(query[column])}`],
  );
  const time = source.isSummed ? 'bucket' : 'recorded_at';
  const where = ` WHERE ${time} >= $1 AND ${time} < $2${narrowed.join('')}`;
  const order = ['bucket', ...GROUPS[query.scope]].join(', ');
  return {
    text: `${select(source, query.interval, query.scope, where)} ORDER BY ${order} LIMIT ${AGGREGATES_MAX + 1}`,
    values,
  };
}

/** For people and dashboards: a view a step and scope, such as `swings_by_bay_and_hour`. */
export function aggregateViews(sourceOf: (interval: AggregateInterval) => AggregateSource): readonly View[] {
  return AGGREGATE_INTERVALS.flatMap((interval) =>
    (Object.keys(GROUPS) as AggregateScope[]).map((scope) => ({
      name: viewName(interval, scope),
      select: select(sourceOf(interval), interval, scope, ''),
    })),
  );
}

function viewName(interval: AggregateInterval, scope: AggregateScope): string {
  return `swings_by_${scope}_and_${STEPS[interval].view}`;
}
