/**
 * What the warehouse has to say to a server, apart from how it is sent. Two dialects speak it; the executor knows
 * neither.
 */
import type { AggregateQuery, Forgotten, NeighbourQuery } from '../../device/ports/warehouse.port.ts';
import type { Row } from './check-rows.ts';
import type { WarehouseColumn, WarehouseTable } from './tables.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface View {
  /** Without the schema. */
  readonly name: string;
  readonly select: string;
}

/** What is said where swings may lie under another facility or bay than their new rows name. */
export interface MovedSwings {
  /** Answers a row where there are any. */
  readonly asked: Statement;
  readonly takeOut: Statement;
}

export interface WarehouseDialect {
  /** Creates tables, indexes and views where they are missing; in order. */
  create(): readonly string[];
  /** Said after that: makes, once, what is derived from rows that lie there already, and takes as long as they are many. */
  fill(): readonly string[];
  /** What the rows of one month need beforehand, if it is not there; null where the server sees to it. */
  partition(table: WarehouseTable, month: Month): string | null;
  /** Upserts so many rows, whose values come row after row in the order of the columns. */
  upsert(table: WarehouseTable, rows: number): string;
  /** Whether the server counts a row that a newer version kept away. */
  readonly countsKeptRows: boolean;
  encode(column: WarehouseColumn, value: unknown): unknown;
  /** Rows of swing_id, user_id, facility, bay, recorded_at and either distance or vector. */
  nearest(query: NeighbourQuery): Statement;
  aggregate(query: AggregateQuery): Statement;
  count(table: WarehouseTable): string;
  /** In order; each may be said twice, and what is left after a cut is right again when all were said. */
  forget(whose: Forgotten): readonly Statement[];
  /** Rows of swing_id and document_key. */
  documents(user: string): Statement;
  /** Said before rows of `swing_analysis` are sent; null where no sums are kept. */
  takeOutMoved(rows: readonly Row[]): MovedSwings | null;
  /** Said after so many rows of `swing_analysis` were taken, before they count as taken; none where no sums are kept. */
  sumAnew(rows: readonly Row[]): readonly Statement[];
  /** Null where acknowledged rows are seen at once. */
  settle(): string | null;
  /** Rows of one statement, for so many columns. */
  rowsMax(table: WarehouseTable): number;
}

/** A calendar month in UTC. */
export interface Month {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
}

export function monthOf(instant: string): Month {
  const date = new Date(instant);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** More rows make a statement that is slow to plan; measured, more bring nothing. */
export const STATEMENT_ROWS_MAX = 500;

export function rowsWithin(parametersMax: number, table: WarehouseTable): number {
  return Math.min(STATEMENT_ROWS_MAX, Math.floor(parametersMax / table.columns.length));
}

/** The server gives up first, by a twelfth: its own word still arrives. */
const SERVER_SHARE = 11 / 12;

/**
 * Both servers work on when nobody waits any more, and would write what was given up and perhaps erased since. So each
 * connection is told how long its statements may take.
 * @param answerMs how long they are waited for
 */
export function limitStatements(answerMs: number): string {
  return `SET statement_timeout = '${Math.floor(answerMs * SERVER_SHARE)}ms'`;
}

/** The same for one statement of PostgreSQL's, said before it in one breath. */
export function limitNext(answerMs: number): string {
  return limitStatements(answerMs).replace('SET ', 'SET LOCAL ');
}

/** `($1, $2), ($3, $4)` */
export function placeholders(rows: number, columns: number): string {
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const places: string[] = [];
    for (let column = 1; column <= columns; column++) places.push(`$${row * columns + column}`);
    lines.push(`(${places.join(', ')})`);
  }
  return lines.join(', ');
}

/** Both servers say alike which documents a player’s rows were made of; one shard is asked. */
export function documentsStatement(analyses: string, user: string): Statement {
  return { text: `SELECT swing_id, document_key, facility FROM ${analyses} WHERE user_id = $1`, values: [user] };
}

const SCHEMA_NAME = /^[a-z][a-z0-9_]{0,39}$/;

export function isSchemaName(name: string): boolean {
  return SCHEMA_NAME.test(name);
}
