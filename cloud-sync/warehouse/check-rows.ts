/** Looks at rows before they leave the bay: what a warehouse would refuse is refused here, with the row named. */
import type { DynamicValue, WarehouseBatch } from '../../device/ports/warehouse.port.ts';
import { problemOfDynamic, problemOfText } from './dynamic-json.ts';
import { rowRefused } from './errors.ts';
import { VECTOR_DIMENSIONS, type WarehouseColumn, type WarehouseTable } from './tables.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A clock that was never set says 1970; a partition a month would be made for whatever it says. */
const YEAR_MIN = 2020;
const YEAR_MAX = 2100;

/**
 * The rows of one table, one a key: the newest version, of equal ones the last. A statement must not touch a row twice.
 * Throws `warehouse/row-refused`.
 */
export function rowsToSend(table: WarehouseTable, batch: WarehouseBatch): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const row of (batch[table.name] ?? []) as unknown as readonly Row[]) {
    const problem = problemOfRow(table, row);
    if (problem !== null) throw rowRefused(table.name, String(row['id']), problem);
    const key = JSON.stringify([row['userId'], row['id'], row['recordedAt']]);
    const other = rows.get(key);
    if (other === undefined || Number(row['version']) >= Number(other['version'])) rows.set(key, row);
  }
  // In one order everywhere: two appliances that send the same rows wait for each other instead of locking each other out.
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function problemOfRow(table: WarehouseTable, row: Row): string | null {
  for (const column of table.columns) {
    const value = row[column.field];
    if (value === null || value === undefined) {
      if (column.isNullable) continue;
      return `${column.field} is missing`;
    }
    const problem = problemOfValue(column, value);
    if (problem !== null) return `${column.field}: ${problem}`;
  }
  return null;
}

function problemOfValue(column: WarehouseColumn, value: unknown): string | null {
  switch (column.type) {
    case 'text':
      return typeof value === 'string' ? problemOfText(value) : 'it is no text';
    case 'texts':
      if (!Array.isArray(value)) return 'it is no list';
      return value.every((text) => typeof text === 'string' && problemOfText(text) === null)
        ? null
        : 'it is no list of texts';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'it is neither true nor false';
    case 'integer':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31 ? null : 'it is no whole number of 32 bits';
    case 'bigint':
      return Number.isSafeInteger(value) ? null : 'it is no whole number';
    case 'double':
      return Number.isFinite(value) ? null : 'it is no number';
    case 'instant':
      return problemOfInstant(value);
    case 'vector':
      return problemOfVector(value);
    case 'objects':
      return Array.isArray(value) ? problemOfDynamic(value as DynamicValue) : 'it is no list';
    case 'object':
    case 'kept-object':
      return typeof value === 'object' && !Array.isArray(value)
        ? problemOfDynamic(value as DynamicValue)
        : 'it is no object';
  }
}

export function problemOfInstant(value: unknown): string | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) return 'it is no instant';
  const year = new Date(time).getUTCFullYear();
  return year >= YEAR_MIN && year < YEAR_MAX ? null : `the year ${year} is not to be believed`;
}

export function problemOfVector(value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== VECTOR_DIMENSIONS)
    return `it does not have ${VECTOR_DIMENSIONS} numbers`;
  return value.every(Number.isFinite) ? null : 'it has a number that is none';
}
