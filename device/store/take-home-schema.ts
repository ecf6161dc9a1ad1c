/** The tables of what players take home of a swing; how a table is changed is said in `schema.ts`. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { players, swings } from './schema.ts';

/** Videos that players asked for. The files are a cache beside it: one that is gone was never made. */
export const swingExports = sqliteTable(
  'swing_exports',
  {
    id: text('id').primaryKey(),
    swing: text('swing')
      .notNull()
      .references(() => swings.id),
    /** Digest of swing, revision and order: who asks twice gets the same. */
    key: text('key').notNull().unique(),
    revision: integer('revision').notNull(),
    order: text('order', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    state: text('state', { enum: ['queued', 'making', 'done', 'failed'] }).notNull(),
    /** Counted when it is begun, so that a swing that ends the bay is not tried for ever. */
    attempts: integer('attempts').notNull().default(0),
    failureCode: text('failure_code'),
    failureMessage: text('failure_message'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('swing_exports_swing').on(table.swing), index('swing_exports_state').on(table.state)],
);

/** Links by which strangers may see a swing. The link itself is no secret of this table: it is signed, not stored. */
export const shares = sqliteTable(
  'shares',
  {
    id: text('id').primaryKey(),
    swing: text('swing')
      .notNull()
      .references(() => swings.id),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    /** The video that goes with it; null for none. */
    film: text('film', { mode: 'json' }).$type<Record<string, unknown>>(),
    createdAt: text('created_at').notNull(),
    expiresAtMs: integer('expires_at_ms').notNull(),
  },
  (table) => [index('shares_swing').on(table.swing), index('shares_player').on(table.player)],
);
