/** What is noted of changes to people, for other appliances; how a table is changed is said in `schema.ts`. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Rows that changed and are not in the journal yet; triggers of the migrations write them. */
export const peopleMarks = sqliteTable(
  'people_marks',
  {
    table: text('table_name').notNull(),
    key: text('key').notNull(),
  },
  (table) => [primaryKey({ columns: [table.table, table.key] })],
);

/** The name of this copy of the data in versions; a trigger-free single row that the migration draws by lot. */
export const peopleClock = sqliteTable('people_clock', {
  appliance: text('appliance').primaryKey(),
});

/** The newest that is known of each row of a person's tables, wherever it was written. */
export const peopleJournal = sqliteTable(
  'people_journal',
  {
    /** Rises with every change of the entry, so that readers go on where they stopped. */
    ordinal: integer('ordinal').primaryKey({ autoIncrement: true }),
    table: text('table_name').notNull(),
    key: text('key').notNull(),
    version: text('version').notNull(),
    /** Null on a tombstone. */
    row: text('row', { mode: 'json' }).$type<Record<string, string | number | null>>(),
    /** Versions of single columns, where the table has such. */
    columns: text('columns', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    isPlaced: integer('is_placed', { mode: 'boolean' }).notNull(),
    /** Where the table holds something else than `row` says, because it may not: another has the e-mail address. */
    differs: text('differs', { mode: 'json' }).$type<Record<string, string | number | null>>().notNull(),
    /** `table/key` of a parent that has not come yet; null where none is missing. */
    waitsFor: text('waits_for'),
  },
  (table) => [
    uniqueIndex('people_journal_key').on(table.table, table.key),
    index('people_journal_version').on(table.version),
    index('people_journal_waits').on(table.waitsFor).where(sql`${table.waitsFor} is not null`),
    index('people_journal_email').on(sql`${table.row} ->> '$.email'`).where(sql`${table.table} = 'accounts'`),
    index('people_journal_player').on(sql`${table.row} ->> '$.player'`),
    index('people_journal_joined').on(sql`${table.row} ->> '$.joined_into'`).where(sql`${table.table} = 'players'`),
    index('people_journal_pin').on(sql`${table.row} ->> '$.pin_digest'`).where(sql`${table.table} = 'accounts'`),
  ],
);
