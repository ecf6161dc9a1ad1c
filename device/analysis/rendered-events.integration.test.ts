/**
 * The real pose model and the real film clues look at a rendered golfer from two calibrated cameras: the events must lie
 * where the golfer's own motion puts them. The golfer is not among those that the rules were set on.
 */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builtModelFile } from '../../models/built-model.ts';
import { createPoseTracker, type PoseTracker } from '../pose/pose-tracker.ts';
import { findSwings } from '../swing/events/find-swing.ts';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../virtual-bay/camera.ts';
import { randomGolfer } from '../virtual-bay/random-golfer.ts';
import { Renderer, sceneOf } from '../virtual-bay/renderer.ts';
import { SwingMotion } from '../virtual-bay/swing-motion.ts';
import { eventsOf } from '../virtual-bay/truth.ts';
import { type Film, filmPictureBytes, filmShrink, filmSize, shrinkNv12 } from './film.ts';
import { clueReader } from './read-clues.ts';

const modelsBuilt = existsSync(builtModelFile('pose-detector'));
if (!modelsBuilt) process.stdout.write('left out: events of a rendered golfer (the pose models are not built)\n');

const FPS = 60;
const SEED = 2031;
/** Twice what 120 pictures a second reach at the 95th percentile. */
const WITHIN_MS: Readonly<Record<string, number>> = { address: 120, finish: 120, impact: 3 };
const MIDDLE_WITHIN_MS = 34;

async function filmed(
  camera: VirtualCamera,
  swing: SwingMotion,
  tracker: PoseTracker,
): Promise<{ track: PoseTrack; film: Film }> {
  const renderer = new Renderer(sceneOf(swing), camera);
  const { width, height } = camera.calibration;
  const frames = Math.floor((swing.durationMs * FPS) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000) / FPS);
  const track = emptyPoseTrack(camera.name, { width, height }, timesMs);
  const shrink = filmShrink(width, height, frames);
  const size = filmSize(width, height, shrink);
  const pictures: Uint8Array[] = [];
  tracker.reset();
  for (const [frame, time] of timesMs.entries()) {
    renderer.render(time);
    const picture = new Uint8Array(filmPictureBytes(size));
    shrinkNv12(renderer.nv12, width, height, shrink, picture);
    pictures.push(picture);
    const pose = await tracker.track({ width, height, format: 'NV12', data: renderer.nv12 }, time);
    if (pose === null) continue;
    track.presence[frame] = pose.presence;
    track.image.set(pose.image, frame * LANDMARK_COUNT * IMAGE_VALUES);
  }
  return { track, film: { ...size, shrink, pictures } };
}

it.skipIf(!modelsBuilt)(
  'two cameras and a microphone find the events of a rendered golfer',
  async () => {
    const golfer = randomGolfer(SEED);
    const swing = new SwingMotion(golfer, { leadInMs: 400, holdMs: 450 });
    const side = golfer.handedness === 'right' ? 1 : -1;
    // The film of a 720-line camera has this size; drawing it takes a quarter of the time.
    const size = { width: 640, height: 360, fps: FPS };
    const tracker = await createPoseTracker({ model: 'lite', threads: 2, smoothing: 'none' });
    const views = [];
    for (const camera of [faceOnCamera(size, side), downTheLineCamera(size, side)]) {
      const { role, calibration } = camera;
      views.push({ ...(await filmed(camera, swing, tracker)), role: role, calibration });
    }
    await tracker.close();
    const truth = eventsOf(swing);
    const impactMs = swing.impactMs ?? 0;
    const [found] = findSwings(views, {
      read: clueReader(views),
      sounds: [{ timeMs: impactMs + 0.3, strength: 30, uncertaintyMs: 1 }],
      impactHintMs: null,
      handedness: null,
      sharedClock: true,
    });
    expect(found?.handedness).toBe(golfer.handedness);
    for (const { name, timeMs } of truth) {
      const event = found?.events.find((each) => each.name === name);
      const off = Math.abs((event?.timeMs ?? Number.NaN) - timeMs);
      expect(off, `${name} by ${event?.by}`).toBeLessThanOrEqual(WITHIN_MS[name] ?? MIDDLE_WITHIN_MS);
    }
    // The shaft was seen in space at address, and stands by its word there.
    const club = found?.club;
    const row = club?.timesMs.findIndex((time) => time >= 300) ?? -1;
    const [x, y, z] = [0, 1, 2].map((k) => club?.direction[row * 3 + k] ?? Number.NaN) as [number, number, number];
    const real = swing.at(club?.timesMs[row] ?? 0).club?.shaft ?? [0, 0, 0];
    const cosine = x * real[0] + y * real[1] + z * real[2] * side;
    expect((Math.acos(Math.min(1, cosine)) * 180) / Math.PI).toBeLessThan(2 * (club?.errorDegrees[row] ?? 0));
  },
  600_000,
);
