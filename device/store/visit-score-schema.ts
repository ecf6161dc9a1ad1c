/** The table of what players scored in their visits; how a table is changed is said in `schema.ts`. */
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { players } from './schema.ts';

/** What the shots of a player in a visit come to: counted where they were swung, and known in all bays of a facility. */
export const visitScores = sqliteTable(
  'visit_scores',
  {
    /** Visit and player together. */
    visitor: text('visitor').primaryKey(),
    session: text('session').notNull(),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    best: real('best').notNull(),
    /** Of all scores, so that visits can be put together. */
    total: real('total').notNull(),
    shots: integer('shots').notNull(),
    /** When the last of them was recorded, UTC. */
    lastAt: text('last_at').notNull(),
  },
  (table) => [index('visit_scores_last').on(table.lastAt), index('visit_scores_player').on(table.player)],
);
