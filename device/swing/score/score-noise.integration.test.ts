import { describe, expect, it } from 'vitest';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../virtual-bay/camera.ts';
import { landmarksAt } from '../../virtual-bay/landmarks.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { seededRandom } from '../../virtual-bay/random.ts';
import { SwingMotion as VirtualSwing } from '../../virtual-bay/swing-motion.ts';
import { eventsOf } from '../../virtual-bay/truth.ts';
import { project } from '../geometry/camera-model.ts';
import { vector } from '../geometry/vector.ts';
import { measureSwing } from '../metrics/measure-swing.ts';
import type { MotionView } from '../view/motion-view.ts';
import { LANDMARK_COUNT } from '../pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../pose/pose-track.ts';
import type { SwingReport } from '../report/swing-report.ts';
import { scoreSwing } from './score-swing.ts';

/**
 * The promise that noise of one pixel moves no score by more than 0.2: a virtual golfer's true joints as two cameras
 * see them, with and without noise, through smoothing, triangulation and every metric.
 */
const MOVED_MAX = 0.2;
const SIZE = { width: 720, height: 1280, fps: 60 };

type Score = NonNullable<SwingReport['score']>;
type Noise = (track: PoseTrack) => PoseTrack;

const noiseless: Noise = (track) => track;

/** One pixel of standard deviation in x and in y, independent from landmark to landmark and from frame to frame. */
function onePixel(seed: number): Noise {
  const random = seededRandom(seed);
  return (track) => {
    const image = track.image.slice();
    for (let i = 0; i < image.length; i += 4) {
      image[i] = (image[i] as number) + random.normal(0, 1);
      image[i + 1] = (image[i + 1] as number) + random.normal(0, 1);
    }
    return { ...track, image };
  };
}

/** Every landmark a pixel aside for the whole clip, each its own way: what smoothing does not take out. */
function onePixelAside(seed: number): Noise {
  const random = seededRandom(seed);
  const ways = Float64Array.from({ length: LANDMARK_COUNT }, () => random.between(0, 2 * Math.PI));
  return (track) => {
    const image = track.image.slice();
    for (let i = 0; i < image.length; i += 4) {
      const way = ways[(i / 4) % LANDMARK_COUNT] as number;
      image[i] = (image[i] as number) + Math.cos(way);
      image[i + 1] = (image[i + 1] as number) + Math.sin(way);
    }
    return { ...track, image };
  };
}

function filmed(seed: number, handedness: 'left' | 'right') {
  const swing = new VirtualSwing(randomGolfer(seed, { handedness }), { leadInMs: 500, holdMs: 500 });
  const side = handedness === 'right' ? 1 : -1;
  const cameras = [faceOnCamera(SIZE, side), downTheLineCamera(SIZE, side)];
  const tracks = cameras.map((camera) => seenBy(camera, swing));
  const events = eventsOf(swing).map((event) => ({ ...event, frame: {}, confidence: 1, by: 'truth' }));
  return (noise: Noise): Score => {
    const views = cameras.map(
      ({ role, calibration }, i): MotionView => ({ track: noise(tracks[i] as PoseTrack), role, calibration }),
    );
    const slowMotion = { suspected: false, factor: null };
    const score = scoreSwing(measureSwing({ views, handedness, events, slowMotion, model: 'heavy' }));
    if (score === null) throw new Error('a swing seen by two cameras has no score');
    return score;
  };
}

function seenBy({ fps, name, calibration }: VirtualCamera, swing: VirtualSwing): PoseTrack {
  const frames = Math.floor((swing.durationMs * fps) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000) / fps);
  const track = emptyPoseTrack(name, calibration, timesMs);
  track.presence.fill(1);
  for (const [frame, time] of timesMs.entries()) {
    const joints = landmarksAt(swing, time);
    for (let row = 0; row < LANDMARK_COUNT; row++) {
      const [x, y, z] = joints.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
      const pixel = project(calibration, vector(x, y, z));
      track.image.set([pixel?.x ?? Number.NaN, pixel?.y ?? Number.NaN, 0, 1], (frame * LANDMARK_COUNT + row) * 4);
    }
  }
  return track;
}

/** The most that the whole or a part has moved; a part that comes or goes has moved by all of it. */
function moved(from: Score, to: Score): number {
  const parts = new Set([...Object.keys(from.parts), ...Object.keys(to.parts)]);
  const steps = [...parts].map((part) => Math.abs((from.parts[part] ?? 0) - (to.parts[part] ?? 0)));
  return Math.max(Math.abs(from.overall - to.overall), ...steps);
}

describe('a score', () => {
  it.each([11, 12, 13])('of virtual golfer %d is moved by at most 0.2 by noise of one pixel', (seed) => {
    const score = filmed(seed, seed % 2 === 0 ? 'right' : 'left');
    const still = score(noiseless);
    const noises = [1, 2].flatMap((k) => [onePixel(seed * 10 + k), onePixelAside(seed * 10 + k)]);
    const most = Math.max(...noises.map((noise) => moved(still, score(noise))));
    process.stdout.write(`virtual golfer ${seed}: noise of one pixel moves a score by at most ${most.toFixed(1)}\n`);
    expect(most).toBeLessThanOrEqual(MOVED_MAX + 1e-9);
  });

  it.each([21])('of virtual golfer %d is the same for the mirrored swing', (seed) => {
    const [right, left] = [filmed(seed, 'right')(noiseless), filmed(seed, 'left')(noiseless)];
    expect(moved(right, left)).toBeLessThanOrEqual(0.1 + 1e-9);
  });
});
