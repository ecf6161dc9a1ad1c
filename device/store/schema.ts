/**
 * The tables of the bay's database.
 *
 * After a change: `npx drizzle-kit generate --dialect sqlite --schema './device/store/*schema.ts' --out
 * ./device/store/migrations --name what-changed`; the SQL it writes is committed and applied at start. Types live in
 * the repositories; nothing else reads a table. Schemas import none of ours but each other, so that drizzle-kit can load
 * them.
 */
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const players = sqliteTable(
  'players',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    handedness: text('handedness', { enum: ['left', 'right'] }),
    createdAt: text('created_at').notNull(),
    heightCm: integer('height_cm'),
    handicap: real('handicap'),
    goals: text('goals', { mode: 'json' }).$type<string[]>().notNull().default([]),
    limitations: text('limitations', { mode: 'json' }).$type<string[]>().notNull().default([]),
    usualMiss: text('usual_miss'),
    /** The club in hand, until another is chosen. */
    club: text('club'),
    /** Whether others may see the name beside the best scores of the bay. */
    isOnLeaderboard: integer('is_on_leaderboard', { mode: 'boolean' }).notNull().default(false),
    isMinor: integer('is_minor', { mode: 'boolean' }).notNull().default(false),
    /** When the player agreed that what is theirs may leave the bay; null while they have not. */
    sharesSince: text('shares_since'),
    /** Whether a picture that is sent to a coach may show the face; it is blurred otherwise. */
    showsFace: integer('shows_face', { mode: 'boolean' }).notNull().default(false),
    /** When staff noted that a minor's guardian agrees; a minor's own word is not enough. */
    guardianAgreedAt: text('guardian_agreed_at'),
    /** The player who this one is as well: somebody who was registered twice. Null for whoever is only themselves. */
    joinedInto: text('joined_into'),
  },
  (table) => [index('players_joined').on(table.joinedInto).where(sql`${table.joinedInto} is not null`)],
);

/** How a player is known again. Staff are players too: whoever looks after a bay may hit a ball in it. */
export const accounts = sqliteTable(
  'accounts',
  {
    player: text('player')
      .primaryKey()
      .references(() => players.id, { onDelete: 'cascade' }),
    /** In lower case. */
    email: text('email').notNull().unique(),
    /** Argon2id in its own encoding. */
    passwordHash: text('password_hash').notNull(),
    role: text('role', { enum: ['player', 'coach', 'staff', 'installer', 'operator', 'admin'] }).notNull(),
    /** Keyed digest: a PIN alone says whose it is. */
    pinDigest: text('pin_digest').unique(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    check('accounts_role', sql`${table.role} in ('player', 'coach', 'staff', 'installer', 'operator', 'admin')`),
  ],
);

/** A login and everything that was refreshed from it; it ends as a whole. */
export const refreshFamilies = sqliteTable(
  'refresh_families',
  {
    id: text('id').primaryKey(),
    player: text('player')
      .notNull()
      .references(() => accounts.player, { onDelete: 'cascade' }),
    expiresAtMs: integer('expires_at_ms').notNull(),
    endedBy: text('ended_by', { enum: ['logout', 'reuse', 'password'] }),
  },
  (table) => [index('refresh_families_player').on(table.player)],
);

/** Only digests: whoever reads the file can refresh nothing. */
export const refreshTokens = sqliteTable(
  'refresh_tokens',
  {
    digest: text('digest').primaryKey(),
    family: text('family')
      .notNull()
      .references(() => refreshFamilies.id, { onDelete: 'cascade' }),
    isUsed: integer('is_used', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('refresh_tokens_family').on(table.family)],
);

/** Guesses of passwords and PINs, counted so that a restart forgives none. */
export const guesses = sqliteTable('guesses', {
  key: text('key').primaryKey(),
  windowEndsAtMs: integer('window_ends_at_ms').notNull(),
  count: integer('count').notNull(),
});

/** A card of a player, by its keyed digest. */
export const cards = sqliteTable(
  'cards',
  {
    digest: text('digest').primaryKey(),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    boundAt: text('bound_at').notNull(),
  },
  (table) => [index('cards_player').on(table.player)],
);

/** Which players a coach looks after. */
export const coachedPlayers = sqliteTable(
  'coached_players',
  {
    coach: text('coach')
      .notNull()
      .references(() => accounts.player, { onDelete: 'cascade' }),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.coach, table.player] })],
);

/** A drill that a player says was done. */
export const drillsDone = sqliteTable(
  'drills_done',
  {
    id: text('id').primaryKey(),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    drill: text('drill').notNull(),
    notes: text('notes'),
    doneAt: text('done_at').notNull(),
  },
  (table) => [index('drills_done_player').on(table.player, table.doneAt)],
);

/** The best consistency of each player in each visit, for the bay's leaderboard; of ten swings that are named, so that it can go with them. */
export const consistencyScores = sqliteTable('consistency_scores', {
  /** Visit and player together: players take turns in one visit, and a guest is nobody in particular. */
  visitor: text('visitor').primaryKey(),
  session: text('session').notNull(),
  player: text('player').references(() => players.id, { onDelete: 'cascade' }),
  points: real('points').notNull(),
  low: real('low').notNull(),
  high: real('high').notNull(),
  swings: text('swings', { mode: 'json' }).$type<string[]>().notNull(),
  achievedAt: text('achieved_at').notNull(),
});

/** One visit to the bay. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    bay: text('bay').notNull(),
    player: text('player').references(() => players.id, { onDelete: 'set null' }),
    startedAt: text('started_at').notNull(),
    endedAt: text('ended_at'),
    /** Whether the swings of guests in it have gone, because nobody claimed them in time. */
    isCleared: integer('is_cleared', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('sessions_started').on(table.startedAt)],
);

export const swings = sqliteTable(
  'swings',
  {
    /** The order of swings: rises with every one that is stored here, and has room for those taken in from elsewhere. */
    ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    kind: text('kind', { enum: ['shot', 'practice', 'upload'] }).notNull(),
    bay: text('bay').notNull(),
    session: text('session').notNull(),
    player: text('player').references(() => players.id, { onDelete: 'set null' }),
    recordedAt: text('recorded_at').notNull(),
    bootId: text('boot_id').notNull(),
    monotonicNs: real('monotonic_ns').notNull(),
    sequence: integer('sequence').notNull(),
    status: text('status', { enum: ['queued', 'analysing', 'completed', 'failed'] }).notNull(),
    failureCode: text('failure_code'),
    failureMessage: text('failure_message'),
    /** Newest revision; null until there is a report. */
    revision: integer('revision'),
    /** Of the newest revision, so that a list of swings reads no reports: overall score and club. */
    score: real('score'),
    club: text('club'),
    missing: text('missing', { mode: 'json' })
      .$type<{ what: string; camera: string | null; reason: string }[]>()
      .notNull(),
    /** How dear the swing is to somebody; clips of unmarked swings go first. */
    mark: integer('mark').notNull().default(0),
    /** Set on a tombstone, which keeps the id from being used again and tells readers what happened. */
    deletedAt: text('deleted_at'),
  },
  (table) => [
    // Not unique: two bays on one machine share its boot, and each counts its own swings.
    index('swings_boot').on(table.bootId, table.sequence),
    index('swings_player').on(table.player, table.ordinal),
    index('swings_session').on(table.session, table.ordinal),
    check('swings_status', sql`${table.status} in ('queued', 'analysing', 'completed', 'failed')`),
  ],
);

/** The faults of each swing's newest revision, for finding the swings that have one. */
export const swingFaults = sqliteTable(
  'swing_faults',
  {
    fault: text('fault').notNull(),
    /** Of the swing. */
    ordinal: integer('ordinal')
      .notNull()
      .references(() => swings.ordinal),
  },
  (table) => [primaryKey({ columns: [table.fault, table.ordinal] }), index('swing_faults_ordinal').on(table.ordinal)],
);

/** A row is never updated: a trigger of the migrations refuses it. */
export const reports = sqliteTable(
  'reports',
  {
    swing: text('swing')
      .notNull()
      .references(() => swings.id),
    revision: integer('revision').notNull(),
    document: text('document').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.swing, table.revision] })],
);

/**
 * Where a swing lies among others, of its newest revision. The id rises with every change, so that an index in memory
 * reads on from where it stopped.
 */
export const embeddings = sqliteTable(
  'embeddings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    swing: text('swing')
      .notNull()
      .unique()
      .references(() => swings.id),
    space: text('space', { enum: ['space', 'face-on', 'down-the-line'] }).notNull(),
    version: integer('version').notNull(),
    /** Float32, little-endian. */
    vector: blob('vector', { mode: 'buffer' }).notNull(),
  },
  (table) => [index('embeddings_space').on(table.space, table.version, table.id)],
);

/** Poses by content: a re-analysis adds its own, so that an older report still finds what it was made of. */
export const poses = sqliteTable(
  'poses',
  {
    swing: text('swing')
      .notNull()
      .references(() => swings.id),
    camera: text('camera').notNull(),
    sha256: text('sha256').notNull(),
    revision: integer('revision').notNull(),
    frames: integer('frames').notNull(),
    track: blob('track', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.swing, table.camera, table.sha256] })],
);

/** The golfer in space, of the newest revision, for the pages to turn. */
export const figures = sqliteTable('figures', {
  swing: text('swing')
    .primaryKey()
    .references(() => swings.id),
  figure: blob('figure', { mode: 'buffer' }).notNull(),
});

export const media = sqliteTable(
  'media',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    swing: text('swing')
      .notNull()
      .references(() => swings.id),
    kind: text('kind', { enum: ['clip', 'key-frame', 'sound'] }).notNull(),
    camera: text('camera'),
    sha256: text('sha256').notNull(),
    /** What an object store checks it by; null where it was not computed when the file came. */
    md5: text('md5'),
    bytes: integer('bytes').notNull(),
    mediaType: text('media_type').notNull(),
    /** `dropped` made way for facts, `lost` was missing or cut short at a start, `remote` lies in the object store alone. */
    state: text('state', { enum: ['present', 'dropped', 'lost', 'remote'] }).notNull(),
    /** When the object store was seen to hold it whole; null while it may be here alone. */
    syncedAt: text('synced_at'),
  },
  (table) => [
    uniqueIndex('media_of_swing').on(table.swing, table.kind, table.camera, table.sha256),
    index('media_sha256').on(table.sha256),
    index('media_state').on(table.state, table.kind),
  ],
);

/** What other programs measured of shots, with or without a swing here. */
export const integrationShots = sqliteTable(
  'integration_shots',
  {
    ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    source: text('source', { enum: ['gspro', 'trackman', 'arccos', 'program'] }).notNull(),
    device: text('device').notNull(),
    /** What the shot number counts within; empty where it is unique by itself. */
    connection: text('connection').notNull(),
    shotNumber: text('shot_number').notNull(),
    swing: text('swing').references(() => swings.id),
    player: text('player').references(() => players.id, { onDelete: 'set null' }),
    shotData: text('shot_data', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** The message or the line of the file, as it came. */
    raw: text('raw').notNull(),
    /** CLOCK_MONOTONIC of `bootId`; null for what was read in from a file. */
    receivedNs: real('received_ns'),
    bootId: text('boot_id'),
    /** From impact to its arrival, once it is joined; what a monitor's delay is learnt from. */
    delayMs: real('delay_ms'),
    recordedAt: text('recorded_at').notNull(),
  },
  (table) => [
    uniqueIndex('integration_shots_once').on(table.source, table.device, table.connection, table.shotNumber),
    index('integration_shots_swing').on(table.swing),
    index('integration_shots_player').on(table.player, table.ordinal),
    index('integration_shots_recorded').on(table.recordedAt),
  ],
);

/** What is known of where the cameras of a bay stand: one row a bay, overwritten after each swing. */
export const calibrationWatches = sqliteTable('calibration_watches', {
  bay: text('bay').primaryKey(),
  watch: text('watch').notNull(),
});

/** What a Sparkplug node counts over restarts: the newest CONNECT's number, and what made way while the line was down. */
export const sparkplugNodes = sqliteTable('sparkplug_nodes', {
  node: text('node').primaryKey(),
  birthDeathSequence: integer('birth_death_sequence'),
  occurrencesDropped: integer('occurrences_dropped').notNull().default(0),
});

/** What happened in the bay and was not yet told to the Sparkplug host, in its order. */
export const sparkplugOccurrences = sqliteTable('sparkplug_occurrences', {
  ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
  id: text('id').notNull().unique(),
  document: text('document', { mode: 'json' }).$type<unknown>().notNull(),
});

export const analysisJobs = sqliteTable(
  'analysis_jobs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    swing: text('swing')
      .notNull()
      .references(() => swings.id),
    order: text('order', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    state: text('state', { enum: ['queued', 'claimed', 'finished', 'failed'] }).notNull(),
    /** Live swings go before uploads: somebody stands in the bay and waits. */
    urgency: integer('urgency').notNull(),
    attempts: integer('attempts').notNull().default(0),
    claimedBy: text('claimed_by'),
    lastError: text('last_error'),
  },
  (table) => [
    index('analysis_jobs_next').on(table.state, table.urgency, table.id),
    uniqueIndex('analysis_jobs_open').on(table.swing).where(sql`${table.state} in ('queued', 'claimed')`),
  ],
);

/**
 * What came in over a bridge and was acknowledged to whoever sent it. The unique key makes a repeated message the same
 * row; `answered` is false only for a command whose outcome is not known yet.
 */
export const bridgeEvents = sqliteTable(
  'bridge_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind', { enum: ['command', 'device-event'] }).notNull(),
    /** The user or device that sent it. */
    client: text('client').notNull(),
    /** The sender's own name for the message. */
    key: text('key').notNull(),
    payload: text('payload').notNull(),
    answer: text('answer', { mode: 'json' }).$type<Record<string, unknown>>(),
    receivedAt: text('received_at').notNull(),
  },
  (table) => [
    uniqueIndex('bridge_events_key').on(table.kind, table.client, table.key),
    index('bridge_events_unanswered').on(table.id).where(sql`${table.kind} = 'command' and ${table.answer} is null`),
  ],
);
