/** Under which ids somebody's rows stand, for readers of tables that keep the id under which they were written. */
import { asc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { players } from './schema.ts';

/** The player's own first, then of whoever was joined to them. */
export function idsOfPerson({ orm }: Database, player: string): string[] {
  const joined = orm
    .select({ id: players.id })
    .from(players)
    .where(eq(players.joinedInto, player))
    .orderBy(asc(players.id))
    .all();
  return [player, ...joined.map(({ id }) => id)];
}

/** Whether a column that holds a player's id is of somebody, who may have been registered under several. */
export function isOfPerson(column: SQLWrapper, player: SQLWrapper | string): SQL {
  return sql`(${column} = ${player} or ${column} in (select alias.id from players alias where alias.joined_into = ${player}))`;
}

/** The id of whoever a column's player is. */
export function personIn(column: SQLWrapper): SQL<string> {
  return sql<string>`coalesce((select alias.joined_into from players alias where alias.id = ${column}), ${column})`;
}
