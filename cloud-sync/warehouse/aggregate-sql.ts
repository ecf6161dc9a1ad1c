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
import type { Statement } from './dialect.ts';

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

const NUMBERS = [
  'count(*) AS swings',
  "count(*) FILTER (WHERE kind = 'shot') AS shots",
  'count(DISTINCT user_id) AS players',
  'avg(overall_score) AS mean_score',
  'avg(club_speed_mps) AS mean_club_speed_mps',
  'avg(carry_m) AS mean_carry_m',
];

function bucketOf(interval: AggregateInterval): string {
  const origin = "CAST('1970-01-01T00:00:00Z' AS TIMESTAMP WITH TIME ZONE)";
  return `date_bin(CAST('${STEPS[interval].sql}' AS INTERVAL), recorded_at, ${origin})`;
}

/** One row more than is answered, so that too long an answer is known as such. */
export function aggregateStatement(table: string, query: AggregateQuery): Statement {
  const groups = GROUPS[query.scope];
  const values: unknown[] = [query.from, query.to];
  const narrowed = (['facility', 'bay'] as const).flatMap((column) => {
    if (query[column] === undefined) return [];
    values.push(query[column]);
    return [` AND ${column} = $${values.length}`];
  });
  const places = groups.map((_, i) => i + 2);
  return {
    text:
      `SELECT ${[`${bucketOf(query.interval)} AS bucket`, ...groups, ...NUMBERS].join(', ')} FROM ${table}` +
      ` WHERE recorded_at >= $1 AND recorded_at < $2${narrowed.join('')}` +
      ` GROUP BY ${[1, ...places].join(', ')} ORDER BY ${[1, ...places].join(', ')} LIMIT ${AGGREGATES_MAX + 1}`,
    values,
  };
}

/** For people and dashboards: a view a step and scope, such as `swings_by_bay_and_hour`. */
export function aggregateViews(table: string, nameOf: (view: string) => string): readonly string[] {
  return AGGREGATE_INTERVALS.flatMap((interval) =>
    (Object.keys(GROUPS) as AggregateScope[]).map((scope) => {
      const groups = GROUPS[scope];
      const places = [1, ...groups.map((_, i) => i + 2)].join(', ');
      return (
        `CREATE OR REPLACE VIEW ${nameOf(viewName(interval, scope))} AS SELECT ` +
        `${[`${bucketOf(interval)} AS bucket`, ...groups, ...NUMBERS].join(', ')} FROM ${table} GROUP BY ${places}`
      );
    }),
  );
}

export function viewName(interval: AggregateInterval, scope: AggregateScope): string {
  return `swings_by_${scope}_and_${STEPS[interval].view}`;
}
