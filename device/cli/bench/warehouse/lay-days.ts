/**
 * Fills the warehouse with more days than can be sent while somebody waits: the server copies the swings that were sent,
 * to other hours and days, with other visits and guests, and without the objects that no sum reads.
 */
import pg from 'pg';
import { TABLES } from '../../../../cloud-sync/warehouse/tables.ts';
import { ProgressLine } from '../../progress-line.ts';

const SAMPLE = 'fleet_sample';

export interface Laying {
  readonly url: string;
  /** The copies of a day that fill it up, each so many hours after the one before. */
  readonly partsOfDay: number;
  readonly partHours: number;
}

/** Keeps what was sent, to be copied from. */
export async function keepSample(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const columns = TABLES.swing_analysis.columns.map(({ name, type }) => {
      if (name.startsWith('object') || type === 'object' || type === 'kept-object')
        return `CAST('{}' AS jsonb) AS ${name}`;
      return type === 'objects' ? `CAST('[]' AS jsonb) AS ${name}` : name;
    });
    await client.query(`CREATE UNLOGGED TABLE ${SAMPLE} AS SELECT ${columns.join(', ')} FROM fleet.swing_analysis`);
  });
}

/** Lays the days from one to another, not included; of the first day what was not sent. Answers swings a second. */
export async function layDays({ url, partsOfDay, partHours }: Laying, from: number, to: number): Promise<number> {
  const progress = new ProgressLine('laying days');
  const shifts = Array.from({ length: (to - from) * partsOfDay }, (_, i) => from * partsOfDay + i).filter((n) => n > 0);
  return withClient(url, async (client) => {
    await client.query('SET synchronous_commit = off');
    const names = TABLES.swing_analysis.columns.map(({ name }) => name);
    const changed: Readonly<Record<string, string>> = {
      id: "id || '/' || $1",
      swing_id: "swing_id || '/' || $1",
      session_id: "session_id || '/' || $1",
      user_id: "CASE WHEN is_guest THEN user_id || '/' || $1 ELSE user_id END",
      recorded_at: 'recorded_at + make_interval(days => $2, hours => $3)',
    };
    const laid = `INSERT INTO fleet.swing_analysis (${names.join(', ')}) SELECT ${names.map((name) => changed[name] ?? name).join(', ')} FROM ${SAMPLE}`;
    const began = performance.now();
    let swings = 0;
    for (const [i, shift] of shifts.entries()) {
      const place = [String(shift), Math.floor(shift / partsOfDay), (shift % partsOfDay) * partHours];
      swings += (await client.query(laid, place)).rowCount ?? 0;
      progress.show((i + 1) / shifts.length);
    }
    progress.end();
    return (swings * 1000) / (performance.now() - began);
  });
}

/** What `prepare` has to sum up again, since the copies went past the warehouse's own sending. */
export async function dropSums(url: string): Promise<void> {
  await withClient(url, (client) =>
    client.query('DROP TABLE fleet.swing_sums_by_hour, fleet.swing_sums_by_day CASCADE'),
  );
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
