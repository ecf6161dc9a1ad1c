/** A warehouse on PostgreSQL over a line that breaks between and within its statements, for tests. */
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { postgresDialect } from './postgres-sql.ts';
import { openPool, SqlWarehouse } from './sql-warehouse.ts';
import type { WarehouseConfig } from './warehouse.config.ts';

export type LineCut = 'none' | 'before it is said' | 'before it is answered';

/** @param cutOf what becomes of a statement, once the tables are there */
export async function openCutWarehouse(
  { url, schema }: Pick<WarehouseConfig, 'url' | 'schema'>,
  cutOf: (statement: string) => LineCut,
): Promise<Warehouse> {
  const pool = openPool({ url, tls: null });
  const whole = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<unknown>;
  let isPrepared = false;
  const cut = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const broken = async (text: string, values?: unknown[]): Promise<unknown> => {
    const where = isPrepared ? cutOf(text) : 'none';
    if (where === 'before it is said') throw cut();
    const answer = await whole(text, values);
    if (where === 'before it is answered') throw cut();
    return answer;
  };
  const warehouse = new SqlWarehouse(
    Object.assign(pool, { query: broken }),
    postgresDialect(schema, { vectors: 'cube', time: 'partitions' }),
  );
  try {
    await warehouse.prepare();
    isPrepared = true;
    return warehouse;
  } catch (error) {
    await warehouse.close();
    throw error;
  }
}
