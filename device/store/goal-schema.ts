/** The table of goals; beside `schema.ts`, of which drizzle-kit makes the migrations together with it. */
import { index, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { players } from './schema.ts';

/** What a player wants a number to become, and by when. */
export const goals = sqliteTable(
  'goals',
  {
    id: text('id').primaryKey(),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    metric: text('metric').notNull(),
    /** The moment of the swing; null for what belongs to none. */
    at: text('at'),
    /** At least, and at most; never both null. */
    low: real('low'),
    high: real('high'),
    /** Null: with any club. */
    club: text('club'),
    /** The last day for it, `YYYY-MM-DD`; null for whenever it comes. */
    dueOn: text('due_on'),
    setAt: text('set_at').notNull(),
  },
  (table) => [index('goals_player').on(table.player, table.setAt)],
);
