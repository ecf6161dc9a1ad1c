/**
 * `swingbay bench similarity`: whether a swing's nearest neighbour is the same golfer's, and how long finding it takes
 * among 100,000.
 *
 * Of 100 golfers with 20 swings each, the first five swings of 20 golfers are drawn, looked at by the pose model and
 * measured as the bay would (landmarks are kept, so that a run goes on where it stopped); the others are true joints
 * with the measured error upon them. No golfer was among those that the embedding was trained on.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { virtualMotions } from '../../../../models/train/swing-embedding/virtual-motion.ts';
import { systemClock } from '../../../clock/clock.ts';
import { readEnvironment } from '../../../config/environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { storeConfigSchema } from '../../../store/store.config.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { alignMotion } from '../../../swing/embedding/aligned-motion.ts';
import { EMBEDDING_VERSION, projectionOf, type SwingEmbedding } from '../../../swing/embedding/embed-swing.ts';
import { embeddingDistance, projectMotion } from '../../../swing/embedding/embedding-projection.ts';
import type { PoseSource } from '../../../swing/metrics/pose-source.ts';
import { prepareMotion } from '../../../swing/metrics/prepared-motion.ts';
import { silentLog } from '../../../telemetry/log.ts';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { ProgressLine } from '../../progress-line.ts';
import { type Figure, told } from '../figure.ts';
import { measuredMotion, renderedSwings } from './rendered-swings.ts';

const FIRST_SEED = 5_001;
const WHOLE = { golfers: 100, swingsEach: 20, rendered: { golfers: 20, swingsEach: 5 } };
const QUICK = { golfers: 12, swingsEach: 5, rendered: { golfers: 1, swingsEach: 2 } };
const SAME_GOLFER_MIN = 0.95;
const STORED_SWINGS = 100_000;
const QUERIES = 300;
const QUERY_MS_MAX = 20;
const PLAYERS = 2_000;
const SPACES = ['space', 'face-on', 'down-the-line'] as const;

interface Placed {
  readonly golfer: number;
  readonly isRendered: boolean;
  /** By space; null where that space knows too little of the swing. */
  readonly points: Readonly<Record<PoseSource['kind'], Float32Array | null>>;
}

export async function benchSimilarity({ quick }: { quick: boolean }): Promise<Figure[]> {
  const size = quick ? QUICK : WHOLE;
  const rendered = await placedFromPictures(size.rendered);
  const virtual = placedFromJoints(size);
  const placed = [...rendered, ...virtual];
  const missing = size.rendered.golfers * size.rendered.swingsEach - rendered.length;
  return [
    ...SPACES.flatMap((space) => likenessFigures(placed, space)),
    told('rendered swings that were not found', missing, 'swings'),
    ...(await queryFigures(placed)),
  ];
}

async function placedFromPictures({ golfers, swingsEach }: { golfers: number; swingsEach: number }): Promise<Placed[]> {
  const progress = new ProgressLine('drawing and following swings');
  const cache = readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay');
  const swings = await renderedSwings({
    golferSeeds: Array.from({ length: golfers }, (_, i) => FIRST_SEED + i),
    swingsEach,
    directory: join(cache, 'bench', 'similarity'),
    onSwing: (done, of) => progress.show(done / of),
  });
  progress.end();
  return swings.flatMap((swing): Placed[] => {
    const motion = measuredMotion(swing);
    if (motion === null) return [];
    const { space, faceOn, downTheLine, events } = prepareMotion(motion);
    const pointOf = (source: PoseSource | null): Float32Array | null => {
      const row = source === null ? null : alignMotion(source, [...events.values()]);
      return row === null || source === null ? null : projectMotion(row, projectionOf(source.kind));
    };
    const points = { space: pointOf(space), 'face-on': pointOf(faceOn), 'down-the-line': pointOf(downTheLine) };
    return [{ golfer: swing.golferSeed, isRendered: true, points }];
  });
}

/** The swings that were not drawn. */
function placedFromJoints({ golfers, swingsEach, rendered }: typeof WHOLE): Placed[] {
  const progress = new ProgressLine('moving golfers');
  const placed: Placed[] = [];
  for (let golfer = 0; golfer < golfers; golfer++) {
    const from = golfer < rendered.golfers ? rendered.swingsEach : 0;
    for (let number = from; number < swingsEach; number++) {
      const motions = virtualMotions(FIRST_SEED + golfer, number);
      const pointOf = (kind: PoseSource['kind']): Float32Array | null => {
        const motion = motions[kind];
        return motion === null ? null : projectMotion(motion, projectionOf(kind));
      };
      const points = {
        space: pointOf('space'),
        'face-on': pointOf('face-on'),
        'down-the-line': pointOf('down-the-line'),
      };
      placed.push({ golfer: FIRST_SEED + golfer, isRendered: false, points });
    }
    progress.show((golfer + 1) / golfers);
  }
  progress.end();
  return placed;
}

function likenessFigures(placed: readonly Placed[], space: PoseSource['kind']): Figure[] {
  const there = placed.filter(({ points }) => points[space] !== null);
  const isOwn = there.map((swing, i) => {
    let nearest = Number.POSITIVE_INFINITY;
    let golfer = -1;
    there.forEach((other, k) => {
      if (i === k) return;
      const distance = embeddingDistance(swing.points[space] as Float32Array, other.points[space] as Float32Array);
      if (distance < nearest) [nearest, golfer] = [distance, other.golfer];
    });
    return golfer === swing.golfer;
  });
  const share = (which: readonly boolean[]): number => which.filter(Boolean).length / Math.max(1, which.length);
  const rendered = isOwn.filter((_, i) => there[i]?.isRendered);
  return [
    atLeast(`nearest is the same golfer's, ${space}, ${there.length} swings`, share(isOwn), SAME_GOLFER_MIN),
    atLeast(`the same of the ${rendered.length} drawn swings among them`, share(rendered), SAME_GOLFER_MIN),
  ];
}

/** Through the store as the API asks it: a real database of 100,000 swings, whose golfers are the bench's, scattered. */
async function queryFigures(placed: readonly Placed[]): Promise<Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-similarity-'));
  const config = storeConfigSchema.parse({ dataDirectory: directory, floorMiB: 0, reserveMiB: 0 });
  const store = await openStore(config, { log: silentLog, clock: systemClock });
  try {
    const points = placed.flatMap(({ points: { space } }) => (space === null ? [] : [space]));
    const ids = fill(store, points);
    const query = async (i: number): Promise<{ ms: number }> => {
      const swing = ids[(i * 331) % ids.length] as string;
      const began = performance.now();
      const embedding = store.embeddings.find(swing) as SwingEmbedding;
      const player = `player-${i % PLAYERS}`;
      const among = i % 2 === 0 ? {} : { among: { session: player } };
      await store.similarity.readOn(embedding);
      store.similarity.nearest({ embedding, except: swing, limit: 10, ...among });
      return { ms: performance.now() - began };
    };
    const first = (await query(0)).ms;
    const taken: number[] = [];
    for (let i = 0; i < QUERIES; i++) taken.push((await query(i)).ms);
    taken.sort((a, b) => a - b);
    const p95 = taken[Math.floor(QUERIES * 0.95)] as number;
    return [
      { ...told(`query among ${STORED_SWINGS} swings, p95`, p95, 'ms'), limit: QUERY_MS_MAX, ok: p95 <= QUERY_MS_MAX },
      told('the same, median', taken[QUERIES >> 1] as number, 'ms'),
      told('first query after the start, which reads them all', first, 'ms'),
    ];
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function fill(store: Store, points: readonly Float32Array[]): string[] {
  const random = seededRandom(1);
  const ids: string[] = [];
  const progress = new ProgressLine('storing swings');
  while (ids.length < STORED_SWINGS) {
    store.transact('swings', () => {
      for (let i = 0; i < 5_000 && ids.length < STORED_SWINGS; i++) {
        const session = `player-${ids.length % PLAYERS}`;
        const about = { kind: 'shot', bay: 'bench', session, player: null, bootId: 'bench', monotonicNs: 0 } as const;
        const { id } = store.swings.recordSwing(about);
        const point = points[Math.floor(random.next() * points.length)] as Float32Array;
        const values = point.map((value) => value + random.normal(0, 0.3));
        store.embeddings.store(id, EMBEDDING_VERSION, { space: 'space', version: EMBEDDING_VERSION, values });
        ids.push(id);
      }
    });
    progress.show(ids.length / STORED_SWINGS);
  }
  progress.end();
  return ids;
}

function atLeast(name: string, value: number, least: number): Figure {
  return { ...told(name, value, 'share'), limit: least, ok: value >= least };
}
