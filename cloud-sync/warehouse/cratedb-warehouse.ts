/** CrateDB as the warehouse of a fleet. */
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { crateDialect, type CrateTableOptions } from './cratedb-sql.ts';
import { isSchemaName } from './dialect.ts';
import { askedWrongly } from './errors.ts';
import { openPool, SqlWarehouse, type WarehouseLine } from './sql-warehouse.ts';

export interface CrateWarehouseOptions {
  readonly line: WarehouseLine;
  readonly schema: string;
  readonly tables: CrateTableOptions;
}

export function openCrateWarehouse({ line, schema, tables }: CrateWarehouseOptions): Warehouse {
  if (!isSchemaName(schema)) throw askedWrongly(`“${schema}” cannot name a schema`);
  return new SqlWarehouse(openPool(line), crateDialect(schema, tables));
}
