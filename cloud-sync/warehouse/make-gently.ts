/**
 * Statements that make what is missing in PostgreSQL without standing in anybody's way.
 *
 * Whoever waits there for a table to himself keeps everybody waiting who comes after him, also those who only read; one
 * long report would stop a fleet. So what is there already is looked up and left alone, months are attached under a lock
 * that readers and writers share, and what must wait gives up soon.
 */
import { createHash } from 'node:crypto';
import type { View } from './dialect.ts';

/** Long enough for whatever bays say among each other, and short beside the minute that a statement may take. */
const WAITS_MAX = '3s';

/** @param relation with its schema: a table, index or view that the statement makes */
export function unlessThere(relation: string, statement: string): string {
  return gently(`to_regclass('${relation}') IS NULL`, [statement]);
}

/**
 * A month that is there is left as it is, also where somebody has set it aside: it is no part of its table then.
 * @param within such as `FROM ('…') TO ('…')`
 */
export function attachMonth(table: string, month: string, within: string): string {
  return gently(`to_regclass('${month}') IS NULL`, [
    `CREATE TABLE ${month} (LIKE ${table} INCLUDING ALL)`,
    `ALTER TABLE ${table} ATTACH PARTITION ${month} FOR VALUES ${within}`,
  ]);
}

/** The server keeps a view in words of its own, so the mark of ours is kept as its comment. */
export function replaceView(view: string, { select }: View): string {
  const mark = `Swingbay, ${createHash('sha256').update(select).digest('hex').slice(0, 16)}`;
  return gently(`obj_description(to_regclass('${view}'), 'pg_class') IS DISTINCT FROM '${mark}'`, [
    `CREATE OR REPLACE VIEW ${view} AS ${select}`,
    `COMMENT ON VIEW ${view} IS '${mark}'`,
  ]);
}

function gently(condition: string, statements: readonly string[]): string {
  const all = [`SET LOCAL lock_timeout = '${WAITS_MAX}'`, ...statements].map((statement) => `${statement}; `);
  return `DO $made$ BEGIN IF ${condition} THEN ${all.join('')}END IF; END $made$`;
}
