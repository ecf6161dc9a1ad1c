/**
 * Everything that is said to CrateDB, over PostgreSQL's wire.
 *
 * What its documentation asks for, and where it shows here: routing and partition columns belong to the primary key; a
 * partition column, and what it is computed from, is never updated; the target of a conflict is the whole key; names
 * of its kept row stand without a table, and there is no WHERE behind DO UPDATE, so that the newer version is chosen
 * column by column; `knn_match` stands in WHERE, on a column with a literal count; `_score` orders; rows are seen after
 * REFRESH. `cratedb-statements.test.ts` holds each statement to its grammar and to these limits.
 */
import { type DynamicValue, type NeighbourQuery, NEIGHBOURS_MAX } from '../../device/ports/warehouse.port.ts';
import { aggregateStatement, aggregateViews } from './aggregate-sql.ts';
import { documentsStatement, placeholders, rowsWithin, type Statement, type WarehouseDialect } from './dialect.ts';
import { encodeDynamic } from './dynamic-json.ts';
import { forgetStatements } from './forget-sql.ts';
import {
  type ColumnType,
  SHARDS_PER_PARTITION,
  TABLES,
  VECTOR_COLUMNS,
  VECTOR_DIMENSIONS,
  type WarehouseTable,
} from './tables.ts';

/** It reads the number of parameters as a signed number of 16 bits. */
const PARAMETERS_MAX = 32_767;

/** The month, in which a row lies; computed by the server from the instant. */
export const PARTITION_COLUMN = 'month';

/** Candidates of each shard, from which the other spaces' versions and the swing itself are taken off. */
const CANDIDATES_MIN = 50;

export interface CrateTableOptions {
  /** Copies beside the first one; `0-1` keeps one wherever there is a second node. */
  readonly replicas: string;
}

export function crateDialect(schema: string, { replicas }: CrateTableOptions): WarehouseDialect {
  const nameOf = (name: string): string => `${schema}.${name}`;
  const swings = { table: nameOf('swing_analysis'), isSummed: false };
  const names = Object.values(TABLES).map(({ name }) => nameOf(name));
  const refresh = `REFRESH TABLE ${names.join(', ')}`;
  return {
    create: () => [
      ...Object.values(TABLES).map((table) => createTable(table, nameOf(table.name), replicas)),
      ...aggregateViews(() => swings).map(({ name, select }) => `CREATE OR REPLACE VIEW ${nameOf(name)} AS ${select}`),
    ],
    fill: () => [],
    partition: () => null,
    upsert: (table, rows) => upsert(table, nameOf(table.name), rows),
    countsKeptRows: true,
    encode: ({ type }, value) => encode(type, value),
    nearest: (query) => (query.user === undefined ? nearestOfAll(query, nameOf) : nearestOfUser(query, nameOf)),
    aggregate: (query) => aggregateStatement(swings, query),
    count: (table) => `SELECT count(*) AS rows FROM ${nameOf(table.name)}`,
    // A removal finds its rows as a question does, so what was sent a moment ago is to be seen first.
    forget: (whose) => [{ text: refresh, values: [] }, ...forgetStatements(whose, nameOf, null)],
    documents: (user) => documentsStatement(nameOf('swing_analysis'), user),
    // A swing is seen only after a refresh, and one for every sending of a thousand bays costs more than sums would save.
    takeOutMoved: () => null,
    sumAnew: () => [],
    settle: () => refresh,
    rowsMax: (table) => rowsWithin(PARAMETERS_MAX, table),
  };
}

function keyOf(table: WarehouseTable): readonly string[] {
  return table.time === null ? table.key : [...table.key, PARTITION_COLUMN];
}

function createTable(table: WarehouseTable, name: string, replicas: string): string {
  const columns = table.columns.map(
    (column) => `${column.name} ${typeOf(column.type)}${column.isNullable ? '' : ' NOT NULL'}`,
  );
  if (table.time !== null) {
    columns.push(`${PARTITION_COLUMN} TIMESTAMP WITH TIME ZONE GENERATED ALWAYS AS date_trunc('month', ${table.time})`);
  }
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (${columns.join(', ')}, PRIMARY KEY (${keyOf(table).join(', ')}))`,
    `CLUSTERED BY (${table.routing}) INTO ${SHARDS_PER_PARTITION} SHARDS`,
    ...(table.time === null ? [] : [`PARTITIONED BY (${PARTITION_COLUMN})`]),
    `WITH (number_of_replicas = '${replicas}', column_policy = 'strict')`,
  ].join(' ');
}

function typeOf(type: ColumnType): string {
  const types: Readonly<Record<ColumnType, string>> = {
    text: 'TEXT',
    texts: 'ARRAY(TEXT)',
    boolean: 'BOOLEAN',
    integer: 'INTEGER',
    bigint: 'BIGINT',
    double: 'DOUBLE PRECISION',
    instant: 'TIMESTAMP WITH TIME ZONE',
    object: 'OBJECT(DYNAMIC)',
    'kept-object': 'OBJECT(IGNORED)',
    objects: 'ARRAY(OBJECT(DYNAMIC))',
    vector: `FLOAT_VECTOR(${VECTOR_DIMENSIONS})`,
  };
  return types[type];
}

function encode(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'vector') return vectorText(value as readonly number[]);
  if (type === 'object' || type === 'kept-object') return encodeDynamic(value as DynamicValue);
  if (type === 'objects') return (value as readonly DynamicValue[]).map(encodeDynamic);
  return value;
}

function vectorText(vector: readonly number[]): string {
  return `{${vector.join(',')}}`;
}

function upsert(table: WarehouseTable, name: string, rows: number): string {
  const columns = table.columns.map((column) => column.name);
  const fixed = new Set([...table.key, table.time]);
  const changed = columns
    .filter((column) => !fixed.has(column))
    .map((column) => `${column} = CASE WHEN excluded.version >= version THEN excluded.${column} ELSE ${column} END`);
  return (
    `INSERT INTO ${name} (${columns.join(', ')}) VALUES ${placeholders(rows, columns.length)} ` +
    `ON CONFLICT (${keyOf(table).join(', ')}) DO UPDATE SET ${changed.join(', ')}`
  );
}

const FOUND = ['swing_id', 'user_id', 'facility', 'bay', 'recorded_at'];

/** Approximate, each shard by its own graph. What the filter takes off comes off the candidates, hence more of them. */
function nearestOfAll(query: NeighbourQuery, nameOf: (name: string) => string): Statement {
  const column = VECTOR_COLUMNS[query.space];
  const candidates = Math.max(CANDIDATES_MIN, 2 * Math.min(query.limit, NEIGHBOURS_MAX));
  const values: unknown[] = [vectorText(query.vector), query.embeddingVersion];
  const except = query.exceptSwing === undefined ? '' : ` AND swing_id <> $${values.push(query.exceptSwing)}`;
  return {
    text:
      `SELECT ${FOUND.join(', ')}, ${column} AS vector FROM ${nameOf('poses')} ` +
      `WHERE knn_match(${column}, $1, ${candidates}) AND embedding_version = $2${except} ` +
      `ORDER BY _score DESC LIMIT ${query.limit}`,
    values,
  };
}

/** Exact: one player's swings lie in one shard of each month, and are few. */
function nearestOfUser(query: NeighbourQuery, nameOf: (name: string) => string): Statement {
  const column = VECTOR_COLUMNS[query.space];
  const values: unknown[] = [vectorText(query.vector), query.embeddingVersion, query.user];
  const except = query.exceptSwing === undefined ? '' : ` AND swing_id <> $${values.push(query.exceptSwing)}`;
  return {
    text:
      `SELECT ${FOUND.join(', ')}, ${column} AS vector FROM ${nameOf('poses')} ` +
      `WHERE user_id = $3 AND embedding_version = $2 AND ${column} IS NOT NULL${except} ` +
      `ORDER BY vector_similarity(${column}, $1) DESC LIMIT ${query.limit}`,
    values,
  };
}
