/** The people's tables as plain rows, column by column, for the journal alone. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import {
  keyValues,
  PEOPLE_TABLES,
  type PeopleTable,
  type PersonRow,
  type PersonValue,
  rulesOf,
} from './people-tables.ts';

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
  readonly isNullable: boolean;
  readonly preset: PersonValue;
}

export class PeopleRows {
  readonly #database: Database;
  readonly #columns: ReadonlyMap<PeopleTable, readonly Column[]>;

  constructor(database: Database) {
    this.#database = database;
    this.#columns = new Map(PEOPLE_TABLES.map((table) => [table, columnsOf(database, table)]));
  }

  find(table: PeopleTable, key: string): PersonRow | undefined {
    return this.#database.orm.get<PersonRow>(sql`select * from ${sql.identifier(table)} where ${whereKey(table, key)}`);
  }

  /** Adds the row, or changes the columns that it names where they differ. What later versions added to it stays in the journal alone. */
  put(table: PeopleTable, key: string, row: PersonRow): void {
    const columns = this.#of(table).filter(({ name }) => name in row);
    const values = columns.map(({ name }) => sql`${row[name] ?? null}`);
    const names = columns.map(({ name }) => sql.identifier(name));
    const found = this.find(table, key);
    if (found === undefined) {
      this.#database.orm.run(
        sql`insert into ${sql.identifier(table)} (${sql.join(names, sql`, `)}) values (${sql.join(values, sql`, `)})`,
      );
      return;
    }
    if (columns.every(({ name }) => (found[name] ?? null) === (row[name] ?? null))) return;
    const sets = names.map((name, at) => sql`${name} = ${values[at]}`);
    this.#database.orm.run(
      sql`update ${sql.identifier(table)} set ${sql.join(sets, sql`, `)} where ${whereKey(table, key)}`,
    );
  }

  remove(table: PeopleTable, key: string): void {
    this.#database.orm.run(sql`delete from ${sql.identifier(table)} where ${whereKey(table, key)}`);
  }

  /** What a column is in rows that were written before there was such a column. */
  preset(table: PeopleTable, column: string): PersonValue {
    return this.#of(table).find(({ name }) => name === column)?.preset ?? null;
  }

  /** Why a row cannot be of this table; null where it can. */
  faultOf(table: PeopleTable, key: string, row: PersonRow): string | null {
    const { keys } = rulesOf(table);
    const values = keyValues(table, key);
    if (values === undefined || keys.some((column, at) => row[column] !== values[at])) return 'its key is another';
    for (const { name, isNumber, isNullable, preset } of this.#of(table)) {
      const value = row[name];
      if (value === undefined ? isNullable || preset !== null : value === null && isNullable) continue;
      if (value === undefined || value === null) return `${name} is missing`;
      if (isNumber !== (typeof value === 'number')) return `${name} is a ${typeof value}`;
    }
    return null;
  }

  #of(table: PeopleTable): readonly Column[] {
    return this.#columns.get(table) ?? [];
  }
}

function columnsOf({ orm }: Database, table: PeopleTable): Column[] {
  return orm
    .all<{ name: string; type: string; notnull: number; dflt_value: string | null }>(
      sql`select name, type, "notnull", dflt_value from pragma_table_info(${table})`,
    )
    .map(({ name, type, notnull, dflt_value }) => ({
      name,
      isNumber: type.toUpperCase() !== 'TEXT',
      isNullable: notnull === 0,
      preset: valueOf(dflt_value),
    }));
}

/** A default as SQLite keeps it: `'[]'`, `0`, `false`. */
function valueOf(text: string | null): PersonValue {
  if (text === null) return null;
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text === 'false' || text === 'true') return Number(text === 'true');
  return Number.isNaN(Number(text)) ? null : Number(text);
}

function whereKey(table: PeopleTable, key: string): SQL {
  const values = keyValues(table, key) ?? [];
  const each = rulesOf(table).keys.map((column, at) => sql`${sql.identifier(column)} = ${values[at] ?? null}`);
  return sql.join(each, sql` and `);
}
