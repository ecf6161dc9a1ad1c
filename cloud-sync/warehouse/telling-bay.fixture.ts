/** A bay whose swings have clips, poses and places among others, and what tells a warehouse of them, for tests. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../device/clock/clock.ts';
import { sampleReport } from '../../device/store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { StagedMedia } from '../../device/store/media-rows.ts';
import { encodePoses } from '../../device/store/pose-repository.ts';
import type { Store } from '../../device/store/store.ts';
import { emptyPoseTrack } from '../../device/swing/pose/pose-track.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { openWarehouse } from './open-warehouse.ts';
import { VECTOR_DIMENSIONS } from './tables.ts';
import { type WarehouseConfig, warehouseConfigSchema } from './warehouse.config.ts';
import { WarehouseSync } from './warehouse-sync.ts';

const HEARD_MAX = 500;

export const SHARES = { sharesSince: '2026-05-01T10:00:00.000Z' };

export interface TellingBay {
  readonly store: Store;
  readonly counters: Counters;
  /** What was said to whoever reads the log. */
  readonly said: readonly string[];
  player(change?: Parameters<Store['players']['change']>[1]): string;
  /** A measured swing in a visit, which has ended. */
  swing(player: string | null, session?: string): Promise<string>;
  /** One more revision of it. */
  analyseAgain(swing: string, score: number): void;
  /** As if the object store had everything that may leave. */
  objectsArrived(): void;
  tell(warehouse: Partial<WarehouseConfig> & { readonly url: string }, open?: typeof openWarehouse): WarehouseSync;
  /** Everything that another bay knows of people, as their facility brings it. */
  hear(other: TellingBay): Promise<void>;
  /** Ends what tells, not the store. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export async function openTellingBay(guestsMayLeave = false, name = 'bay-1'): Promise<TellingBay> {
  const directory = temporaryDirectory();
  const store = await openStoreIn(directory.path, {}, systemClock, { guestsMayLeave });
  const counters = new Counters();
  const said: string[] = [];
  const say = (_: object, message: string): void => void said.push(message);
  const telling: WarehouseSync[] = [];
  const quiet = async (): Promise<void> => {
    for (const sync of telling.splice(0)) await sync.stop();
  };
  return {
    store,
    counters,
    said,
    quiet,
    player(change = SHARES) {
      const { id } = store.players.add('Ada', 'right');
      store.players.change(id, change);
      return id;
    },
    async swing(player, session = 'visit-1') {
      if (store.players.findSession(session) === undefined) {
        store.players.beginSession(session, name);
        store.players.endSession(session);
      }
      const clip = await staged(store);
      const { id, recordedAt } = store.swings.recordSwing(aSwing({ player, session, bay: name, media: [clip] }));
      const track = emptyPoseTrack('face-on', { width: 64, height: 36 }, Float64Array.of(0, 8, 16));
      track.image.fill(Math.random());
      track.presence.fill(0.75);
      const poses = encodePoses(track);
      const { sha256, bytes, mediaType } = clip;
      store.swings.storeRevision({
        report: {
          ...sampleReport(id, { recordedAt, session, player, bay: name }),
          clips: [{ sha256, bytes, mediaType, camera: 'face-on', fromMs: -500, toMs: 3_500 }],
          landmarks: [{ camera: poses.camera, sha256: poses.sha256, frames: poses.frames }],
        },
        poses: [poses],
        embedding: { space: 'face-on', version: 1, values: new Float32Array(VECTOR_DIMENSIONS).fill(0.5) },
      });
      return id;
    },
    analyseAgain(swing, score) {
      const { revision: _, ...report } = store.swings.report(swing);
      store.swings.storeRevision({ report: { ...report, score: { overall: score, parts: {} } }, isSameMotion: true });
    },
    objectsArrived() {
      for (const { id } of store.outbox.waiting(500)) if (store.outbox.claim(id)) store.outbox.markDone(id);
    },
    tell(warehouse, open = openWarehouse) {
      const config = warehouseConfigSchema.parse({
        ...{ kind: 'postgres', facility: 'north', tls: { mode: 'off' } },
        ...warehouse,
      });
      const sync = new WarehouseSync({
        ...{ kind: config.kind, facility: config.facility, store, counters, clock: systemClock },
        log: { info: say, warn: say, error: say },
        ...{ open: () => open(config), isBusy: () => false, quietMs: 0, random: () => 0.02 },
      });
      telling.push(sync);
      sync.start();
      return sync;
    },
    async hear(other) {
      const { records } = other.store.people.changesSince(0, HEARD_MAX);
      await store.people.takeIn(records);
    },
    async close() {
      await quiet();
      await store.close();
      directory.remove();
    },
  };
}

async function staged(store: Store): Promise<StagedMedia> {
  const content = { bytes: randomBytes(2_000) };
  const outcome = await store.media.stage({ kind: 'clip', camera: 'face-on', mediaType: 'video/mp4', content });
  if (!outcome.isStored) throw new Error('no room');
  return outcome.media;
}
