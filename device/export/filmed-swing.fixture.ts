/** A swing in a store, with real little clips and poses of a golfer who only moves the hands, for tests of the videos. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import { aSwing } from '../store/fixtures/store-in-directory.ts';
import type { StagedMedia } from '../store/media-rows.ts';
import { encodePoses } from '../store/pose-repository.ts';
import type { Store } from '../store/store.ts';
import { LANDMARK, LANDMARK_COUNT, LANDMARK_NAMES } from '../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';
import type { CameraRole, SwingReport } from '../swing/report/swing-report.ts';

const SIZE = { width: 320, height: 180 };
const FPS = 60;
const CLIP_MS = 3_000;
export const EVENTS: SwingReport['events'] = (
  [
    ['address', 600],
    ['toe-up', 1_100],
    ['mid-backswing', 1_250],
    ['top', 1_500],
    ['mid-downswing', 1_620],
    ['impact', 1_750],
    ['mid-follow-through', 1_850],
    ['finish', 2_500],
  ] as const
).map(([name, timeMs]) => ({ name, timeMs, frame: {}, confidence: 0.9, by: 'hands' }));
const PHASES: SwingReport['phases'] = [
  { name: 'address', fromMs: 300, toMs: 600 },
  { name: 'takeaway', fromMs: 600, toMs: 1_100 },
  { name: 'backswing', fromMs: 1_100, toMs: 1_460 },
  { name: 'transition', fromMs: 1_460, toMs: 1_540 },
  { name: 'downswing', fromMs: 1_540, toMs: 1_740 },
  { name: 'impact', fromMs: 1_740, toMs: 1_760 },
  { name: 'follow-through', fromMs: 1_760, toMs: 2_500 },
  { name: 'finish', fromMs: 2_500, toMs: 2_900 },
];

/** A whole MP4 of moving bars; `seconds` of it. */
function barsClip(seconds = CLIP_MS / 1_000): string {
  const file = join(tmpdir(), `swingbay-bars-${randomUUID()}.mp4`);
  const source = `testsrc2=s=${SIZE.width}x${SIZE.height}:r=${FPS}:d=${seconds}`;
  const encoded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...encoded, file]);
  return file;
}

export async function stageFile(store: Store, camera: string, file: string): Promise<StagedMedia> {
  const mediaType = 'video/mp4';
  const outcome = await store.media.stage({ kind: 'clip', camera, mediaType, content: { file } });
  rmSync(file, { force: true });
  if (!outcome.isStored) throw new Error('no room for a clip');
  return outcome.media;
}

export interface FilmedSwingChoice {
  readonly player?: string | null;
  readonly cameras?: readonly CameraRole[];
  /** In place of moving bars. */
  readonly clip?: () => string;
}

/** Its id, after its report is stored. */
export async function filmedSwing(store: Store, choice: FilmedSwingChoice = {}): Promise<string> {
  const { cameras = ['face-on', 'down-the-line'], clip = barsClip, player = null } = choice;
  const staged = await Promise.all(cameras.map((camera) => stageFile(store, camera, clip())));
  const { id } = store.swings.recordSwing(aSwing({ media: staged, player }));
  const poses = cameras.map((camera) => encodePoses(handsTrack(camera)));
  const report = sampleReport(id, {
    player,
    cameras: cameras.map((role) => ({
      ...{ name: role, role, ...SIZE, fps: FPS, frames: (CLIP_MS / 1_000) * FPS, stamped: 'driver' as const },
      ...{ calibrated: false, nudged: false, timeUncertaintyMs: null },
    })),
    events: EVENTS,
    phases: PHASES,
    clips: staged.map(({ sha256, mediaType, bytes }, index) => ({
      ...{ sha256, mediaType, bytes, camera: cameras[index] ?? '', fromMs: 0, toMs: CLIP_MS },
    })),
    landmarks: poses.map(({ camera, sha256, frames }) => ({ camera, sha256, frames })),
  });
  store.swings.storeRevision({ report, poses });
  return id;
}

/** Everybody of it stands still but the hands, which go round in a circle once. */
function handsTrack(camera: string): PoseTrack {
  const timesMs = Float64Array.from({ length: (CLIP_MS / 1_000) * FPS }, (_, frame) => (frame * 1_000) / FPS);
  const track = emptyPoseTrack(camera, SIZE, timesMs);
  track.presence.fill(1);
  for (const [frame, timeMs] of timesMs.entries()) {
    const angle = (timeMs / CLIP_MS) * 2 * Math.PI;
    for (const name of LANDMARK_NAMES) {
      const row = (frame * LANDMARK_COUNT + LANDMARK[name]) * IMAGE_VALUES;
      const side = name.startsWith('left') ? 8 : name.startsWith('right') ? -8 : 0;
      const height = name.includes('wrist') ? 90 + 30 * Math.sin(angle) : (HEIGHTS[name.replace(/^\w+?-/, '')] ?? 50);
      const out = name.includes('wrist') ? 30 * Math.cos(angle) : 0;
      track.image.set([160 + side + out, height, 0, 1], row);
    }
  }
  return track;
}

const HEIGHTS: Readonly<Record<string, number>> = {
  ...{ shoulder: 60, elbow: 80, hip: 100, knee: 125, ankle: 150, heel: 152, 'foot-index': 154 },
};
