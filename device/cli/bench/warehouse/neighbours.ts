/** Whether the warehouse finds the swings that brute force finds, and how long it looks. */
import pg from 'pg';
import type { Warehouse } from '../../../ports/warehouse.port.ts';
import { EMBEDDING_VERSION } from '../../../swing/embedding/embed-swing.ts';
import { embeddingDistance } from '../../../swing/embedding/embedding-projection.ts';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { swingNear } from './fleet-days.ts';
import type { SentPoints } from './ingest.ts';
import { median } from './questions.ts';

const ASKED = 9;
const NEIGHBOURS = 10;

export interface Found {
  readonly swings: number;
  /** Of the ten nearest by brute force, the share that was found. */
  readonly recall: number;
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly ofOnePlayerMs: number;
}

export async function askNeighbours(
  warehouse: Warehouse,
  golfers: readonly Float32Array[],
  sent: SentPoints,
): Promise<Found> {
  const random = seededRandom(17);
  const taken: number[] = [];
  const ofPlayer: number[] = [];
  let found = 0;
  for (let i = 0; i < ASKED; i++) {
    const vector = swingNear(golfers, random);
    const query = { space: 'space', embeddingVersion: EMBEDDING_VERSION, vector, limit: NEIGHBOURS } as const;
    const began = performance.now();
    const answer = await warehouse.nearest(query);
    taken.push(performance.now() - began);
    const truth = bruteForce(sent, Float32Array.from(vector));
    found += answer.filter(({ swingId }) => truth.has(swingId)).length;
    const beganPlayer = performance.now();
    await warehouse.nearest({ ...query, user: `player-${i}-0` });
    ofPlayer.push(performance.now() - beganPlayer);
  }
  return {
    swings: sent.ids.length,
    recall: found / (ASKED * NEIGHBOURS),
    medianMs: median(taken),
    slowestMs: Math.max(...taken),
    ofOnePlayerMs: median(ofPlayer),
  };
}

function bruteForce({ ids, vectors }: SentPoints, asked: Float32Array): ReadonlySet<string> {
  const distances = Float64Array.from(vectors, (vector) => embeddingDistance(vector, asked));
  const limit = distances.toSorted()[NEIGHBOURS - 1] ?? Number.POSITIVE_INFINITY;
  return new Set(ids.filter((_, i) => (distances[i] as number) <= limit));
}

export interface TreeBesideScan {
  readonly scanMs: number;
  readonly treeMs: number;
  readonly buildS: number;
}

/**
 * The same question to a copy of nothing but the points: looked through, and by PostgreSQL's only index of nearest cubes,
 * a GiST tree.
 */
export async function askTree(url: string, golfers: readonly Float32Array[]): Promise<TreeBesideScan> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'CREATE TABLE tree AS SELECT swing_id, vector_space FROM fleet.poses WHERE vector_space IS NOT NULL',
    );
    await client.query('VACUUM ANALYZE tree');
    const scanMs = await askCopy(client, golfers);
    const began = performance.now();
    await client.query('CREATE INDEX tree_vector ON tree USING gist (vector_space)');
    const buildS = (performance.now() - began) / 1000;
    await client.query('SET enable_seqscan = off');
    const treeMs = await askCopy(client, golfers);
    await client.query('DROP TABLE tree');
    return { scanMs, treeMs, buildS };
  } finally {
    await client.end();
  }
}

async function askCopy(client: pg.Client, golfers: readonly Float32Array[]): Promise<number> {
  const random = seededRandom(17);
  const taken: number[] = [];
  for (let i = 0; i < ASKED; i++) {
    const vector = `(${swingNear(golfers, random).join(',')})`;
    const began = performance.now();
    await client.query(`SELECT swing_id FROM tree ORDER BY vector_space <-> CAST($1 AS cube) LIMIT ${NEIGHBOURS}`, [
      vector,
    ]);
    taken.push(performance.now() - began);
  }
  return median(taken);
}
