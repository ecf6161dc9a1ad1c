/** The tables of what passes between a coach and a player; how a table is changed is said in `schema.ts`. */
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { accounts, players, swings } from './schema.ts';

/**
 * What a coach says about a swing, in words and in lines over the picture. It goes with the swing (a deletion of the
 * swing leaves a tombstone and takes the notes along), with the player, and with the coach.
 */
export const swingNotes = sqliteTable(
  'swing_notes',
  {
    id: text('id').primaryKey(),
    swing: text('swing')
      .notNull()
      .references(() => swings.id, { onDelete: 'cascade' }),
    /** Whose swing it is. */
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    author: text('author')
      .notNull()
      .references(() => accounts.player, { onDelete: 'cascade' }),
    visibility: text('visibility', { enum: ['player', 'coach-only'] }).notNull(),
    words: text('words').notNull(),
    /** The picture that it is about; null for the swing as a whole. */
    at: text('at', { mode: 'json' }).$type<{ camera: string; timeMs: number; event: string | null }>(),
    drawings: text('drawings', { mode: 'json' }).$type<unknown[]>().notNull(),
    createdAt: text('created_at').notNull(),
    changedAt: text('changed_at').notNull(),
  },
  (table) => [
    index('swing_notes_swing').on(table.swing, table.id),
    index('swing_notes_player').on(table.player),
    check('swing_notes_visibility', sql`${table.visibility} in ('player', 'coach-only')`),
  ],
);

/** A drill that a coach has given a player to do. */
export const assignedDrills = sqliteTable(
  'assigned_drills',
  {
    id: text('id').primaryKey(),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    coach: text('coach')
      .notNull()
      .references(() => accounts.player, { onDelete: 'cascade' }),
    drill: text('drill').notNull(),
    note: text('note').notNull(),
    rehearsals: integer('rehearsals').notNull(),
    balls: integer('balls').notNull(),
    assignedAt: text('assigned_at').notNull(),
  },
  (table) => [index('assigned_drills_player').on(table.player, table.id)],
);
