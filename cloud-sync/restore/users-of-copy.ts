/** Players as the warehouse knows them, out of a sealed copy: in no document of the object store are there people. Pure. */
import type { UserRow } from '../../device/ports/warehouse.port.ts';
import { rowOfPlayer } from '../warehouse/rows-of-swing.ts';
import type { ApplianceCopy } from './appliance-copy.ts';
import { type CopiedRecord, peopleToCopy } from './copied-people.ts';

/** Below every version that a bay counts: what a bay says of a player stands. */
const COPIED_VERSION = 0;

type Row = NonNullable<CopiedRecord['row']>;

/** Of those who agreed that what is theirs leaves the bay, also where the copy has others. */
export function usersOfCopy(copy: ApplianceCopy, madeAt: string): UserRow[] {
  const { records } = peopleToCopy(copy.people, false);
  const emails = new Map(rowsOf(records, 'accounts').map((row) => [String(row['player']), textOf(row['email'])]));
  return rowsOf(records, 'players').map((row) => {
    const id = String(row['id']);
    const handedness = row['handedness'] === 'left' || row['handedness'] === 'right' ? row['handedness'] : null;
    return rowOfPlayer(
      {
        ...{ id, handedness, name: String(row['name']), email: emails.get(id) ?? null },
        ...{ createdAt: String(row['created_at']), updatedAt: madeAt },
        ...{ heightCm: numberOf(row['height_cm']), handicap: numberOf(row['handicap']) },
        ...{
          usualMiss: textOf(row['usual_miss']),
          goals: listOf(row['goals']),
          limitations: listOf(row['limitations']),
        },
      },
      COPIED_VERSION,
    );
  });
}

function rowsOf(records: readonly CopiedRecord[], table: string): Row[] {
  return records.flatMap((record) => (record.table === table && record.row !== null ? [record.row] : []));
}

function textOf(value: Row[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: Row[string] | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** Kept as JSON. */
function listOf(value: Row[string] | undefined): string[] {
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : [];
  return Array.isArray(list) ? list.map(String) : [];
}
