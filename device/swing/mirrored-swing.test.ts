import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../virtual-bay/camera.ts';
import { landmarksAt } from '../virtual-bay/landmarks.ts';
import { randomGolfer } from '../virtual-bay/random-golfer.ts';
import { seededRandom } from '../virtual-bay/random.ts';
import { trueShaft } from '../virtual-bay/shaft-track.fixture.ts';
import { SwingMotion as VirtualSwing } from '../virtual-bay/swing-motion.ts';
import { findSwings } from './events/find-swing.ts';
import { findFaults } from './faults/find-faults.ts';
import { project } from './geometry/camera-model.ts';
import { vector } from './geometry/vector.ts';
import { measureSwing } from './metrics/measure-swing.ts';
import { LANDMARK_COUNT, LANDMARK_NAMES } from './pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from './pose/pose-track.ts';
import { isMeasured, type Handedness } from './report/swing-report.ts';
import { scoreSwing } from './score/score-swing.ts';

/**
 * A swing and its mirror image, filmed by cameras that are each other's mirror image, with the same errors of the
 * landmarks, mirrored: everything that a report says is the same but for the last bits of a number.
 */
const FPS = 60;
const NOISE_PIXELS = 2;

function filmed(camera: VirtualCamera, swing: VirtualSwing, jointsAt: readonly Float64Array[]): PoseTrack {
  const { handedness } = swing.golfer;
  const timesMs = Float64Array.from(jointsAt, (_, i) => (i * 1000) / FPS);
  const track = emptyPoseTrack(camera.name, camera.calibration, timesMs);
  track.presence.fill(1);
  const random = seededRandom(swing.golfer.seed).fork(camera.name);
  // The errors belong to the joint's side of the swing, so that the mirror image has them at its own.
  const own = (row: number): number => {
    const name = LANDMARK_NAMES[row] as string;
    const other = name.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left'));
    return handedness === 'right' ? row : LANDMARK_NAMES.indexOf(other as (typeof LANDMARK_NAMES)[number]);
  };
  for (const [frame, joints] of jointsAt.entries()) {
    for (let lead = 0; lead < LANDMARK_COUNT; lead++) {
      const row = own(lead);
      const [x, y, z] = joints.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
      const pixel = project(camera.calibration, vector(x, y, z)) ?? { x: Number.NaN, y: Number.NaN };
      const [across, down] = [random.normal(0, NOISE_PIXELS), random.normal(0, NOISE_PIXELS)];
      const dx = handedness === 'right' ? across : -across;
      track.image.set([pixel.x + dx, pixel.y + down, 0, 1], (frame * LANDMARK_COUNT + row) * 4);
    }
  }
  return track;
}

function reportOf(seed: number, handedness: Handedness) {
  const swing = new VirtualSwing(randomGolfer(seed, { handedness }), { leadInMs: 600, holdMs: 700 });
  const frames = Math.floor((swing.durationMs * FPS) / 1000);
  const jointsAt = Array.from({ length: frames }, (_, i) => landmarksAt(swing, (i * 1000) / FPS));
  const side = handedness === 'right' ? 1 : -1;
  const size = { width: 720, height: 1280, fps: FPS };
  const views = [faceOnCamera(size, side), downTheLineCamera(size, side)].map((camera) => ({
    track: filmed(camera, swing, jointsAt),
    role: camera.role,
    calibration: camera.calibration,
  }));
  const clues = { read: null, sounds: [], impactHintMs: null, handedness: null, sharedClock: true };
  const found = findSwings(views, clues)[0];
  if (found === undefined) throw new TypeError(`No swing of golfer ${seed} was found.`);
  const { events, slowMotion } = found;
  const club = trueShaft(swing, FPS);
  const metrics = measureSwing({ views, handedness: found.handedness, events, slowMotion, club, model: 'heavy' });
  const { faults } = findFaults(metrics, events);
  return { handedness: found.handedness, events, metrics, faults, score: scoreSwing(metrics) };
}

describe('a mirrored swing', () => {
  it('gives the mirrored report: the same events, numbers, intervals, reasons, faults and score', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const [right, left] = [reportOf(seed, 'right'), reportOf(seed, 'left')];
        expect([right.handedness, left.handedness]).toEqual(['right', 'left']);
        expect(left.events.map(({ name }) => name)).toEqual(right.events.map(({ name }) => name));
        for (const [i, event] of right.events.entries()) expect(left.events[i]?.timeMs).toBeCloseTo(event.timeMs, 2);
        expect(left.metrics).toHaveLength(right.metrics.length);
        for (const [i, metric] of right.metrics.entries()) {
          const other = left.metrics[i];
          if (!isMeasured(metric) || other === undefined || !isMeasured(other)) expect(other).toEqual(metric);
          else {
            const { value, low, high, ...words } = metric;
            expect(other).toMatchObject(words);
            for (const [a, b] of [
              [value, other.value],
              [low, other.low],
              [high, other.high],
            ] as const) {
              expect(Math.abs(a - b), `${metric.id} at ${metric.at}`).toBeLessThan(0.01);
            }
          }
        }
        expect(left.faults).toEqual(right.faults);
        expect(left.score).toEqual(right.score);
      }),
      { numRuns: 3, seed: 20_261 },
    );
  }, 60_000);
});
