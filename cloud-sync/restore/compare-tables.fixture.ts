/** Every row of a warehouse on PostgreSQL as one hash a table, for tests and benches that compare two of them. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { WAREHOUSE_TABLES, type WarehouseTableName } from '../../device/ports/warehouse.port.ts';

export interface TableContent {
  readonly rows: number;
  readonly sha256: string;
}

/** @param without columns that two warehouses need not agree about, by table */
export async function tableContents(
  url: string,
  schema: string,
  without: Partial<Record<WarehouseTableName, readonly string[]>> = {},
): Promise<Record<WarehouseTableName, TableContent>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const contents: Partial<Record<WarehouseTableName, TableContent>> = {};
  try {
    for (const table of WAREHOUSE_TABLES) {
      const left = (without[table] ?? []).map((column) => ` - '${column}'`).join('');
      const { rows } = await client.query<{ row: string }>(
        `SELECT (to_jsonb(t)${left})::text AS row FROM ${schema}.${table} t ORDER BY id`,
      );
      const hash = createHash('sha256');
      for (const { row } of rows) hash.update(`${row}\n`);
      contents[table] = { rows: rows.length, sha256: hash.digest('hex') };
    }
  } finally {
    await client.end();
  }
  return contents as Record<WarehouseTableName, TableContent>;
}
