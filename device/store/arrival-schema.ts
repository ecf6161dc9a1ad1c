/** The table of swings that a facility is to take in; how a table is changed is said in `schema.ts`. */
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row a swing that was heard of, wherever from. It names no table of swings: it comes before the swing does. */
export const swingArrivals = sqliteTable(
  'swing_arrivals',
  {
    swing: text('swing').primaryKey(),
    /** Whose folder of the object store it lies in. */
    owner: text('owner').notNull(),
    /** `parked` was given up with its reason until something new is heard of it. */
    state: text('state', { enum: ['waiting', 'taken', 'parked'] }).notNull(),
    /** Rises whenever it is heard of anew, so that what comes while it is read is not missed. */
    heard: integer('heard').notNull().default(1),
    /** How many objects its folder had when it was taken in or refused; null before, and where it could not be listed. */
    objects: integer('objects'),
    attempts: integer('attempts').notNull().default(0),
    /** The process that is at it; a dead one's claim is void. */
    claimedBy: text('claimed_by'),
    lastErrorCode: text('last_error_code'),
    lastError: text('last_error'),
    heardAt: text('heard_at').notNull(),
  },
  (table) => [
    index('swing_arrivals_state').on(table.state, table.swing),
    check('swing_arrivals_state_known', sql`${table.state} in ('waiting', 'taken', 'parked')`),
  ],
);
