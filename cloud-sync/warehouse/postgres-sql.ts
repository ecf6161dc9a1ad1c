/**
 * Everything that is said to PostgreSQL, for a single site.
 *
 * Tables of swings are partitioned by month; where TimescaleDB is there, they are its hypertables instead. The
 * similarity vector is a `cube`, of a contrib module that comes with the server, or an array that is scanned where it
 * may not be installed; either way the answer is exact.
 */
import type {
  AggregateInterval,
  AggregateQuery,
  DynamicValue,
  NeighbourQuery,
} from '../../device/ports/warehouse.port.ts';
import { aggregateStatement, type AggregateSource, aggregateViews } from './aggregate-sql.ts';
import {
  documentsStatement,
  type Month,
  placeholders,
  rowsWithin,
  type View,
  type WarehouseDialect,
} from './dialect.ts';
import { encodeDynamic } from './dynamic-json.ts';
import { forgetStatements } from './forget-sql.ts';
import { attachMonth, replaceView, unlessThere } from './make-gently.ts';
import { createSums, firstSums, forgottenSums, SUM_STEP_MS, SUMS_OF, sumAnew, takeOutMoved } from './sums-sql.ts';
import { type ColumnType, TABLES, VECTOR_COLUMNS, type WarehouseTable } from './tables.ts';

/** What the server has, and how the tables of an earlier start were made. */
export interface PostgresMeans {
  readonly vectors: 'cube' | 'array';
  readonly time: 'partitions' | 'hypertables';
}

/** The protocol counts parameters in 16 bits. */
const PARAMETERS_MAX = 65_535;

export const POSTGRES_EXTENSIONS =
  "SELECT name FROM pg_available_extensions WHERE name IN ('cube', 'timescaledb') ORDER BY name";

export const CREATE_CUBE = 'CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA public';
export const CREATE_TIMESCALE = 'CREATE EXTENSION IF NOT EXISTS timescaledb';

/** Somebody may have put the module elsewhere, where a table's column would have to follow it. */
export const IS_CUBE_THERE = "SELECT to_regtype('public.cube') IS NOT NULL AS there";

/** Tables that were there before an extension came stay what they are. */
export function postgresTablesThere(schema: string): string {
  return (
    'SELECT c.relkind AS kind, t.typname AS vector FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ' +
    'JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid ' +
    `WHERE n.nspname = '${schema}' AND c.relname = 'poses' AND a.attname = '${VECTOR_COLUMNS.space}'`
  );
}

export function postgresDialect(schema: string, means: PostgresMeans): WarehouseDialect {
  const nameOf = (name: string): string => `${schema}.${name}`;
  const swings = { table: nameOf('swing_analysis'), isSummed: false };
  const isParted = (table: WarehouseTable): boolean => table.time !== null && means.time === 'partitions';
  const keyOf = (table: WarehouseTable): readonly string[] =>
    table.time === null ? table.key : [...table.key, table.time];

  function createTable(table: WarehouseTable): string[] {
    const columns = table.columns.map(
      ({ name, type, isNullable }) => `${name} ${typeOf(type, means.vectors)}${isNullable ? '' : ' NOT NULL'}`,
    );
    const parted = isParted(table) ? ` PARTITION BY RANGE (${table.time})` : '';
    return [
      `CREATE TABLE IF NOT EXISTS ${nameOf(table.name)} (${columns.join(', ')}, PRIMARY KEY (${keyOf(table).join(', ')}))${parted}`,
      ...(table.time !== null && means.time === 'hypertables'
        ? [
            `SELECT create_hypertable('${nameOf(table.name)}', '${table.time}', chunk_time_interval => INTERVAL '1 month', if_not_exists => TRUE)`,
          ]
        : []),
      ...table.indexes.map(({ columns: on, include }) => {
        const also = include.length === 0 ? '' : ` INCLUDE (${include.join(', ')})`;
        const index = `${table.name}_${on.join('_')}`;
        return unlessThere(nameOf(index), `CREATE INDEX ${index} ON ${nameOf(table.name)} (${on.join(', ')})${also}`);
      }),
    ];
  }

  return {
    create: () => [
      createSchema(schema),
      ...(means.vectors === 'cube' ? [CREATE_CUBE] : []),
      ...(means.time === 'hypertables' ? [CREATE_TIMESCALE] : []),
      ...Object.values(TABLES).flatMap(createTable),
      ...createSums(nameOf),
      ...[...relationalViews(nameOf), ...aggregateViews((interval) => sourceOf(interval, nameOf))].map((view) =>
        replaceView(nameOf(view.name), view),
      ),
    ],
    fill: () => firstSums(nameOf),
    partition: (table, month) => (isParted(table) ? createPartition(table, month, nameOf) : null),
    upsert: (table, rows) => {
      const key = keyOf(table);
      const columns = table.columns.map(({ name }) => name);
      const changed = columns.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
      return (
        `INSERT INTO ${nameOf(table.name)} AS kept (${columns.join(', ')}) VALUES ${placeholders(rows, columns.length)} ` +
        `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changed.join(', ')} WHERE kept.version <= excluded.version`
      );
    },
    countsKeptRows: false,
    encode: ({ type }, value) => encode(type, value, means.vectors),
    nearest: (query) => nearest(query, nameOf, means.vectors),
    aggregate: (query) => aggregateStatement(isOfWholeSteps(query) ? sourceOf(query.interval, nameOf) : swings, query),
    count: (table) => `SELECT count(*) AS rows FROM ${nameOf(table.name)}`,
    forget: (whose) => forgetStatements(whose, nameOf, forgottenSums(nameOf)),
    documents: (user) => documentsStatement(nameOf('swing_analysis'), user),
    takeOutMoved: (rows) => takeOutMoved(nameOf, rows),
    sumAnew: (rows) => sumAnew(nameOf, rows),
    settle: () => null,
    rowsMax: (table) => rowsWithin(PARAMETERS_MAX, table),
  };
}

/**
 * Said only where it is missing: `CREATE SCHEMA IF NOT EXISTS` asks for the right to create in the database before it
 * looks, and whoever was given a schema need not have that.
 */
function createSchema(schema: string): string {
  return (
    `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '${schema}') ` +
    `THEN CREATE SCHEMA ${schema}; END IF; END $$`
  );
}

function sourceOf(interval: AggregateInterval, nameOf: (name: string) => string): AggregateSource {
  const sums = SUMS_OF[interval];
  return { table: nameOf(sums ?? 'swing_analysis'), isSummed: sums !== undefined };
}

/** A stretch that begins or ends within a step is answered from the swings themselves. */
function isOfWholeSteps({ interval, from, to }: AggregateQuery): boolean {
  const stepMs = interval === '1d' ? 24 * SUM_STEP_MS : SUM_STEP_MS;
  return [from, to].every((instant) => Date.parse(instant) % stepMs === 0);
}

function typeOf(type: ColumnType, vectors: PostgresMeans['vectors']): string {
  const types: Readonly<Record<ColumnType, string>> = {
    text: 'text',
    texts: 'text[]',
    boolean: 'boolean',
    integer: 'integer',
    bigint: 'bigint',
    double: 'double precision',
    instant: 'timestamptz',
    object: 'jsonb',
    'kept-object': 'jsonb',
    objects: 'jsonb',
    vector: vectors === 'cube' ? 'public.cube' : 'real[]',
  };
  return types[type];
}

function encode(type: ColumnType, value: unknown, vectors: PostgresMeans['vectors']): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'vector') return vectorText(value as readonly number[], vectors);
  if (type === 'object' || type === 'kept-object' || type === 'objects') return encodeDynamic(value as DynamicValue);
  return value;
}

function vectorText(vector: readonly number[], vectors: PostgresMeans['vectors']): string {
  return vectors === 'cube' ? `(${vector.join(',')})` : `{${vector.join(',')}}`;
}

/** Months border on each other at UTC midnight. */
function createPartition(table: WarehouseTable, { year, month }: Month, nameOf: (name: string) => string): string {
  const first = (at: Date): string => `'${at.toISOString()}'`;
  const from = new Date(Date.UTC(year, month - 1));
  const to = new Date(Date.UTC(year, month));
  const name = `${table.name}_${year}_${String(month).padStart(2, '0')}`;
  return attachMonth(nameOf(table.name), nameOf(name), `FROM (${first(from)}) TO (${first(to)})`);
}

/**
 * The distance to every vector of the space, then the nearest: no index. The only one there is for cubes, a tree of boxes,
 * helps among ten thousand swings; among a hundred thousand it takes longer than looking at all of them, and every row
 * that is sent pays for it. `swingbay bench warehouse` measures both.
 */
function nearest(
  query: NeighbourQuery,
  nameOf: (name: string) => string,
  vectors: PostgresMeans['vectors'],
): { text: string; values: unknown[] } {
  const column = VECTOR_COLUMNS[query.space];
  const distance =
    vectors === 'cube'
      ? `public.cube_distance(${column}, CAST($1 AS public.cube))`
      : `(SELECT sqrt(sum((own - asked) * (own - asked))) FROM unnest(${column}, CAST($1 AS double precision[])) AS pair (own, asked))`;
  const values: unknown[] = [vectorText(query.vector, vectors), query.embeddingVersion];
  const where = [`${column} IS NOT NULL`, 'embedding_version = $2'];
  if (query.exceptSwing !== undefined) where.push(`swing_id <> $${values.push(query.exceptSwing)}`);
  if (query.user !== undefined) where.push(`user_id = $${values.push(query.user)}`);
  return {
    text:
      `SELECT swing_id, user_id, facility, bay, recorded_at, ${distance} AS distance FROM ${nameOf('poses')} ` +
      `WHERE ${where.join(' AND ')} ORDER BY distance, swing_id LIMIT ${query.limit}`,
    values,
  };
}

/** The relational schema that a single site's own programs were written for, over the same rows. */
function relationalViews(nameOf: (name: string) => string): readonly View[] {
  const view = (name: string, columns: string): View => ({ name, select: `SELECT ${columns}` });
  return [
    view(
      'user_profiles',
      "id AS user_id, settings->>'heightCm' AS height_cm, settings->>'handedness' AS dominant_hand, " +
        "settings->>'usualMiss' AS primary_miss, settings->'goals' AS goals, " +
        `settings->'limitations' AS physical_limitations, updated_at FROM ${nameOf('users')}`,
    ),
    view(
      'swings',
      's.swing_id AS id, s.user_id, s.recorded_at, s.club AS club_type, v.object_key AS video_url, ' +
        "CAST(round(v.duration_s * 1000) AS integer) AS duration_ms, 'COMPLETED' AS status, s.versions AS metadata " +
        `FROM ${nameOf('swing_analysis')} s LEFT JOIN LATERAL (SELECT object_key, duration_s FROM ${nameOf('videos')} c ` +
        'WHERE c.user_id = s.user_id AND c.swing_id = s.swing_id AND c.recorded_at = s.recorded_at ORDER BY c.id LIMIT 1) v ON true',
    ),
    view('pose_keypoints', `swing_id, camera, frames, landmarks_key AS keypoints, recorded_at FROM ${nameOf('poses')}`),
    view(
      'analyses',
      "swing_id, user_id, analysed_at AS analyzed_at, versions->>'algorithms' AS model_version, metrics AS biomechanics, " +
        `faults AS issues_detected, feedback AS recommendations, overall_score FROM ${nameOf('swing_analysis')}`,
    ),
  ];
}
