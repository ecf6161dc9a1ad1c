/** Opens the warehouse that the configuration names, with its tables. */
import { readFileSync } from 'node:fs';
import { BayError, isBayError } from '../../device/errors/bay-error.ts';
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { openCrateWarehouse } from './cratedb-warehouse.ts';
import { openPostgresWarehouse } from './postgres-warehouse.ts';
import type { WarehouseLine } from './sql-warehouse.ts';
import type { WarehouseConfig } from './warehouse.config.ts';

/**
 * Reads password and certificates anew each time, so that new ones are taken up without a restart. Rejects with a
 * `warehouse/…` error; nothing stays open then.
 */
export async function openWarehouse(config: WarehouseConfig): Promise<Warehouse> {
  const line = lineOf(config);
  const { schema } = config;
  const warehouse =
    config.kind === 'postgres'
      ? await openPostgresWarehouse({ line, schema })
      : openCrateWarehouse({ line, schema, tables: { replicas: config.replicas } });
  try {
    await warehouse.prepare();
    return warehouse;
  } catch (error) {
    await warehouse.close();
    throw error;
  }
}

/**
 * For whoever only looks: nothing is made, neither tables nor what the server could bring for them. Rejects with
 * `warehouse/not-made` where there are no tables of this version.
 */
export async function openWarehouseToRead(config: WarehouseConfig): Promise<Warehouse> {
  const line = lineOf(config);
  const { schema } = config;
  const warehouse =
    config.kind === 'postgres'
      ? // What is there already is used as it is, whatever is said here.
        await openPostgresWarehouse({ line, schema, means: { vectors: 'array', time: 'partitions' } })
      : openCrateWarehouse({ line, schema, tables: { replicas: config.replicas } });
  try {
    await warehouse.documents('');
    return warehouse;
  } catch (error) {
    await warehouse.close();
    throw isBayError(error) && error.code === 'warehouse/schema' ? notMade(schema, error) : error;
  }
}

function notMade(schema: string, cause: unknown): BayError {
  return new BayError('warehouse/not-made', `The warehouse has no tables of this version in the schema ${schema}.`, {
    hint: 'Check `warehouse.url` and `warehouse.schema`; a rebuild without --check makes the tables.',
    cause,
  });
}

function lineOf({ url, passwordFile, tls }: WarehouseConfig): WarehouseLine {
  const { mode, caFile } = tls;
  return {
    url,
    ...(passwordFile === null ? {} : { password: (read(passwordFile).split('\n', 1)[0] ?? '').trim() }),
    tls: mode === 'off' ? null : { ...(caFile === null ? {} : { authorities: read(caFile) }) },
  };
}

/** Retryable: a file may be on its way there just now, and until then nothing is lost. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BayError('warehouse/file-unreadable', `The file ${file} cannot be read.`, {
      hint: 'Correct `warehouse` in the configuration, or put the file there.',
      retryable: true,
      cause: error,
    });
  }
}
