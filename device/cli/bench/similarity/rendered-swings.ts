/**
 * Swings of virtual golfers that are really drawn and really looked at by the pose model, for the bench of similarity.
 * Landmarks are kept by golfer, swing, camera and what drew and read them, so that a run goes on where it stopped.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPoseTracker, type PoseTracker } from '../../../pose/pose-tracker.ts';
import { decodePoseTrack, encodePoseTrack } from '../../../store/pose-blob.ts';
import { findSwings } from '../../../swing/events/find-swing.ts';
import type { SwingMotion } from '../../../swing/metrics/swing-motion.ts';
import { LANDMARK_COUNT } from '../../../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../../../swing/pose/pose-track.ts';
import { type Backdrop, backdropOf } from '../../../virtual-bay/backdrop.ts';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../../virtual-bay/camera.ts';
import type { Golfer } from '../../../virtual-bay/golfer.ts';
import { mirrorOf } from '../../../virtual-bay/motion.ts';
import { randomGolfer } from '../../../virtual-bay/random-golfer.ts';
import { Renderer, type Scene, sceneOf } from '../../../virtual-bay/renderer.ts';
import { clipKey } from '../../../virtual-bay/scenario.ts';
import { SwingMotion as VirtualSwing } from '../../../virtual-bay/swing-motion.ts';
import { cameraOfShifted, visitSwing } from '../../../virtual-bay/visit-swing.ts';
import { atFullRate } from '../full-rate.ts';

/**
 * Lite at thirty frames a second, of which the slow parts of a swing are looked at every second one, as an analysis that
 * skips frames does: what the slowest bay measures from, and a hundred swings in a few minutes. The golfer stands more
 * than 256 pixels tall, which is all that the model takes in.
 */
const FPS = 30;
const SIZE = { width: 360, height: 640, fps: FPS };
const MODEL = 'lite';
const MOTION = { leadInMs: 300, holdMs: 400 };
const SLOW_STRIDE = 2;
/** Before the top and after impact the hands are quick, too. */
const QUICK_AROUND_MS = 120;

export interface RenderedSwing {
  readonly golferSeed: number;
  readonly number: number;
  readonly cameras: readonly VirtualCamera[];
  readonly tracks: readonly PoseTrack[];
}

export interface RenderedSwingsAsked {
  readonly golferSeeds: readonly number[];
  readonly swingsEach: number;
  readonly directory: string;
  readonly onSwing: (done: number, of: number) => void;
}

/** As many as asked, from the cache where they are there. */
export async function renderedSwings(asked: RenderedSwingsAsked): Promise<RenderedSwing[]> {
  const { golferSeeds, swingsEach, directory, onSwing } = asked;
  await mkdir(directory, { recursive: true });
  const swings: RenderedSwing[] = [];
  let tracker: PoseTracker | null = null;
  const opened = async (): Promise<PoseTracker> =>
    (tracker ??= await createPoseTracker({ model: MODEL, threads: 1, smoothing: 'none' }));
  try {
    for (const golferSeed of golferSeeds) {
      const studio = studioOf(golferSeed);
      for (let number = 0; number < swingsEach; number++) {
        swings.push(await renderedSwing(studio, number, directory, opened));
        onSwing(swings.length, golferSeeds.length * swingsEach);
      }
    }
  } finally {
    await (tracker as PoseTracker | null)?.close();
  }
  return swings;
}

/** The swing as the bay would measure it: events found by the product's own rules; null where it finds no swing. */
export function measuredMotion({ tracks, cameras }: RenderedSwing): SwingMotion | null {
  const [found] = findSwings(
    tracks.map((track, i) => ({ track, role: cameras[i]?.role ?? null })),
    { read: null, sounds: [], impactHintMs: null, handedness: null, sharedClock: true },
  );
  if (found === undefined) return null;
  return {
    views: tracks.map((track, i) => ({
      track,
      role: found.roles[i] ?? 'other',
      calibration: cameras[i]?.calibration ?? null,
    })),
    handedness: found.handedness,
    events: [...found.events],
    slowMotion: found.slowMotion,
    model: MODEL,
  };
}

/** What all swings of a golfer have in common, drawn when first needed: the body and the room behind it. */
interface Studio {
  readonly golferSeed: number;
  readonly golfer: Golfer;
  readonly cameras: readonly VirtualCamera[];
  scene(swing: VirtualSwing): Scene;
  backdrop(camera: VirtualCamera): Backdrop;
}

function studioOf(golferSeed: number): Studio {
  const golfer = randomGolfer(golferSeed);
  const side = mirrorOf(golfer);
  let first: Scene | null = null;
  const backdrops = new Map<string, Backdrop>();
  return {
    golferSeed,
    golfer,
    cameras: [faceOnCamera(SIZE, side), downTheLineCamera(SIZE, side)],
    scene(swing) {
      first ??= sceneOf(swing);
      return { ...first, figures: first.figures.map(({ mesh }) => ({ mesh, motion: swing })) };
    },
    backdrop(camera) {
      const drawn = backdrops.get(camera.name) ?? backdropOf(camera.calibration, side);
      backdrops.set(camera.name, drawn);
      return drawn;
    },
  };
}

async function renderedSwing(
  studio: Studio,
  number: number,
  directory: string,
  tracker: () => Promise<PoseTracker>,
): Promise<RenderedSwing> {
  const { golferSeed, cameras } = studio;
  const { golfer, ballShiftM } = visitSwing(studio.golfer, number);
  const swing = new VirtualSwing(golfer, MOTION);
  const tracks: PoseTrack[] = [];
  for (const camera of cameras) {
    const seen = cameraOfShifted(camera, ballShiftM);
    // The key of a clip changes with whatever changes its pictures.
    const key = clipKey({ golfer, motion: MOTION, passerBy: null, cameras: [] }, seen);
    const file = join(directory, `${MODEL}-every-${SLOW_STRIDE}-${key}.poses`);
    let track = await readTrack(file);
    if (track === null) {
      const renderer = new Renderer(studio.scene(swing), seen, studio.backdrop(camera));
      track = await filmed(camera, swing, renderer, await tracker());
      await writeFile(`${file}.part`, encodePoseTrack(track));
      await rename(`${file}.part`, file);
    }
    tracks.push(atFullRate(track, framesOf(swing), FPS));
  }
  return { golferSeed, number, cameras, tracks };
}

/** Null for a file that is not there or is damaged: it is made again. */
async function readTrack(file: string): Promise<PoseTrack | null> {
  try {
    return decodePoseTrack(await readFile(file));
  } catch {
    return null;
  }
}

async function filmed(
  camera: VirtualCamera,
  swing: VirtualSwing,
  renderer: Renderer,
  tracker: PoseTracker,
): Promise<PoseTrack> {
  const { width, height } = camera.calibration;
  const track = emptyPoseTrack(camera.name, { width, height }, framesToDraw(swing));
  tracker.reset();
  for (const [row, time] of track.timesMs.entries()) {
    renderer.render(time);
    const pose = await tracker.track({ width, height, format: 'NV12', data: renderer.nv12 }, time);
    if (pose === null) continue;
    track.presence[row] = pose.presence;
    track.image.set(pose.image, row * LANDMARK_COUNT * IMAGE_VALUES);
    track.world.set(pose.world, row * LANDMARK_COUNT * WORLD_VALUES);
  }
  return track;
}

function framesOf({ durationMs }: VirtualSwing): number {
  return Math.floor((durationMs * FPS) / 1000);
}

/** Every frame from shortly before the top until after impact, every {@link SLOW_STRIDE}-th elsewhere. */
function framesToDraw(swing: VirtualSwing): Float64Array {
  const { topMs, impactMs } = swing.times;
  return Float64Array.from({ length: framesOf(swing) }, (_, i) => (i * 1000) / FPS).filter(
    (ms, i) => i % SLOW_STRIDE === 0 || (ms > topMs - QUICK_AROUND_MS && ms < impactMs + QUICK_AROUND_MS),
  );
}
