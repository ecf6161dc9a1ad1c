/** What a bay owes its fleet and what the fleet asked of it: over restarts, and for as long as the line is down. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const FLEET_MESSAGE_KINDS = ['alert', 'answer', 'reported', 'state', 'metrics'] as const;

/** What waits to be told. A row goes when the broker has acknowledged it. */
export const fleetMessages = sqliteTable(
  'fleet_messages',
  {
    ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    kind: text('kind', { enum: FLEET_MESSAGE_KINDS }).notNull(),
    /** Below the bay's own part of the topics. */
    topic: text('topic').notNull(),
    isRetained: integer('is_retained', { mode: 'boolean' }).notNull(),
    /** As it is sent. */
    payload: text('payload').notNull(),
  },
  (table) => [index('fleet_messages_kind').on(table.kind, table.ordinal)],
);

/** What the fleet asked for, what was said to it and what became of it: the audit, and what a replay is known by. */
export const fleetCommands = sqliteTable(
  'fleet_commands',
  {
    ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
    /** The id of a command whose signature is right; null for any other, so that nobody can use up another's id. */
    key: text('key').unique(),
    id: text('id').notNull(),
    issuer: text('issuer').notNull(),
    command: text('command').notNull(),
    isForced: integer('is_forced', { mode: 'boolean' }).notNull(),
    arguments: text('arguments', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    issuedAt: text('issued_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    /** `waiting` was accepted and is not begun, `running` is begun, `answered` is over; `refused` never began. */
    state: text('state', { enum: ['refused', 'waiting', 'running', 'answered'] }).notNull(),
    /** Why it was refused. */
    code: text('code'),
    answer: text('answer', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** How often the same command came again. */
    repeats: integer('repeats').notNull().default(0),
    receivedAt: text('received_at').notNull(),
    answeredAt: text('answered_at'),
  },
  (table) => [index('fleet_commands_state').on(table.state, table.ordinal)],
);

/** Single things that must be known over restarts, each a small document by its name. */
export const fleetFacts = sqliteTable('fleet_facts', {
  name: text('name').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>(),
});
