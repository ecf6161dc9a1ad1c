/**
 * A process that keeps swings as a bay does and says on standard output, a line of JSON each, what it may acknowledge:
 * `facts-process DATA_DIRECTORY SWINGS [unsafe]`. `unsafe` opens the database as most recipes do, with
 * `synchronous = NORMAL`: whoever looks for lost facts must find some then.
 */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { sampleReport } from '../../../store/fixtures/sample-report.ts';
import type { MediaKind, StagedMedia } from '../../../store/media-rows.ts';
import { encodePoses } from '../../../store/pose-repository.ts';
import type { Store } from '../../../store/store.ts';
import { emptyPoseTrack } from '../../../swing/pose/pose-track.ts';
import { openBenchStore } from '../api/stored-swings.ts';
import type { Acknowledged } from './acknowledged.ts';

const CLIP_BYTES = 60_000;
const KEY_FRAME_BYTES = 5_000;
const FRAMES = 40;
/** One swing in so many is deleted again. */
const DELETED_EVERY = 5;
const CAMERAS = ['face-on', 'down-the-line'];

const [, , dataDirectory = '', swings = '0', how] = process.argv;
if (how === 'unsafe') weaken();
const store = await openBenchStore(dataDirectory);
for (let number = 0; number < Number(swings); number++) await keepSwing(store, number);
await store.close();

async function keepSwing({ swings: kept, queue, players }: Store, number: number): Promise<void> {
  const clips = await Promise.all(CAMERAS.map((camera) => staged('clip', camera, 'video/mp4', CLIP_BYTES)));
  const about = { kind: 'shot', bay: 'bay-1', session: 'visit', player: null, bootId: 'power-cut' } as const;
  const { id } = kept.recordSwing({ ...about, monotonicNs: number, media: clips, analysis: {} });
  acknowledge({ fact: 'recorded', swing: id, media: clips.map(({ sha256 }) => sha256) });

  const job = queue.claim();
  if (job === undefined) throw new Error('The analysis of a swing that was just recorded is not there.');
  const frames = await Promise.all(CAMERAS.map((camera) => staged('key-frame', camera, 'image/jpeg', KEY_FRAME_BYTES)));
  const poses = CAMERAS.map((camera) =>
    encodePoses(
      emptyPoseTrack(
        camera,
        { width: 1280, height: 720 },
        Float64Array.from({ length: FRAMES }, (_, i) => i),
      ),
    ),
  );
  const { revision } = kept.storeRevision({ report: sampleReport(id), poses, media: frames, job: job.id });
  acknowledge({ fact: 'reported', swing: id, revision, media: frames.map(({ sha256 }) => sha256) });

  acknowledge({ fact: 'player', player: players.add(`Player ${number}`, null).id });
  if (number % DELETED_EVERY !== DELETED_EVERY - 1) return;
  await kept.remove(id);
  acknowledge({ fact: 'deleted', swing: id });
}

async function staged(kind: MediaKind, camera: string, mediaType: string, bytes: number): Promise<StagedMedia> {
  const outcome = await store.media.stage({ kind, camera, mediaType, content: { bytes: randomBytes(bytes) } });
  if (!outcome.isStored) throw new Error('The disk of the measurement is full.');
  return outcome.media;
}

/** Not before the call returned: from here on somebody relies on it. */
function acknowledge(fact: Acknowledged): void {
  writeSync(1, `${JSON.stringify(fact)}\n`);
}

function weaken(): void {
  const pragma = SqliteDatabase.prototype.pragma;
  SqliteDatabase.prototype.pragma = function weaker(source, options) {
    return pragma.call(this, source === 'synchronous = FULL' ? 'synchronous = NORMAL' : source, options);
  };
}
