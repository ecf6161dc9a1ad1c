/** What the cloud still has to hear. Apart from the other tables because it is about them all. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const OUTBOX_KINDS = [
  'swing-stored',
  'revision-stored',
  'media-stored',
  'swing-deleted',
  'swing-moved',
  'consent-withdrawn',
  'player-removed',
  'shot-stored',
  'shot-joined',
] as const;

export const outbox = sqliteTable(
  'outbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind', { enum: OUTBOX_KINDS }).notNull(),
    /** Empty for what is about none, or about several. */
    swing: text('swing').notNull(),
    /** What makes the effect idempotent: a second row with the same key is not written. */
    key: text('key').notNull().unique(),
    payload: text('payload', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** `withheld` may not leave the bay as things stand; `parked` was given up with its reason. */
    state: text('state', { enum: ['pending', 'withheld', 'done', 'parked'] }).notNull(),
    /** Lower goes first. */
    urgency: integer('urgency').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
    /** The process that is at it; a dead one's claim is void. */
    claimedBy: text('claimed_by'),
    lastErrorCode: text('last_error_code'),
    lastError: text('last_error'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    index('outbox_state').on(table.state, table.id),
    index('outbox_next').on(table.state, table.urgency, table.id),
    index('outbox_swing').on(table.swing),
  ],
);
