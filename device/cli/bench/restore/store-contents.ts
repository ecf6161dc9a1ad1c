/** What a bay's database says, table by table, as one hash each: to see whether two say the same. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

export interface TableContent {
  readonly rows: number;
  readonly sha256: string;
}

/** What swings and people are made of; without what is this machine's own: places, states of files, numbers of rows. */
const TABLES: Readonly<Record<string, string>> = {
  swings: `id, kind, bay, session, player, recorded_at, boot_id, monotonic_ns, sequence, status, revision, score, club,
    missing, deleted_at`,
  reports: 'swing, revision, document, created_at',
  poses: 'swing, camera, sha256, revision, frames, hex(track)',
  embeddings: 'swing, space, version, hex(vector)',
  media: 'swing, kind, camera, sha256, bytes, media_type',
  swing_faults: '(select id from swings where swings.ordinal = swing_faults.ordinal), fault',
  players: '*',
  accounts: '*',
  cards: '*',
  sessions: '*',
  drills_done: '*',
  goals: '*',
  consistency_scores: '*',
};

export function storeContents(dataDirectory: string): Record<string, TableContent> {
  const sqlite = new SqliteDatabase(join(dataDirectory, 'swingbay.sqlite'), { readonly: true });
  try {
    return Object.fromEntries(
      Object.entries(TABLES).map(([table, columns]) => {
        const rows = sqlite
          .prepare(`select ${columns} from ${table}`)
          .raw()
          .all()
          .map((row) => JSON.stringify(row));
        const hash = createHash('sha256');
        for (const row of rows.toSorted()) hash.update(`${row}\n`);
        return [table, { rows: rows.length, sha256: hash.digest('hex') }];
      }),
    );
  } finally {
    sqlite.close();
  }
}

/** Tables of which the two do not say the same. */
export function differing(
  one: Readonly<Record<string, TableContent>>,
  other: Readonly<Record<string, TableContent>>,
): string[] {
  return Object.keys({ ...one, ...other }).filter(
    (table) => one[table]?.sha256 !== other[table]?.sha256 || one[table]?.rows !== other[table]?.rows,
  );
}
