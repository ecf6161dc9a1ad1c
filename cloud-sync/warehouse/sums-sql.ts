/**
 * Sums that PostgreSQL keeps beside the swings, so that an hour and a day of a fleet are answered from few rows: what one
 * player did in one bay in an hour, and in a day. Different players can be counted from them for any bay, facility and
 * fleet; forgetting a player is one removal.
 *
 * Whoever sends swings sums their hours anew before the swings count as taken; what is not taken is sent again, so no sum
 * is left behind. A sum's version is that of its swings added up: of two writers with different sights of an hour, the one
 * that saw more stays, whoever comes last. Sendings and erasures of one owner never run beside each other in one
 * bay, as it plans them, and no two bays have a sum in common.
 */
import type { AggregateInterval } from '../../device/ports/warehouse.port.ts';
import { bucketOf, PARTS } from './aggregate-sql.ts';
import type { Row } from './check-rows.ts';
import type { MovedSwings, Statement } from './dialect.ts';
import { type ForgottenSums, placesFrom } from './forget-sql.ts';
import { unlessThere } from './make-gently.ts';

const KEY = ['user_id', 'facility', 'bay', 'bucket'] as const;
const SUMMED = PARTS.map((part) => part.slice(part.lastIndexOf(' ') + 1));
const SUMS_OF_HOURS = SUMMED.map((name) => (name.endsWith('_sum') ? `sum(${name})` : `CAST(sum(${name}) AS bigint)`));
const COLUMNS = [...KEY, 'version', ...SUMMED];

/** Of the steps that have sums: those of which a bay has several swings each. */
export const SUMS_OF: Readonly<Partial<Record<AggregateInterval, string>>> = {
  '1h': 'swing_sums_by_hour',
  '1d': 'swing_sums_by_day',
};
const [HOURS, DAYS] = ['swing_sums_by_hour', 'swing_sums_by_day'] as const;

export const SUM_STEP_MS = 3_600_000;

/** Added to an instant, a `day` would be one of the session's time zone, which on some days has 23 hours or 25. */
const HOUR = '1 hour';
const DAY = '24 hours';

export function createSums(nameOf: (name: string) => string): readonly string[] {
  return [HOURS, DAYS].flatMap((table) => {
    const numbers = SUMMED.map((name) => `${name} ${name.endsWith('_sum') ? 'double precision' : 'bigint NOT NULL'}`);
    return [
      `CREATE TABLE IF NOT EXISTS ${nameOf(table)} (user_id text NOT NULL, facility text NOT NULL, bay text NOT NULL, bucket timestamptz NOT NULL, version bigint NOT NULL, ${numbers.join(', ')}, PRIMARY KEY (${KEY.join(', ')}))`,
      unlessThere(
        nameOf(`${table}_bucket`),
        `CREATE INDEX ${table}_bucket ON ${nameOf(table)} (bucket) INCLUDE (facility, bay, user_id, ${SUMMED.join(', ')})`,
      ),
    ];
  });
}

/** The first sums of a warehouse that has swings already. */
export function firstSums(nameOf: (name: string) => string): readonly string[] {
  const first = (table: string, statement: string): string =>
    statement.replace(' GROUP BY ', ` WHERE NOT EXISTS (SELECT 1 FROM ${nameOf(table)}) GROUP BY `);
  return [first(HOURS, hours(nameOf, '')), first(DAYS, days(nameOf, ''))];
}

/** Sums the hours and days of these swings anew; in pieces that a statement may have. */
export function sumAnew(nameOf: (name: string) => string, rows: readonly Row[]): readonly Statement[] {
  const changed = (stepMs: number): readonly unknown[] => {
    const keys = new Map<string, readonly [unknown, unknown, unknown, string]>();
    for (const { userId, facility, bay, recordedAt } of rows) {
      const bucket = new Date(Math.floor(Date.parse(String(recordedAt)) / stepMs) * stepMs).toISOString();
      keys.set(JSON.stringify([userId, facility, bay, bucket]), [userId, facility, bay, bucket]);
    }
    return [0, 1, 2, 3].map((part) => [...keys.values()].map((key) => key[part]));
  };
  const among =
    ' JOIN unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS text[]), CAST($4 AS timestamptz[])) AS changed (user_id, facility, bay, bucket)' +
    ' ON own.user_id = changed.user_id AND own.facility = changed.facility AND own.bay = changed.bay';
  const within = (time: string, step: typeof HOUR | typeof DAY): string =>
    `${among} AND own.${time} >= changed.bucket AND own.${time} < changed.bucket + INTERVAL '${step}'`;
  return [
    { text: hours(nameOf, within('recorded_at', HOUR)), values: changed(SUM_STEP_MS) },
    { text: days(nameOf, within('bucket', DAY)), values: changed(24 * SUM_STEP_MS) },
  ];
}

export function forgottenSums(nameOf: (name: string) => string): ForgottenSums {
  return {
    // First, so that a cut leaves no sum of what is gone; last, because a rebuild may have summed up in between.
    ofUser: (user) =>
      [HOURS, DAYS].map((table) => ({ text: `DELETE FROM ${nameOf(table)} WHERE user_id = $1`, values: [user] })),
    ofSwings: (user, swings) => ({
      text: takeOut(nameOf, `WHERE own.user_id = $1 AND own.swing_id IN (${placesFrom(2, swings)})`),
      values: [user, ...swings],
    }),
    ofNothing: (user) => sumsOfNothing(nameOf).map((text) => ({ text, values: [user] })),
  };
}

/**
 * Removes the hours of a player in which no swing of theirs lies any more, and leaves in their days what their hours hold:
 * a month that was dropped takes its swings along and no sums. What another bay sums up meanwhile stands: a row that was
 * written after it was looked at has another `xmin`.
 */
function sumsOfNothing(nameOf: (name: string) => string): readonly string[] {
  const [hourly, daily] = [nameOf(HOURS), nameOf(DAYS)];
  const day = bucketOf('1d', 'own.bucket');
  const asSeen = `${areOne('kept', 'seen')} AND kept.xmin = seen.xmin`;
  const of = (bucket: string): string =>
    `own.user_id = seen.user_id AND own.facility = seen.facility AND own.bay = seen.bay AND ${bucket} = seen.bucket`;
  const emptied = (table: string, from: string, bucket: string): string =>
    `DELETE FROM ${table} AS kept USING ${table} AS seen WHERE seen.user_id = $1 AND ${asSeen} ` +
    `AND NOT EXISTS (SELECT 1 FROM ${from} AS own WHERE ${of(bucket)})`;
  const rest =
    `SELECT own.user_id, own.facility, own.bay, ${day} AS bucket, CAST(sum(own.version) AS bigint) AS version, ` +
    `${SUMS_OF_HOURS.map((sum, i) => `${sum} AS ${SUMMED[i]}`).join(', ')} ` +
    `FROM ${hourly} AS own WHERE own.user_id = $1 GROUP BY 1, 2, 3, 4`;
  return [
    emptied(hourly, nameOf('swing_analysis'), bucketOf('1h', 'own.recorded_at')),
    emptied(daily, hourly, day),
    `UPDATE ${daily} AS kept SET ${['version', ...SUMMED].map((name) => `${name} = rest.${name}`).join(', ')} ` +
      `FROM ${daily} AS seen JOIN (${rest}) AS rest ON ${areOne('rest', 'seen')} ` +
      `WHERE ${asSeen} AND seen.version > rest.version`,
  ];
}

function areOne(one: string, other: string): string {
  return KEY.map((name) => `${one}.${name} = ${other}.${name}`).join(' AND ');
}

/**
 * Swings that lie under another facility or bay than these rows say, because that is called otherwise now, would stay in
 * the sums of the place that they leave. Whether there are any is asked before every sending, and is cheap to answer.
 */
export function takeOutMoved(nameOf: (name: string) => string, rows: readonly Row[]): MovedSwings {
  const instants = rows.map(({ recordedAt }) => new Date(String(recordedAt)).toISOString()).toSorted();
  const columns = ['userId', 'id', 'recordedAt', 'facility', 'bay', 'version'].map((field) =>
    rows.map((row) => row[field]),
  );
  const values = [...columns, instants[0], instants.at(-1)];
  const sent =
    'unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS timestamptz[]), CAST($4 AS text[]), CAST($5 AS text[]), ' +
    'CAST($6 AS bigint[])) AS sent (user_id, id, recorded_at, facility, bay, version)';
  const areMoved =
    'WHERE own.user_id = sent.user_id AND own.id = sent.id AND own.recorded_at = sent.recorded_at ' +
    // Other months are left out before anything is looked up.
    'AND own.recorded_at >= CAST($7 AS timestamptz) AND own.recorded_at <= CAST($8 AS timestamptz) ' +
    'AND own.version <= sent.version AND (own.facility <> sent.facility OR own.bay <> sent.bay)';
  const asked = `SELECT 1 AS moved FROM ${sent}, ${nameOf('swing_analysis')} AS own ${areMoved} LIMIT 1`;
  return { asked: { text: asked, values }, takeOut: { text: takeOut(nameOf, `USING ${sent} ${areMoved}`), values } };
}

/**
 * Removes swings, and what they had added to their hours and days, in one statement: it cannot be cut between the two,
 * and touches no sum of another bay, which may be forgetting or sending in the same moment. All of its parts see the
 * swings as they were before.
 * @param which of the swings `own`
 */
function takeOut(nameOf: (name: string) => string, which: string): string {
  const swings = nameOf('swing_analysis');
  const steps = [
    { interval: '1h', sql: HOUR, table: HOURS, as: 'hours' },
    { interval: '1d', sql: DAY, table: DAYS, as: 'days' },
  ] as const;
  const parts = steps.flatMap(({ interval, sql, table, as }) => [
    `changed_${as} AS (SELECT DISTINCT user_id, facility, bay, ${bucketOf(interval, 'recorded_at')} AS bucket FROM gone)`,
    `rest_of_${as} AS (SELECT own.user_id, own.facility, own.bay, changed.bucket, CAST(sum(own.version) AS bigint) AS version, ` +
      `${PARTS.join(', ')} FROM ${swings} AS own JOIN changed_${as} AS changed ON own.user_id = changed.user_id ` +
      `AND own.facility = changed.facility AND own.bay = changed.bay AND own.recorded_at >= changed.bucket ` +
      `AND own.recorded_at < changed.bucket + INTERVAL '${sql}' WHERE NOT EXISTS ` +
      '(SELECT 1 FROM gone WHERE gone.user_id = own.user_id AND gone.swing_id = own.swing_id) GROUP BY 1, 2, 3, 4)',
    `summed_${as} AS (UPDATE ${nameOf(table)} AS kept SET ` +
      `${['version', ...SUMMED].map((name) => `${name} = rest.${name}`).join(', ')} ` +
      `FROM rest_of_${as} AS rest WHERE ${areOne('kept', 'rest')})`,
    `emptied_${as} AS (DELETE FROM ${nameOf(table)} AS kept USING changed_${as} AS changed WHERE ${areOne('kept', 'changed')} ` +
      `AND NOT EXISTS (SELECT 1 FROM rest_of_${as} AS rest WHERE ${areOne('rest', 'kept')}))`,
  ]);
  const gone =
    `gone AS (DELETE FROM ${swings} AS own ${which} ` +
    'RETURNING own.user_id, own.swing_id, own.facility, own.bay, own.recorded_at)';
  return `WITH ${[gone, ...parts].join(', ')} SELECT count(*) AS rows FROM gone`;
}

function hours(nameOf: (name: string) => string, among: string): string {
  return upsert(nameOf(HOURS), nameOf('swing_analysis'), bucketOf('1h', 'own.recorded_at'), PARTS, among);
}

/** Of the hours, which are fewer. */
function days(nameOf: (name: string) => string, among: string): string {
  return upsert(nameOf(DAYS), nameOf(HOURS), bucketOf('1d', 'own.bucket'), SUMS_OF_HOURS, among);
}

/** In one order everywhere, so that two who sum the same hours wait for each other instead of locking each other out. */
function upsert(into: string, from: string, bucket: string, sums: readonly string[], among: string): string {
  const key = KEY.slice(0, -1).map((name) => `own.${name}`);
  const changed = [...COLUMNS].filter((name) => !(KEY as readonly string[]).includes(name));
  return (
    `INSERT INTO ${into} AS kept (${COLUMNS.join(', ')}) ` +
    `SELECT ${[...key, bucket, 'CAST(sum(own.version) AS bigint)', ...sums].join(', ')} FROM ${from} AS own${among} ` +
    `GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4 ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET ` +
    `${changed.map((name) => `${name} = excluded.${name}`).join(', ')} WHERE kept.version <= excluded.version`
  );
}
