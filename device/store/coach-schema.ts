/** The tables of the coach that answers in words; how a table is changed is said in `schema.ts`. */
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { players } from './schema.ts';

/** What is to be asked, once each: about a swing, a visit, a week. It goes with the player. */
export const coachJobs = sqliteTable(
  'coach_jobs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    task: text('task', { enum: ['swing', 'visit', 'week'] }).notNull(),
    /** The swing, the visit, or the week by its Monday (`YYYY-MM-DD`). */
    subject: text('subject').notNull(),
    player: text('player')
      .notNull()
      .references(() => players.id, { onDelete: 'cascade' }),
    state: text('state', { enum: ['waiting', 'asked', 'in-batch', 'answered', 'given-up'] }).notNull(),
    /** Why it was given up. */
    reason: text('reason'),
    /** Times that it was begun. */
    attempts: integer('attempts').notNull().default(0),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('coach_jobs_once').on(table.task, table.subject, table.player),
    index('coach_jobs_state').on(table.state, table.id),
    check('coach_jobs_state_known', sql`${table.state} in ('waiting', 'asked', 'in-batch', 'answered', 'given-up')`),
  ],
);

/**
 * Every exchange with the service, and what it cost: the book that budgets are kept by. It names nobody and stays when
 * a player goes.
 */
export const coachExchanges = sqliteTable(
  'coach_exchanges',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    job: integer('job').references(() => coachJobs.id, { onDelete: 'set null' }),
    task: text('task', { enum: ['swing', 'visit', 'week'] }).notNull(),
    bay: text('bay').notNull(),
    facility: text('facility').notNull(),
    /** UTC, `YYYY-MM-DD`: whose budget it is of. */
    day: text('day').notNull(),
    /** The service's name of the batch; null for a question by itself, and until the service has given it. */
    batch: text('batch'),
    way: text('way', { enum: ['direct', 'batch'] }).notNull(),
    /** `lost`: the bay went down before it knew the end; what was reserved is what it cost. */
    state: text('state', {
      enum: ['open', 'answered', 'refused', 'cut-short', 'broken-off', 'not-answered', 'lost'],
    }).notNull(),
    verdict: text('verdict', { enum: ['grounded', 'ungrounded', 'no-document'] }),
    /** Asked, and what answered. */
    model: text('model').notNull(),
    answeredBy: text('answered_by'),
    /** The most that it can come to, counted while it is open. */
    reservedTokens: integer('reserved_tokens').notNull(),
    reservedPico: integer('reserved_pico').notNull(),
    inputTokens: integer('input_tokens').notNull().default(0),
    cacheReadTokens: integer('cache_read_tokens').notNull().default(0),
    cacheWrite5mTokens: integer('cache_write_5m_tokens').notNull().default(0),
    cacheWrite1hTokens: integer('cache_write_1h_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
    /** In millionths of a millionth of the price table’s currency. */
    costPico: integer('cost_pico').notNull().default(0),
    latencyMs: integer('latency_ms'),
    detail: text('detail'),
    sentAt: text('sent_at').notNull(),
  },
  (table) => [index('coach_exchanges_day').on(table.day), index('coach_exchanges_state').on(table.state, table.batch)],
);

/** What was asked and answered, pictures by their sha256. It goes with its job. */
export const coachTexts = sqliteTable('coach_texts', {
  exchange: integer('exchange')
    .primaryKey()
    .references(() => coachExchanges.id, { onDelete: 'cascade' }),
  job: integer('job')
    .notNull()
    .references(() => coachJobs.id, { onDelete: 'cascade' }),
  question: text('question', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  answer: text('answer'),
  /** What kept it from the player. */
  problems: text('problems', { mode: 'json' }).$type<unknown[]>(),
});

/** Answers that were found to be true. It goes with its job. */
export const coachAnswers = sqliteTable('coach_answers', {
  job: integer('job')
    .primaryKey()
    .references(() => coachJobs.id, { onDelete: 'cascade' }),
  language: text('language').notNull(),
  model: text('model').notNull(),
  document: text('document', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  answeredAt: text('answered_at').notNull(),
});
