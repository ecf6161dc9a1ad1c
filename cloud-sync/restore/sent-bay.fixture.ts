/** A bay with swings of players and guests, all of which has been sent to an object store, for tests. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../device/clock/clock.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { sampleReport } from '../../device/store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { MediaKind, StagedMedia } from '../../device/store/media-rows.ts';
import { encodePoses } from '../../device/store/pose-repository.ts';
import type { Store } from '../../device/store/store.ts';
import { emptyPoseTrack, type PoseTrack } from '../../device/swing/pose/pose-track.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import { documentsOf, fileOf, findSwing } from '../outbox/swing-objects.ts';

export interface SentBay {
  readonly store: Store;
  /** A player who agreed that what is theirs may leave. */
  player(name?: string): string;
  /** A swing with a clip, a key frame and poses; measured again for every further revision. */
  swing(player: string | null, options?: SwingOptions): Promise<string>;
  /** Measures a swing once more. */
  measure(id: string, changes?: Partial<SwingReport>): SwingReport;
  /** Everything that may leave, as the outbox would send it; answers how many objects. */
  send(objects: ObjectStore): Promise<number>;
  close(): Promise<void>;
}

export interface SwingOptions {
  readonly session?: string;
  readonly bay?: string;
  readonly clipBytes?: number;
  readonly revisions?: number;
}

export async function openSentBay(): Promise<SentBay> {
  const directory = temporaryDirectory();
  const store = await openStoreIn(directory.path, {}, systemClock, { guestsMayLeave: true });
  const bay: SentBay = {
    store,
    player(name = 'Ada') {
      const { id } = store.players.add(name, null);
      store.players.change(id, { sharesSince: '2026-05-01T10:00:00.000Z' });
      return id;
    },
    async swing(player, { session = 'visit-1', bay: name = 'bay-1', clipBytes = 20_000, revisions = 1 } = {}) {
      const clip = await staged(store, 'clip', clipBytes);
      const { id } = store.swings.recordSwing(aSwing({ player, session, bay: name, media: [clip] }));
      const frame = await staged(store, 'key-frame', 3_000);
      const { sha256, bytes, mediaType } = frame;
      const { sha256: film, bytes: filmBytes } = clip;
      for (let n = 1; n <= revisions; n++) {
        bay.measure(id, {
          clips: [{ sha256: film, bytes: filmBytes, mediaType: 'video/mp4', camera: 'face-on', fromMs: 0, toMs: 16 }],
          keyFrames: [
            {
              ...{ sha256, bytes, mediaType, event: 'impact', camera: 'face-on' },
              ...{ timeMs: 8, width: 64, height: 36 },
            },
          ],
        });
      }
      store.media.attach(id, [frame]);
      return id;
    },
    measure(id, changes = {}) {
      const poses = encodePoses(track());
      const { kind, bay: name, session, player, recordedAt, order } = store.swings.find(id);
      const about = { kind, bay: name, session, player, recordedAt, order };
      const { camera, sha256, frames } = poses;
      return store.swings.storeRevision({
        report: { ...sampleReport(id), ...about, landmarks: [{ camera, sha256, frames }], ...changes },
        poses: [poses],
        embedding: null,
      });
    },
    async send(objects) {
      let sent = 0;
      for (let after = 0; ; ) {
        const page = store.outbox.announced(500, after);
        for (const entry of page) {
          const swing = entry.state === 'withheld' || entry.swing === '' ? null : findSwing(store, entry.swing);
          if (swing === null) continue;
          const file = entry.kind === 'media-stored' ? fileOf(store, swing, entry) : null;
          const toSend = file === null ? documentsOf(store, swing, entry) : [file];
          for (const { key, content } of toSend) {
            await objects.put(key, content);
            sent++;
          }
        }
        const last = page.at(-1);
        if (last === undefined) return sent;
        after = last.id;
      }
    },
    async close() {
      await store.close();
      directory.remove();
    },
  };
  return bay;
}

async function staged(store: Store, kind: MediaKind, bytes: number): Promise<StagedMedia> {
  const mediaType = kind === 'clip' ? 'video/mp4' : 'image/jpeg';
  const content = { bytes: randomBytes(bytes) };
  const outcome = await store.media.stage({ kind, camera: 'face-on', mediaType, content });
  if (!outcome.isStored) throw new Error('no room');
  return outcome.media;
}

/** Other poses for each swing, as in life: landmarks are never the same twice. */
function track(): PoseTrack {
  const made = emptyPoseTrack('face-on', { width: 64, height: 36 }, Float64Array.of(0, 8, 16));
  for (const column of [made.image, made.world, made.presence]) column.fill(Math.random());
  return made;
}
