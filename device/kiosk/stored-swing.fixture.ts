/** Swings with clips, key frames and poses, put into a real store as an analysis would have put them there. */
import { encodePoses } from '../store/pose-repository.ts';
import { aSwing } from '../store/fixtures/store-in-directory.ts';
import type { StagedMedia } from '../store/media-rows.ts';
import type { Store } from '../store/store.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { type ScriptedMedia, sha256 } from './dev/scripted-media.ts';
import { SCRIPTED_EVENTS_MS, SWING_CLIP_MS } from './dev/scripted-golfer.ts';
import { PICTURE } from './dev/scripted-picture.ts';
import { scriptedReport } from './dev/scripted-report.ts';

export interface SwingToStore {
  readonly session: string;
  readonly player?: string | null;
  readonly bay?: string;
  readonly kind?: 'shot' | 'practice';
  readonly score?: number;
  readonly club?: string | null;
  readonly changes?: Partial<SwingReport>;
}

let sequence = 0;

export async function storeSwing(store: Store, media: ScriptedMedia, swing: SwingToStore): Promise<string> {
  const { session, player = null, bay = 'bay-1', kind = 'shot' } = swing;
  sequence += 1;
  const { id } = store.swings.recordSwing(aSwing({ session, player, bay, kind, monotonicNs: sequence * 30e9 }));
  await measureSwing(store, media, id, swing);
  return id;
}

/** The report of a swing that has been recorded. */
export async function measureSwing(store: Store, media: ScriptedMedia, id: string, swing: SwingToStore): Promise<void> {
  const { session, bay = 'bay-1', kind = 'shot', score = 6.8, club = null, changes = {} } = swing;
  const poses = [...media.clips].map(([camera, { swing: clip }]) => encodePoses(trackOf(camera, clip.landmarks)));
  const { revision: _, ...report } = scriptedReport({
    ...{ id, sequence, session, bay, kind, score, isSlowMotion: false },
    keyFrames: media.keyFrames.map(({ camera, event, jpeg, sha256: hash }) => ({
      ...{ sha256: hash, mediaType: 'image/jpeg', bytes: jpeg.length, event, camera },
      ...{ timeMs: SCRIPTED_EVENTS_MS[event], width: PICTURE.width, height: PICTURE.height },
    })),
    clips: [...media.clips].map(([camera, { swing: clip }]) => ({
      ...{ sha256: sha256(clip.mp4), mediaType: 'video/mp4', bytes: clip.mp4.length },
      ...{ camera, fromMs: 0, toMs: SWING_CLIP_MS },
    })),
  });
  store.swings.storeRevision({
    report: {
      ...report,
      recordedAt: store.swings.find(id).recordedAt,
      club,
      landmarks: poses.map(({ camera, sha256: hash, frames }) => ({ camera, sha256: hash, frames })),
      ...changes,
    },
    poses,
    media: await stagedOf(store, media),
  });
}

async function stagedOf(store: Store, media: ScriptedMedia): Promise<StagedMedia[]> {
  const parts = [
    ...[...media.clips].map(([camera, { swing }]) => ({
      ...{ kind: 'clip' as const, camera, mediaType: 'video/mp4', content: { bytes: swing.mp4 } },
    })),
    ...media.keyFrames.map(({ camera, jpeg }) => ({
      ...{ kind: 'key-frame' as const, camera, mediaType: 'image/jpeg', content: { bytes: jpeg } },
    })),
  ];
  const staged: StagedMedia[] = [];
  for (const part of parts) {
    const outcome = await store.media.stage(part);
    if (outcome.isStored) staged.push(outcome.media);
  }
  return staged;
}

/** The landmarks of a scripted clip, fractions of the picture, as a track in pixels. */
function trackOf(camera: string, landmarks: readonly (readonly number[] | null)[]): PoseTrack {
  const times = Float64Array.from(landmarks, (_, frame) => (frame * 1000) / PICTURE.fps);
  const track = emptyPoseTrack(camera, PICTURE, times);
  for (const [frame, values] of landmarks.entries()) {
    if (values === null) continue;
    track.presence[frame] = 1;
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark += 1) {
      const at = (frame * LANDMARK_COUNT + landmark) * IMAGE_VALUES;
      const [x = 0, y = 0, visibility = 0] = values.slice(landmark * 3, landmark * 3 + 3);
      track.image.set([x * PICTURE.width, y * PICTURE.height, 0, visibility], at);
    }
    track.world.fill(0, frame * LANDMARK_COUNT * 3, (frame + 1) * LANDMARK_COUNT * 3);
  }
  return track;
}
