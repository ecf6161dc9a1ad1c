/** How rows are forgotten, in words that both servers understand. By the routing column, so that one shard is asked. */
import { type Forgotten, WAREHOUSE_TABLES } from '../../device/ports/warehouse.port.ts';
import { type Statement, STATEMENT_ROWS_MAX } from './dialect.ts';
import { TABLES, type WarehouseTable } from './tables.ts';

/** Where sums are kept beside the swings, they go along. */
export interface ForgottenSums {
  /** Said before anything of a player is removed, and once more when all of it is. */
  ofUser(user: string): readonly Statement[];
  /** Removes rows of `swing_analysis` with their part of every sum, at once. */
  ofSwings(user: string, swings: readonly string[]): Statement;
  /** Removes sums of the player in which no swing is left, which went with its month. */
  ofNothing(user: string): readonly Statement[];
}

export function forgetStatements(
  { user, swings, visits, profileUpTo }: Forgotten,
  nameOf: (name: string) => string,
  sums: ForgottenSums | null,
): readonly Statement[] {
  const of = ({ name, routing }: WarehouseTable): string => `DELETE FROM ${nameOf(name)} WHERE ${routing} = $1`;
  if (swings === undefined && visits === undefined && profileUpTo === undefined) {
    const all = WAREHOUSE_TABLES.map((name) => ({ text: of(TABLES[name]), values: [user] }));
    const ofUser = sums?.ofUser(user) ?? [];
    return [...ofUser, ...all, ...ofUser];
  }
  const among = (table: WarehouseTable, column: string, ids: readonly string[]): Statement => ({
    text: `${of(table)} AND ${column} IN (${placesFrom(2, ids)})`,
    values: [user, ...ids],
  });
  return [
    ...pieces(swings).flatMap((ids) => [
      sums?.ofSwings(user, ids) ?? among(TABLES.swing_analysis, 'swing_id', ids),
      among(TABLES.videos, 'swing_id', ids),
      among(TABLES.poses, 'swing_id', ids),
    ]),
    ...(swings === undefined ? [] : (sums?.ofNothing(user) ?? [])),
    ...pieces(visits).map((ids) => among(TABLES.progress, 'session_id', ids)),
    ...(profileUpTo === undefined
      ? []
      : [{ text: `${of(TABLES.users)} AND version <= $2`, values: [user, profileUpTo] }]),
  ];
}

/** `$2, $3, $4` */
export function placesFrom(first: number, values: readonly unknown[]): string {
  return values.map((_, i) => `$${first + i}`).join(', ');
}

function pieces(ids: readonly string[] = []): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / STATEMENT_ROWS_MAX) }, (_, i) =>
    ids.slice(i * STATEMENT_ROWS_MAX, (i + 1) * STATEMENT_ROWS_MAX),
  );
}
