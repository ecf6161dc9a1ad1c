import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { crateDialect } from './cratedb-sql.ts';
import type { WarehouseDialect } from './dialect.ts';
import { postgresDialect } from './postgres-sql.ts';
import { SqlWarehouse } from './sql-warehouse.ts';

const CRATE = crateDialect('swingbay', { replicas: '0-1' });
const POSTGRES = postgresDialect('swingbay', { vectors: 'array', time: 'partitions' });

/** What is said, in order, to a server that agrees to everything. */
function heard(dialect: WarehouseDialect): { warehouse: SqlWarehouse; said: string[] } {
  const said: string[] = [];
  const query = (text: string): Promise<{ rows: never[]; rowCount: number }> => {
    said.push(text);
    return Promise.resolve({ rows: [], rowCount: 0 });
  };
  return { warehouse: new SqlWarehouse({ query } as unknown as pg.Pool, dialect), said };
}

describe('forgetting', () => {
  it.each([{ user: 'anna' }, { user: 'anna', swing: 's1' }, { user: 'anna', visit: 'v1' }])(
    'sees in CrateDB what was written just before: %o',
    async (whose) => {
      const { warehouse, said } = heard(CRATE);
      await warehouse.forget(whose);
      expect(said.map((text) => text.split(' ', 1)[0])).toEqual(['REFRESH', ...said.slice(1).map(() => 'DELETE')]);
      const refreshed = said[0]?.replace('REFRESH TABLE ', '').split(', ');
      expect(said.length).toBeGreaterThan(1);
      for (const text of said.slice(1)) expect(refreshed).toContain(text.split(' ')[2]);
    },
  );

  it('asks PostgreSQL for nothing of the kind, where a row is seen once it is acknowledged', async () => {
    const { warehouse, said } = heard(POSTGRES);
    await warehouse.forget({ user: 'anna' });
    expect(said.filter((text) => !text.startsWith('DELETE'))).toEqual([]);
  });
});
