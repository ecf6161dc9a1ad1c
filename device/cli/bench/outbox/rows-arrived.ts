/** What really stands in the warehouse, asked by its plain client and held against the ledger. */
import pg from 'pg';
import type { Ledger } from './swings-made-offline.ts';

export interface RowsArrived {
  readonly rows: number;
  /** Swings of the ledger without a row, and clips and poses that are missing. */
  readonly lost: number;
  /** Rows of one thing beyond the first, and of what the ledger does not have. */
  readonly doubled: number;
}

/** @param perCamera how many rows each table of clips and poses must have */
export async function lookWhatRowsArrived(url: string, ledger: Ledger, perCamera: number): Promise<RowsArrived> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const idsOf = async (table: string, id: string): Promise<string[]> =>
      (await client.query<{ id: string }>(`select ${id} as id from swingbay.${table}`)).rows.map((row) => row.id);
    const swings = await idsOf('swing_analysis', 'swing_id');
    const [videos, poses] = [await idsOf('videos', 'id'), await idsOf('poses', 'id')];
    const there = new Set(swings);
    const missing = [...ledger.swings].filter((swing) => !there.has(swing)).length;
    const once = [swings, videos, poses].map((ids) => new Set(ids).size);
    const [, oneVideo = 0, onePoses = 0] = once;
    const rows = swings.length + videos.length + poses.length;
    const foreign = swings.filter((swing) => !ledger.swings.has(swing)).length;
    return {
      rows,
      lost: missing + Math.max(0, perCamera - oneVideo) + Math.max(0, perCamera - onePoses),
      doubled:
        rows -
        once.reduce((sum, one) => sum + one, 0) +
        foreign +
        Math.max(0, oneVideo - perCamera) +
        Math.max(0, onePoses - perCamera),
    };
  } finally {
    await client.end();
  }
}
