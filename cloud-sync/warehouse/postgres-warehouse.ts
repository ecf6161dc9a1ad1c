/** PostgreSQL as the warehouse of one site: looks what the server has before it decides how to lay out its tables. */
import type pg from 'pg';
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { isSchemaName } from './dialect.ts';
import { askedWrongly, stateOf, translateWarehouseError } from './errors.ts';
import {
  CREATE_CUBE,
  CREATE_TIMESCALE,
  IS_CUBE_THERE,
  POSTGRES_EXTENSIONS,
  postgresDialect,
  type PostgresMeans,
  postgresTablesThere,
} from './postgres-sql.ts';
import { createRepeatedly, openPool, SqlWarehouse, type WarehouseLine } from './sql-warehouse.ts';

export interface PostgresWarehouseOptions {
  readonly line: WarehouseLine;
  readonly schema: string;
  /** Overrides what is found out, for a server whose extensions must not be used. */
  readonly means?: Partial<PostgresMeans>;
}

export async function openPostgresWarehouse({ line, schema, means }: PostgresWarehouseOptions): Promise<Warehouse> {
  if (!isSchemaName(schema)) throw askedWrongly(`“${schema}” cannot name a schema`);
  const pool = openPool(line);
  try {
    const found = await meansOf(pool, schema, means ?? {});
    return new SqlWarehouse(pool, postgresDialect(schema, found));
  } catch (error) {
    await pool.end();
    throw translateWarehouseError(error, 'while it was opened');
  }
}

async function meansOf(pool: pg.Pool, schema: string, asked: Partial<PostgresMeans>): Promise<PostgresMeans> {
  const there = await pool.query<{ kind: string; vector: string }>(postgresTablesThere(schema));
  const [table] = there.rows;
  if (table !== undefined) {
    return {
      vectors: table.vector === 'cube' ? 'cube' : 'array',
      time: table.kind === 'p' ? 'partitions' : 'hypertables',
    };
  }
  const { rows } = await pool.query<{ name: string }>(POSTGRES_EXTENSIONS);
  const has = (name: string): boolean => rows.some((row) => row.name === name);
  const hasCube = asked.vectors === undefined && has('cube') && (await mayHave(pool, CREATE_CUBE));
  const hasTimescale = asked.time === undefined && has('timescaledb') && (await mayHave(pool, CREATE_TIMESCALE));
  return {
    vectors: asked.vectors ?? (hasCube && (await isCubeThere(pool)) ? 'cube' : 'array'),
    time: asked.time ?? (hasTimescale ? 'hypertables' : 'partitions'),
  };
}

/** A right that is missing, an extension that a hosted server keeps back, files of it that are not whole. */
const KEPT_BACK = new Set(['42501', '0A000', '58P01']);

/** An extension that the server must load when it starts, and was not told to; it ends the connection along with that. */
const NOT_LOADED = /must be preloaded/i;

/** Only trying tells whether this user may bring an extension: hosted servers have rules of their own. */
async function mayHave(pool: pg.Pool, create: string): Promise<boolean> {
  try {
    await createRepeatedly(pool, create);
    return true;
  } catch (error) {
    if (KEPT_BACK.has(stateOf(error)) || (error instanceof Error && NOT_LOADED.test(error.message))) return false;
    throw error;
  }
}

async function isCubeThere(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(IS_CUBE_THERE);
  return rows[0]?.there === true;
}
