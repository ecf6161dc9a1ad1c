/**
 * Gives swings that are merely counted, 1, 2, 3…, their places by time (`swing-ordinal.ts`), so that swings taken in find
 * their places among them. Their order among themselves stays as it is.
 */
import { asc, gte, lt, min, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { swingFaults, swings } from './schema.ts';
import { nextOrdinal } from './swing-ordinal.ts';

/** No store counts so far, and no clock that is right says a time with a lower place: it is twelve days after 1970. */
const COUNTED_BELOW = 2 ** 40;

/** Idempotent; answers how many swings have another place now. */
export function placeOlderSwings(database: Database): number {
  const { orm } = database;
  return database.transact('the places of swings', () => {
    const counted = orm
      .select({ ordinal: swings.ordinal, id: swings.id, recordedAt: swings.recordedAt })
      .from(swings)
      .where(lt(swings.ordinal, COUNTED_BELOW))
      .orderBy(asc(swings.ordinal))
      .all();
    const placed = orm
      .select({ first: min(swings.ordinal) })
      .from(swings)
      .where(gte(swings.ordinal, COUNTED_BELOW))
      .get();
    const moves = placesOf(counted, placed?.first ?? Number.MAX_SAFE_INTEGER).filter(({ from, to }) => from !== to);
    if (moves.length === 0) return 0;
    orm.run(sql`pragma defer_foreign_keys = on`);
    // By way of negative ones: a place may be what a swing that is still to be moved is counted as.
    for (const table of [swings, swingFaults]) {
      const move = orm
        .update(table)
        .set({ ordinal: sql`-1 - ${sql.placeholder('to')}` })
        .where(sql`${table.ordinal} = ${sql.placeholder('from')}`)
        .prepare();
      for (const { from, to } of moves) move.run({ from, to });
      orm
        .update(table)
        .set({ ordinal: sql`-1 - ${table.ordinal}` })
        .where(lt(table.ordinal, 0))
        .run();
    }
    return moves.length;
  });
}

/** Rising, and before `end`, whatever the clock said when they were stored. */
function placesOf(
  counted: readonly { readonly ordinal: number; readonly id: string; readonly recordedAt: string }[],
  end: number,
): { from: number; to: number }[] {
  let last: number | null = null;
  return counted.map(({ ordinal, id, recordedAt }, at) => {
    const to = Math.min(nextOrdinal(last, new Date(recordedAt), id), end - counted.length + at);
    last = to;
    return { from: ordinal, to };
  });
}
