/** A bay's store with swings in it, and the sync that sends them, for tests. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { systemClock } from '../../device/clock/clock.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { sampleReport } from '../../device/store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { StagedMedia } from '../../device/store/media-rows.ts';
import { encodePoses } from '../../device/store/pose-repository.ts';
import type { Store } from '../../device/store/store.ts';
import { emptyPoseTrack, type PoseTrack } from '../../device/swing/pose/pose-track.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { OutboxSync } from './outbox-sync.ts';
import { type SyncConfig, syncConfigSchema } from './sync.config.ts';

export interface SyncingBay {
  readonly store: Store;
  readonly counters: Counters;
  /** Whether somebody swings. */
  busy: boolean;
  /** A player who agreed that what is theirs may leave. */
  player(): string;
  swing(player: string | null, clipBytes?: number): Promise<string>;
  /** Takes the clips of a swing away, as the disk rule does with those that are elsewhere. */
  giveUpClips(swing: string): void;
  sync(objects: ObjectStore, config?: Partial<SyncConfig>): OutboxSync;
  close(): Promise<void>;
}

export async function openSyncingBay(guestsMayLeave = false): Promise<SyncingBay> {
  const directory = temporaryDirectory();
  const store = await openStoreIn(directory.path, {}, systemClock, { guestsMayLeave });
  const syncs: OutboxSync[] = [];
  const bay: SyncingBay = {
    store,
    counters: new Counters(),
    busy: false,
    player() {
      const { id } = store.players.add('Ada', null);
      store.players.change(id, { sharesSince: '2026-05-01T10:00:00.000Z' });
      return id;
    },
    async swing(player, clipBytes = 20_000) {
      const { id } = store.swings.recordSwing(aSwing({ player, media: [await staged(store, 'clip', clipBytes)] }));
      const poses = encodePoses(track());
      store.swings.storeRevision({
        report: {
          ...sampleReport(id),
          landmarks: [{ camera: poses.camera, sha256: poses.sha256, frames: poses.frames }],
        },
        poses: [poses],
        media: [await staged(store, 'key-frame', 3_000)],
      });
      return id;
    },
    giveUpClips(swing) {
      const database = new Sqlite(join(directory.path, 'swingbay.sqlite'));
      database.prepare("update media set state = 'dropped' where swing = ? and kind = 'clip'").run(swing);
      database.close();
      for (const clip of store.media.list(swing)) if (clip.kind === 'clip') rmSync(store.media.pathOf(clip));
    },
    sync(objects, config = {}) {
      const to = { kind: 'folder', path: 'unused' };
      const { counters } = bay;
      const sync = new OutboxSync({
        ...{ objects, store, clock: systemClock, log: silentLog, counters, random: () => 0.02 },
        config: syncConfigSchema.parse({ to, ...config }),
        isBusy: () => bay.busy,
      });
      syncs.push(sync);
      return sync;
    },
    async close() {
      for (const sync of syncs) await sync.stop();
      await store.close();
      directory.remove();
    },
  };
  return bay;
}

async function staged(store: Store, kind: 'clip' | 'key-frame', bytes: number): Promise<StagedMedia> {
  const mediaType = kind === 'clip' ? 'video/mp4' : 'image/jpeg';
  const outcome = await store.media.stage({
    kind,
    camera: 'face-on',
    mediaType,
    content: { bytes: randomBytes(bytes) },
  });
  if (!outcome.isStored) throw new Error('no room');
  return outcome.media;
}

/** Other poses for each swing, as in life: landmarks are never the same twice. */
function track(): PoseTrack {
  const made = emptyPoseTrack('face-on', { width: 64, height: 36 }, Float64Array.of(0, 8, 16));
  for (const column of [made.image, made.world, made.presence]) column.fill(Math.random());
  return made;
}
