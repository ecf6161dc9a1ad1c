/** PostgreSQL as the warehouse of one site: looks what the server has before it decides how to lay out its tables. */
import type pg from 'pg';
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { isSchemaName } from './dialect.ts';
import { askedWrongly, translateWarehouseError } from './errors.ts';
import { POSTGRES_EXTENSIONS, postgresDialect, type PostgresMeans, postgresTablesThere } from './postgres-sql.ts';
import { openPool, SqlWarehouse, type WarehouseLine } from './sql-warehouse.ts';

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
  return {
    vectors: asked.vectors ?? (has('cube') ? 'cube' : 'array'),
    time: asked.time ?? (has('timescaledb') ? 'hypertables' : 'partitions'),
  };
}
