/**
 * Who may be in a sealed copy. Pure.
 *
 * A copy leaves the bay, so the rule is that of swings: of whoever did not agree (for minors: whose guardian did not),
 * nothing is in it, however well it is sealed. Where the object store stands in the facility's own house the operator may
 * say so, and then everybody is. Deletions are always told; they name nobody.
 */
import { z } from 'zod';

export const copiedRecordSchema = z.strictObject({
  table: z.string(),
  key: z.string(),
  version: z.string(),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  columns: z.record(z.string(), z.string()),
});

/** As the journal of people tells it. */
export type CopiedRecord = Readonly<z.infer<typeof copiedRecordSchema>>;

export interface CopiedPeople {
  readonly records: readonly CopiedRecord[];
  /** Players who are not in it because they did not agree. */
  readonly leftOut: number;
}

/** Columns by which a row belongs to somebody. */
const OWNERS = ['player', 'coach'] as const;

export function peopleToCopy(records: readonly CopiedRecord[], isInHouse: boolean): CopiedPeople {
  if (isInHouse) return { records, leftOut: 0 };
  const living = records.filter(({ table, row }) => table === 'players' && row !== null);
  const agreed = new Set(living.filter(({ row }) => hasAgreed(row ?? {})).map(({ key }) => key));
  const copied = records.flatMap((record): CopiedRecord[] => {
    const { table, key, row } = record;
    if (row === null) return [record];
    if (table === 'players') return agreed.has(key) ? [record] : [];
    const isTheirs = OWNERS.every((column) => !hasOwner(row, column) || agreed.has(String(row[column])));
    if (isTheirs) return [record];
    return table === 'sessions' ? [withoutPlayer(record)] : [];
  });
  return { records: copied, leftOut: living.length - agreed.size };
}

function hasAgreed(row: NonNullable<CopiedRecord['row']>): boolean {
  return (
    (row['shares_since'] ?? null) !== null && (row['is_minor'] === 0 || (row['guardian_agreed_at'] ?? null) !== null)
  );
}

function hasOwner(row: NonNullable<CopiedRecord['row']>, column: string): boolean {
  return (row[column] ?? null) !== null;
}

/** That there was a visit is the bay's to know. A column that is not said is not changed where it is known. */
function withoutPlayer(record: CopiedRecord): CopiedRecord {
  const { player: _row, ...row } = record.row ?? {};
  const { player: _column, ...columns } = record.columns;
  return { ...record, row, columns };
}
