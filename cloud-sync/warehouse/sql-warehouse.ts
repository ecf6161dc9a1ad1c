/**
 * The warehouse behind a server that speaks PostgreSQL's wire: takes what a dialect says and sends it, in bounded
 * pieces, each of which is right alone.
 */
import pg from 'pg';
import {
  AGGREGATES_MAX,
  type AggregateQuery,
  type FleetAggregate,
  type Forgotten,
  type NeighbourQuery,
  NEIGHBOURS_MAX,
  type SwingNeighbour,
  type SwingSource,
  type Warehouse,
  WAREHOUSE_CONNECTIONS_MAX,
  WAREHOUSE_TABLES,
  type WarehouseBatch,
  type WarehouseTableName,
} from '../../device/ports/warehouse.port.ts';
import { problemOfInstant, problemOfVector, type Row, rowsToSend } from './check-rows.ts';
import { limitNext, limitStatements, type Month, monthOf, type Statement, type WarehouseDialect } from './dialect.ts';
import {
  askedWrongly,
  notAllWritten,
  stateOf,
  tooMuchAsked,
  translateWarehouseError,
  warehouseClosed,
} from './errors.ts';
import { TABLES, type WarehouseTable } from './tables.ts';

export interface WarehouseLine {
  /** `postgres://user@host:port/database`. */
  readonly url: string;
  readonly password?: string;
  /** Null for an unencrypted line, which belongs on one machine or in one locked network. */
  readonly tls: { readonly authorities?: string } | null;
  readonly connectMs?: number;
  readonly answerMs?: number;
}

const CONNECT_MS = 10_000;
const ANSWER_MS = 60_000;
/** Two million swings are summed up in half a minute; a hundred million may be. */
const FILL_MS = 30 * 60_000;
const IDLE_MS = 30_000;
/** Two appliances that create the same table at once: one of them sees it half made, once. */
const CREATE_TRIES_MAX = 3;
const MADE_BY_ANOTHER = new Set(['23505', '42P07', '42710', '42P06', 'XX000']);

/** PostgreSQL says so of a row for which no partition is there; tables have no other condition to break. */
const NO_PARTITION = '23514';

export function openPool({ url, password, tls, connectMs, answerMs = ANSWER_MS }: WarehouseLine): pg.Pool {
  const pool = new pg.Pool({
    ...placeOf(url, password),
    ssl: tls === null ? false : { ...(tls.authorities === undefined ? {} : { ca: tls.authorities }) },
    max: WAREHOUSE_CONNECTIONS_MAX,
    connectionTimeoutMillis: connectMs ?? CONNECT_MS,
    query_timeout: answerMs,
    ...limitedTo(answerMs),
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    application_name: 'swingbay',
  });
  // An idle connection that breaks has nobody to tell; the next call opens another.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Said on each connection before anything else, which waits for it, and as a statement: a pooler between refuses it among
 * what a connection starts with.
 */
function limitedTo(answerMs: number): { onConnect(client: pg.ClientBase): Promise<unknown> } {
  return { onConnect: (client) => client.query(limitStatements(answerMs)) };
}

/** Says a statement that makes what is missing; once more where another appliance makes the same just then. */
export async function createRepeatedly(pool: pg.Pool, text: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await pool.query(text);
      return;
    } catch (error) {
      if (attempt === CREATE_TRIES_MAX || !MADE_BY_ANOTHER.has(stateOf(error))) throw error;
    }
  }
}

/** Taken apart here: what the library reads from an address, be it nothing, takes the place of what stands beside it. */
function placeOf(url: string, password: string | undefined): pg.PoolConfig {
  const at = new URL(url);
  const part = (text: string): string => decodeURIComponent(text);
  const database = part(at.pathname.slice(1));
  return {
    host: at.hostname.replaceAll(/^\[|\]$/g, ''),
    ...(at.port === '' ? {} : { port: Number(at.port) }),
    ...(at.username === '' ? {} : { user: part(at.username) }),
    ...(database === '' ? {} : { database }),
    password: password ?? part(at.password),
  };
}

export class SqlWarehouse implements Warehouse {
  readonly #pool: pg.Pool;
  readonly #dialect: WarehouseDialect;
  readonly #partitions = new Set<string>();
  #closing: Promise<void> | null = null;

  constructor(pool: pg.Pool, dialect: WarehouseDialect) {
    this.#pool = pool;
    this.#dialect = dialect;
  }

  async prepare(): Promise<void> {
    for (const text of this.#dialect.create()) await this.#create(text, 'while its tables were made');
    for (const text of this.#dialect.fill()) await this.#fill(text);
  }

  async upsert(batch: WarehouseBatch): Promise<void> {
    // All rows are looked at before the first is sent, so that a refused one is known at once.
    const work = WAREHOUSE_TABLES.map((name) => ({ table: TABLES[name], rows: rowsToSend(TABLES[name], batch) }));
    for (const { table, rows } of work) {
      await this.#makePartitions(table, rows);
      const rowsMax = this.#dialect.rowsMax(table);
      for (let from = 0; from < rows.length; from += rowsMax) {
        const piece = rows.slice(from, from + rowsMax);
        const isSummed = table.name === 'swing_analysis';
        if (isSummed) await this.#takeOutMoved(piece);
        await this.#upsertInto(table, piece);
        if (isSummed) await this.#askAll(this.#dialect.sumAnew(piece), 'while it summed them up');
      }
    }
  }

  async settle(): Promise<void> {
    const text = this.#dialect.settle();
    if (text === null) this.#checkOpen();
    else await this.#ask(text, [], 'while it settled');
  }

  async nearest(query: NeighbourQuery): Promise<readonly SwingNeighbour[]> {
    const problem = problemOfVector(query.vector);
    if (problem !== null) throw askedWrongly(`the vector: ${problem}`);
    if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > NEIGHBOURS_MAX) {
      throw askedWrongly(`the limit is not a whole number from 1 to ${NEIGHBOURS_MAX}`);
    }
    const { text, values } = this.#dialect.nearest(query);
    const { rows } = await this.#ask(text, values, 'when it was asked for swings alike');
    return rows
      .map((row) => ({
        swingId: String(row['swing_id']),
        userId: String(row['user_id']),
        facility: String(row['facility']),
        bay: String(row['bay']),
        recordedAt: instantOf(row['recorded_at']),
        distance: distanceOf(row, query.vector),
      }))
      .sort((a, b) => a.distance - b.distance);
  }

  async aggregate(query: AggregateQuery): Promise<readonly FleetAggregate[]> {
    const problem = problemOfInstant(query.from) ?? problemOfInstant(query.to);
    if (problem !== null) throw askedWrongly(problem);
    const { text, values } = this.#dialect.aggregate(query);
    const { rows } = await this.#ask(text, values, 'when it was asked for sums');
    if (rows.length > AGGREGATES_MAX) throw tooMuchAsked(AGGREGATES_MAX);
    return rows.map((row) => ({
      from: instantOf(row['bucket']),
      facility: textOf(row['facility']),
      bay: textOf(row['bay']),
      swings: Number(row['swings']),
      shots: Number(row['shots']),
      players: Number(row['players']),
      meanScore: numberOf(row['mean_score']),
      meanClubSpeedMps: numberOf(row['mean_club_speed_mps']),
      meanCarryM: numberOf(row['mean_carry_m']),
    }));
  }

  async countRows(): Promise<Readonly<Record<WarehouseTableName, number>>> {
    const counts: Record<WarehouseTableName, number> = {
      users: 0,
      videos: 0,
      poses: 0,
      swing_analysis: 0,
      progress: 0,
    };
    for (const name of WAREHOUSE_TABLES) {
      const { rows } = await this.#ask(this.#dialect.count(TABLES[name]), [], 'when its rows were counted');
      counts[name] = Number(rows[0]?.['rows']);
    }
    return counts;
  }

  async documents(user: string): Promise<ReadonlyMap<string, SwingSource>> {
    const { text, values } = this.#dialect.documents(user);
    const { rows } = await this.#ask(text, values, 'when it was asked for documents');
    return new Map(
      rows.map((row) => [
        String(row['swing_id']),
        { documentKey: String(row['document_key']), facility: String(row['facility']) },
      ]),
    );
  }

  async forget(whose: Forgotten): Promise<void> {
    await this.#askAll(this.#dialect.forget(whose), 'while it forgot rows');
  }

  async close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    await this.#closing;
  }

  /** Months that were dropped, which is how a site ends what it keeps, are made anew for rows that come late. */
  async #upsertInto(table: WarehouseTable, rows: readonly Row[]): Promise<void> {
    try {
      await this.#upsertPiece(table, rows);
    } catch (error) {
      if (stateOf(error) !== NO_PARTITION || this.#partitions.size === 0) throw error;
      this.#partitions.clear();
      await this.#makePartitions(table, rows);
      await this.#upsertPiece(table, rows);
    }
  }

  async #upsertPiece(table: WarehouseTable, rows: readonly Row[]): Promise<void> {
    const values = rows.flatMap((row) =>
      table.columns.map((column) => this.#dialect.encode(column, row[column.field])),
    );
    const what = `while it took ${rows.length} rows of ${table.name}`;
    const { rowCount } = await this.#ask(this.#dialect.upsert(table, rows.length), values, what);
    if (this.#dialect.countsKeptRows && (rowCount ?? 0) < rows.length) {
      throw notAllWritten(table.name, rows.length, rowCount ?? 0);
    }
  }

  async #takeOutMoved(piece: readonly Row[]): Promise<void> {
    const moved = this.#dialect.takeOutMoved(piece);
    if (moved === null) return;
    const what = 'while it looked where swings lie';
    const { rows } = await this.#ask(moved.asked.text, moved.asked.values, what);
    if (rows.length > 0) await this.#askAll([moved.takeOut], what);
  }

  async #makePartitions(table: WarehouseTable, rows: readonly Row[]): Promise<void> {
    if (table.time === null) return;
    const months = new Map<string, Month>();
    for (const row of rows) {
      const month = monthOf(String(row['recordedAt']));
      months.set(`${table.name} ${month.year} ${month.month}`, month);
    }
    for (const [key, month] of months) {
      if (this.#partitions.has(key)) continue;
      const text = this.#dialect.partition(table, month);
      if (text !== null) await this.#create(text, `while a month of ${table.name} was made`);
      // At most as many as there are months that rows may lie in: check-rows bounds them.
      this.#partitions.add(key);
    }
  }

  async #create(text: string, what: string): Promise<void> {
    this.#checkOpen();
    try {
      await createRepeatedly(this.#pool, text);
    } catch (error) {
      throw translateWarehouseError(error, what);
    }
  }

  async #fill(text: string): Promise<void> {
    this.#checkOpen();
    const statements = { text: `${limitNext(FILL_MS)}; ${text}`, query_timeout: FILL_MS };
    try {
      await this.#pool.query(statements);
    } catch (error) {
      throw translateWarehouseError(error, 'while it summed up what it has');
    }
  }

  async #askAll(statements: readonly Statement[], what: string): Promise<void> {
    for (const { text, values } of statements) await this.#ask(text, values, what);
  }

  async #ask(text: string, values: readonly unknown[], what: string): Promise<pg.QueryResult<Record<string, unknown>>> {
    this.#checkOpen();
    try {
      return await this.#pool.query<Record<string, unknown>>(text, [...values]);
    } catch (error) {
      throw this.#closing === null ? translateWarehouseError(error, what) : warehouseClosed();
    }
  }

  #checkOpen(): void {
    if (this.#closing !== null) throw warehouseClosed();
  }
}

/** Where the server orders by a score, the distance is made here, from the vector itself. */
function distanceOf(row: Row, asked: readonly number[]): number {
  if (row['distance'] !== undefined) return Number(row['distance']);
  const own = row['vector'] as readonly number[];
  return Math.sqrt(asked.reduce((sum, value, i) => sum + (value - Number(own[i])) ** 2, 0));
}

function instantOf(value: unknown): string {
  return (value instanceof Date ? value : new Date(String(value))).toISOString();
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
