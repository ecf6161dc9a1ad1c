/**
 * What the warehouse still has to be told. Its rows are made by triggers of the migrations, in the transaction of what
 * they are about, so that no way into the outbox can forget them.
 */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row for each swing, visit of a golfer, player and owed erasure, however often it changes. */
export const warehouseDues = sqliteTable(
  'warehouse_dues',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind', { enum: ['swing', 'visit', 'player', 'erasure'] }).notNull(),
    key: text('key').notNull().unique(),
    /** Empty for what is about none, or about all of its owner's. */
    swing: text('swing').notNull().default(''),
    /** Of a withdrawn consent: the swings of this bay that had been told of. Null for anything else. */
    swings: text('swings', { mode: 'json' }).$type<readonly string[]>(),
    session: text('session').notNull().default(''),
    /** Whose it is; empty for a swing, whose owner is looked up when it is told. */
    owner: text('owner').notNull().default(''),
    /** `withheld` may not leave the bay as things stand; `parked` was given up with its reason. */
    state: text('state', { enum: ['pending', 'withheld', 'done', 'parked'] }).notNull(),
    /** Lower goes first. */
    urgency: integer('urgency').notNull(),
    /** Rises with every change, never below the wall clock's milliseconds, so that it rises over restarts too. */
    version: integer('version').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** The process that is at it; a dead one's claim is void. */
    claimedBy: text('claimed_by'),
    lastErrorCode: text('last_error_code'),
    lastError: text('last_error'),
    /** Since when it waits, UTC. */
    dueSince: text('due_since').notNull(),
    /** Its last change, UTC. */
    changedAt: text('changed_at').notNull(),
  },
  (table) => [index('warehouse_dues_next').on(table.state, table.urgency, table.id)],
);
