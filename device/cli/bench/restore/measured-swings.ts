/** A bay's store with swings of virtual golfers, measured as if a pose model that never errs had seen them. */
import { randomBytes } from 'node:crypto';
import { encodePoses } from '../../../store/pose-repository.ts';
import { sampleReport } from '../../../store/fixtures/sample-report.ts';
import type { MediaKind, StagedMedia } from '../../../store/media-rows.ts';
import type { Store } from '../../../store/store.ts';
import { embedSwing } from '../../../swing/embedding/embed-swing.ts';
import type { SwingMotion } from '../../../swing/metrics/swing-motion.ts';
import { LANDMARK_COUNT } from '../../../swing/pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../../../swing/pose/pose-track.ts';
import type { SwingReport } from '../../../swing/report/swing-report.ts';
import { downTheLineCamera, faceOnCamera, project, type VirtualCamera } from '../../../virtual-bay/camera.ts';
import { landmarksAt } from '../../../virtual-bay/landmarks.ts';
import { randomGolfer } from '../../../virtual-bay/random-golfer.ts';
import { SwingMotion as VirtualSwing } from '../../../virtual-bay/swing-motion.ts';
import { eventsOf } from '../../../virtual-bay/truth.ts';

export interface MeasuredSwings {
  readonly swings: number;
  readonly players: number;
  readonly clipBytes: number;
  readonly keyFrames: number;
}

const SIZE = { width: 720, height: 1280, fps: 60 };
const GOLFERS = 6;
const SWINGS_OF_A_VISIT = 20;
const KEY_FRAME_BYTES = 40_000;
const AGREED = { sharesSince: '2026-01-01T00:00:00.000Z' };

/** Every player agreed that what is theirs may leave; every fifth swing is a guest's, every third is measured twice. */
export async function storeSwings(store: Store, { swings, players, clipBytes, keyFrames }: MeasuredSwings) {
  const people = Array.from({ length: players }, (_, n) => {
    const { id } = store.players.add(`Player ${n + 1}`, n % 2 === 0 ? 'right' : 'left');
    store.players.change(id, AGREED);
    return id;
  });
  for (let n = 0; n < swings; n++) {
    const player = n % 5 === 4 ? null : (people[n % players] ?? null);
    const session = visitOf(store, Math.floor(n / SWINGS_OF_A_VISIT));
    const clips = await Promise.all(
      ['face-on', 'down-the-line'].map((camera) => staged(store, 'clip', camera, clipBytes)),
    );
    const about = { kind: 'shot', bay: 'bay-1', session, player, bootId: 'bench', monotonicNs: n * 1e9 } as const;
    const { id } = store.swings.recordSwing({ ...about, media: clips });
    const frames: StagedMedia[] = [];
    for (let frame = 0; frame < keyFrames; frame++) {
      frames.push(await staged(store, 'key-frame', 'face-on', KEY_FRAME_BYTES));
    }
    for (let revision = 1; revision <= (n % 3 === 0 ? 2 : 1); revision++) measure(store, id, n, clips, frames);
  }
}

function visitOf(store: Store, number: number): string {
  const session = `visit-${number}`;
  if (store.players.findSession(session) === undefined) {
    store.players.beginSession(session, 'bay-1');
    store.players.endSession(session);
  }
  return session;
}

function measure(store: Store, id: string, n: number, clips: StagedMedia[], frames: StagedMedia[]): void {
  const { kind, bay, session, player, recordedAt, order } = store.swings.find(id);
  const motion = asSeen(n % GOLFERS);
  const poses = motion.views.map(({ track }) => encodePoses(track));
  const sample = sampleReport(id);
  const { width, height } = SIZE;
  store.swings.storeRevision({
    report: {
      ...sample,
      ...{ kind, bay, session, player, recordedAt, order, events: [...motion.events] },
      cameras: motion.views.map(({ track, role, calibration }) => ({
        ...{ name: track.camera, role, width, height, fps: SIZE.fps, frames: track.timesMs.length, stamped: 'driver' },
        ...{ calibrated: true, nudged: false, timeUncertaintyMs: 0 },
        ...(calibration === null ? {} : { calibration }),
      })),
      clips: clips.map(({ sha256, bytes, mediaType, camera }) => ({
        ...{ sha256, bytes, mediaType, camera: camera ?? '', fromMs: 0, toMs: 1_000 },
      })),
      keyFrames: frames.map(({ sha256, bytes, mediaType, camera }): SwingReport['keyFrames'][number] => ({
        ...{ sha256, bytes, mediaType, camera: camera ?? '', event: 'impact', timeMs: 500, width, height },
      })),
      landmarks: poses.map(({ camera, sha256, frames: count }) => ({ camera, sha256, frames: count })),
    },
    poses,
    media: frames,
    embedding: embedSwing(motion),
  });
}

const motions = new Map<number, SwingMotion>();

/** Of few golfers, for they take long to pose; each time a little different, as no two swings are alike. */
function asSeen(golfer: number): SwingMotion {
  const known = motions.get(golfer) ?? seenSwing(golfer);
  motions.set(golfer, known);
  return {
    ...known,
    views: known.views.map((view) => ({
      ...view,
      track: {
        ...view.track,
        image: view.track.image.map((value, i) => (i % 4 < 2 ? value + Math.random() * 1e-3 : value)),
      },
    })),
  };
}

/** A virtual golfer's swing as a pose model that never errs would see it from both sides. */
export function seenSwing(golfer: number): SwingMotion {
  const swing = new VirtualSwing(randomGolfer(golfer, { handedness: 'right' }), { leadInMs: 300, holdMs: 500 });
  return {
    views: [faceOnCamera(SIZE, 1), downTheLineCamera(SIZE, 1)].map((camera) => ({
      ...{ track: seenBy(camera, swing), role: camera.role, calibration: camera.calibration },
    })),
    handedness: 'right',
    events: eventsOf(swing).map((event) => ({ ...event, frame: {}, confidence: 1, by: 'truth' })),
    slowMotion: { suspected: false, factor: null },
  };
}

function seenBy({ name, fps, calibration }: VirtualCamera, swing: VirtualSwing): PoseTrack {
  const frames = Math.floor((swing.durationMs * fps) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000) / fps);
  const track = emptyPoseTrack(name, calibration, timesMs);
  track.presence.fill(1);
  for (const [frame, time] of timesMs.entries()) {
    const joints = landmarksAt(swing, time);
    for (let row = 0; row < LANDMARK_COUNT; row++) {
      const [x = 0, y = 0, z = 0] = joints.subarray(row * 3, row * 3 + 3);
      const pixel = project(calibration, [x, y, z]);
      track.image.set([pixel.x, pixel.y, 0, 1], (frame * LANDMARK_COUNT + row) * 4);
    }
  }
  return track;
}

async function staged(store: Store, kind: MediaKind, camera: string, bytes: number): Promise<StagedMedia> {
  const mediaType = kind === 'clip' ? 'video/mp4' : 'image/jpeg';
  const outcome = await store.media.stage({ kind, camera, mediaType, content: { bytes: randomBytes(bytes) } });
  if (!outcome.isStored) throw new Error('The disk has no room for the swings of the bench.');
  return outcome.media;
}
