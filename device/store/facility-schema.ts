/** What passes between a bay and the appliance of its facility; how a table is changed is said in `schema.ts`. */
import { sql } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Bays of this facility, and codes by which some may become it. Nothing here lets whoever reads it be a bay. */
export const facilityBays = sqliteTable(
  'facility_bays',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    state: text('state', { enum: ['invited', 'enrolled', 'removed'] }).notNull(),
    /** The public half of the key pair that the one-time code is the seed of; null once it was used. */
    codeKey: text('code_key'),
    codeExpiresAtMs: integer('code_expires_at_ms'),
    credentialDigest: text('credential_digest').unique(),
    invitedAt: text('invited_at').notNull(),
    enrolledAt: text('enrolled_at'),
    seenAt: text('seen_at'),
    /** When it last had told everything that it knew, in the facility's time; null while it never had. */
    caughtUpAtMs: integer('caught_up_at_ms'),
  },
  (table) => [uniqueIndex('facility_bays_name').on(table.name).where(sql`${table.state} <> 'removed'`)],
);

/** What bays told of their swings, which themselves lie in the object store. */
export const facilitySwings = sqliteTable(
  'facility_swings',
  {
    /** The order in which they were told of. */
    ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    /** The bay's name, as it was enrolled. */
    bay: text('bay').notNull(),
    session: text('session').notNull(),
    player: text('player'),
    kind: text('kind', { enum: ['shot', 'practice', 'upload'] }).notNull(),
    recordedAt: text('recorded_at').notNull(),
    /** Overall, of the newest revision. */
    score: real('score'),
    club: text('club'),
    revision: integer('revision'),
    /** A tombstone: the rest but the id and the bay is void. */
    deletedAt: text('deleted_at'),
  },
  (table) => [
    index('facility_swings_session').on(table.session),
    index('facility_swings_player').on(table.player, table.recordedAt),
    index('facility_swings_recorded').on(table.recordedAt),
  ],
);

/** Swings of which something changed that others may have to hear; triggers of the migrations write it. */
export const swingChanges = sqliteTable('swing_changes', {
  ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
  swing: text('swing').notNull().unique(),
});

/** Swings of which the facility has been told: only of these does it have to hear that they may not leave any more. */
export const swingsTold = sqliteTable('swings_told', { swing: text('swing').primaryKey() });

/** How far this bay has come with the facility that it belongs to. */
export const facilityLines = sqliteTable('facility_lines', {
  facility: text('facility').primaryKey(),
  /** Last ordinals: of our journal and changes that it has, of its that we have. */
  peoplePushed: integer('people_pushed').notNull().default(0),
  peoplePulled: integer('people_pulled').notNull().default(0),
  swingsPushed: integer('swings_pushed').notNull().default(0),
  deletionsPulled: integer('deletions_pulled').notNull().default(0),
  exchangedAt: text('exchanged_at'),
});

/** Who said that two players are one, or are not after all, and when; of this facility alone. Ids are all that it holds. */
export const accountJoins = sqliteTable(
  'account_joins',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kept: text('kept').notNull(),
    other: text('other').notNull(),
    what: text('what', { enum: ['joined', 'parted'] }).notNull(),
    /** Null for whoever stood at the machine, or held its token. */
    by: text('by'),
    at: text('at').notNull(),
  },
  (table) => [index('account_joins_other').on(table.other)],
);
