import { bytesOf, type PersonRecord } from './people-record.ts';
import type { PeopleRows } from './people-rows.ts';
import { isPeopleTable, type PersonValue, rulesOf } from './people-tables.ts';
import { VERSION_PATTERN } from './people-version.ts';
import { accounts } from './schema.ts';

/** As JSON; a row of a person has some hundred bytes. A page of whichever has room for several. */
const RECORD_BYTES_MAX = 32 * 1024;
const ROLES: readonly PersonValue[] = accounts.role.enumValues;

/** Why a record of another appliance cannot be taken; null where it can. */
export function recordFault(record: PersonRecord, rows: Pick<PeopleRows, 'faultOf'>): string | null {
  const { table, key, version, row, columns } = record;
  if (!isPeopleTable(table)) return 'there is no such table';
  if (!VERSION_PATTERN.test(version)) return 'its version is none';
  if (row === null) return null;
  if (bytesOf(record) > RECORD_BYTES_MAX) return 'it is too large';
  if (table === 'accounts' && !ROLES.includes(row['role'] ?? null)) return 'there is no such role';
  if (rulesOf(table).joins === 'by-column') {
    const isVersioned = (column: string) => VERSION_PATTERN.test(columns[column] ?? '') || columns[column] === '';
    if (!Object.keys(row).every(isVersioned)) return 'a column has no version';
  }
  return rows.faultOf(table, key, row);
}
