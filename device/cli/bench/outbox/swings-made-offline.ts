/** Swings as a bay stores them while there is no line, and the ledger of what must arrive: written beside the store, not read from it. */
import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Clock, systemClock } from '../../../clock/clock.ts';
import { sampleReport } from '../../../store/fixtures/sample-report.ts';
import type { StagedMedia } from '../../../store/media-rows.ts';
import { encodePoses } from '../../../store/pose-repository.ts';
import { storeConfigSchema } from '../../../store/store.config.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { emptyPoseTrack } from '../../../swing/pose/pose-track.ts';
import { silentLog } from '../../../telemetry/log.ts';

export interface Offline {
  /** Swings with two clips and twelve key frames. */
  readonly whole: number;
  /** Swings that are a report alone. */
  readonly reportsAlone: number;
  /** Every so many whole swings have a clip that goes in parts. */
  readonly largeEvery: number;
  /** When each swing was made, by the bay's clock; now where absent. */
  readonly times?: readonly Date[];
}

export interface Ledger {
  /** Keys of every object but the documents that say that a swing happened, of which there is one a swing. */
  readonly keys: ReadonlySet<string>;
  readonly swings: ReadonlySet<string>;
  readonly bytes: number;
}

const KEY_FRAMES = 12;
const CAMERAS = ['face-on', 'down-the-line'] as const;
const MB = 1_000_000;
const LARGE_MB = 12;
const POSE_FRAMES = 300;
const BAY = 'bay-1';
const SWINGS_A_VISIT = 20;

function openBayStore(dataDirectory: string, clock: Clock): Promise<Store> {
  const config = storeConfigSchema.parse({ dataDirectory, floorMiB: 0, reserveMiB: 0 });
  const remote = { guestsMayLeave: false };
  return openStore(config, { log: silentLog, clock, remote });
}

export async function makeSwings(dataDirectory: string, offline: Offline): Promise<Ledger> {
  const { whole, reportsAlone, largeEvery, times } = offline;
  let now: Date | undefined;
  const store = await openBayStore(dataDirectory, { ...systemClock, wall: () => now ?? new Date() });
  const keys = new Set<string>();
  const swings = new Set<string>();
  let bytes = 0;
  try {
    const player = store.players.add('Ada', null).id;
    store.players.change(player, { sharesSince: '2026-01-01T00:00:00.000Z' });
    const note = (swing: string, content: Uint8Array, extension: string): void => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      keys.add(`users/${player}/swings/${swing}/${sha256}.${extension}`);
      bytes += content.length;
    };
    const stage = async (
      swing: string,
      kind: 'clip' | 'key-frame',
      camera: string,
      size: number,
    ): Promise<StagedMedia> => {
      const content = randomBytes(size);
      const mediaType = kind === 'clip' ? 'video/mp4' : 'image/jpeg';
      const staged = await store.media.stage({ kind, camera, mediaType, content: { bytes: content } });
      if (!staged.isStored) throw new Error('The disk has no room for the swings of the bench.');
      note(swing, content, kind === 'clip' ? 'mp4' : 'jpg');
      return staged.media;
    };
    const wholeSwing = (swing: string, isLarge: boolean): Promise<StagedMedia[]> =>
      Promise.all([
        ...CAMERAS.map((camera, index) =>
          stage(
            swing,
            'clip',
            camera,
            isLarge && index === 0 ? LARGE_MB * MB : MB + Math.round(Math.random() * 2 * MB),
          ),
        ),
        ...Array.from({ length: KEY_FRAMES }, (_, frame) =>
          stage(swing, 'key-frame', CAMERAS[frame % 2] ?? 'face-on', 40_000 + frame * 1_000),
        ),
      ]);
    for (let n = 0; n < whole + reportsAlone; n++) {
      now = times?.[n];
      const id = uuidv7(now === undefined ? {} : { msecs: now.getTime() });
      swings.add(id);
      const media = n < whole ? await wholeSwing(id, n % largeEvery === 0) : [];
      const session = `visit-${Math.floor(n / SWINGS_A_VISIT)}`;
      if (n % SWINGS_A_VISIT === 0) {
        store.players.beginSession(session, BAY);
        store.players.endSession(session);
      }
      const about = { kind: 'shot', bay: BAY, session, player } as const;
      const { recordedAt } = store.swings.recordSwing({ id, ...about, bootId: 'bench', monotonicNs: n, media });
      const poses = n < whole ? CAMERAS.map((camera) => encodePoses(drawnTrack(camera))) : [];
      for (const { blob } of poses) note(id, blob, 'poses');
      const landmarks = poses.map(({ camera, sha256, frames }) => ({ camera, sha256, frames }));
      const clips = media
        .filter(({ kind }) => kind === 'clip')
        .map(({ camera, sha256, bytes: size, mediaType }) => ({
          ...{ camera: camera ?? '', sha256, mediaType, bytes: size, fromMs: -500, toMs: 3_500 },
        }));
      const told = { ...sampleReport(id), ...about, recordedAt, landmarks, clips };
      const report = store.swings.storeRevision({ report: told, poses });
      note(id, Buffer.from(JSON.stringify(report)), 'json');
    }
    return { keys, swings, bytes };
  } finally {
    await store.close();
  }
}

function drawnTrack(camera: string) {
  const made = emptyPoseTrack(
    camera,
    { width: 1280, height: 720 },
    Float64Array.from({ length: POSE_FRAMES }, (_, n) => n * 8),
  );
  for (const column of [made.image, made.world, made.presence])
    for (let i = 0; i < column.length; i++) column[i] = Math.random();
  return made;
}
