/**
 * What one appliance tells another of one row, and how two such tellings become one.
 *
 * INVARIANT: `joined` is commutative, associative and idempotent, so that neither order nor repetition nor the way that
 * a record took matters.
 */
import { type PeopleTable, type PersonRow, type PersonValue, rulesOf } from './people-tables.ts';
import type { PeopleVersion } from './people-version.ts';

export interface PersonRecord {
  readonly table: PeopleTable;
  readonly key: string;
  /** Of the newest change of any column, or of the deletion. */
  readonly version: PeopleVersion;
  /** Null: deleted. */
  readonly row: PersonRow | null;
  /** When each column got its value; empty where the row stands as a whole, and on tombstones. */
  readonly columns: Readonly<Record<string, PeopleVersion>>;
}

/** What two records of the same row come to. */
export function joined(left: PersonRecord, right: PersonRecord): PersonRecord {
  if (rulesOf(left.table).joins === 'whole') return isAfter(right, left) ? right : left;
  const version = left.version > right.version ? left.version : right.version;
  if (left.row === null || right.row === null) return { ...left, version, row: null, columns: {} };
  const row: Record<string, PersonValue> = {};
  const columns: Record<string, PeopleVersion> = {};
  for (const column of new Set([...Object.keys(left.row), ...Object.keys(right.row)])) {
    const from = winnerOf(column, left, right);
    row[column] = from.row?.[column] ?? null;
    columns[column] = from.columns[column] ?? '';
  }
  return { ...left, version, row, columns };
}

export function isSameRecord(left: PersonRecord, right: PersonRecord): boolean {
  return contentOf(left) === contentOf(right);
}

function winnerOf(column: string, left: PersonRecord, right: PersonRecord): PersonRecord {
  const [leftRow, rightRow] = [left.row ?? {}, right.row ?? {}];
  if (!(column in leftRow)) return right;
  if (!(column in rightRow)) return left;
  const [leftVersion, rightVersion] = [left.columns[column] ?? '', right.columns[column] ?? ''];
  if (leftVersion !== rightVersion) return leftVersion > rightVersion ? left : right;
  return JSON.stringify(rightRow[column]) > JSON.stringify(leftRow[column]) ? right : left;
}

/** Of two with the same version, which only differ where a parent was deleted, the tombstone stands. */
function isAfter(right: PersonRecord, left: PersonRecord): boolean {
  if (right.version !== left.version) return right.version > left.version;
  if ((right.row === null) !== (left.row === null)) return right.row === null;
  return contentOf(right) > contentOf(left);
}

function contentOf({ version, row, columns }: PersonRecord): string {
  return JSON.stringify([version, sorted(row), sorted(columns)]);
}

function sorted(object: Readonly<Record<string, PersonValue>> | null): unknown {
  if (object === null) return null;
  return Object.entries(object).toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** As JSON, in which it travels. */
export function bytesOf(record: PersonRecord): number {
  return Buffer.byteLength(JSON.stringify(record));
}
