import { describe, expect, it } from 'vitest';
import { findImpacts } from '../../device/capture/impact-detector.ts';
import type { CameraCalibration } from '../../device/swing/geometry/camera-calibration.ts';
import { project } from '../../device/swing/geometry/camera-model.ts';
import { type Vector, vector } from '../../device/swing/geometry/vector.ts';
import { seededRandom } from '../../device/virtual-bay/random.ts';
import { BAY_CAMERAS } from './carried-board.fixture.ts';
import { SPEED_OF_SOUND_MS } from './clap.ts';
import { soundPathOf } from './live-clap.ts';
import { type SeenWrist, type WristView, wristMoments } from './wrist-track.ts';

const CLAPS_MS = [900, 1850, 2790, 3900, 4830, 5905];
const PLACE = { distanceM: 1.6, heightM: 0.9 };
const RATE = 48_000;

/** Wrists that close at 3 m/s, rest for 70 ms and open slowly, over a place on the mat. */
function wristsAt(ms: number, over: Vector): { left: Vector; right: Vector } {
  const apart = Math.min(
    ...CLAPS_MS.map((clap) => {
      const since = ms - clap;
      if (since < 0) return Math.min(0.5, 0.09 - 3e-3 * since);
      return since < 70 ? 0.09 : Math.min(0.5, 0.09 + 1.2e-3 * (since - 70));
    }),
  );
  return {
    left: vector(over.x + apart / 2, over.y, over.z),
    right: vector(over.x - apart / 2, over.y, over.z),
  };
}

/** What a camera would see of them, its pictures at times of its own, its landmarks off by some pixels. */
function viewOf(calibration: CameraCalibration, seed: number, over: Vector): WristView {
  const random = seededRandom(seed);
  const shiftMs = random.between(0, 16);
  const timesMs = Array.from({ length: 390 }, (_, i) => shiftMs + (i * 1000) / 60);
  const seen = (point: Vector): SeenWrist => {
    const pixel = project(calibration, point)!;
    return { x: pixel.x + random.normal(0, 1), y: pixel.y + random.normal(0, 1), visibility: 0.9 };
  };
  const wrists = timesMs.map((ms) => {
    const { left, right } = wristsAt(ms, over);
    return { left: seen(left), right: seen(right) };
  });
  return { calibration, timesMs, wrists };
}

const bothViews = (seed: number, over: Vector): WristView[] => [
  viewOf(BAY_CAMERAS['face-on']!, seed, over),
  viewOf(BAY_CAMERAS['down-the-line']!, seed + 1000, over),
];

/** The same claps as a track of sound, heard `delayMs` late at the end of the way through the air. */
function onsetsOf(delayMs: number, over: Vector, microphone: Vector) {
  const airMs =
    (Math.hypot(over.x - microphone.x, over.y - microphone.y, over.z - microphone.z) / SPEED_OF_SOUND_MS) * 1000;
  const random = seededRandom(3);
  const samples = Float32Array.from({ length: RATE * 7 }, () => random.normal(0, 3e-4));
  for (const clap of CLAPS_MS) {
    const first = Math.round(((clap + airMs + delayMs) * RATE) / 1000);
    for (let i = 0; i < 2000; i++) samples[first + i]! += 0.4 * random.normal(0, 1) * Math.exp(-i / 250);
  }
  return findImpacts(samples, RATE).map(({ timeMs, uncertaintyMs }) => ({ atMs: timeMs, deviationMs: uncertaintyMs }));
}

describe('claps before two cameras and a microphone', () => {
  it('are followed through space although the cameras take their pictures at different times', () => {
    const over = vector(0.1, 1.25, -0.3);
    const moments = wristMoments(bothViews(4, over)).filter(({ left }) => left !== null);
    expect(moments.length).toBeGreaterThan(350);
    const off = moments.map(({ atMs, left }) => Math.abs(left!.x - wristsAt(atMs, over).left.x)).sort((a, b) => a - b);
    expect(off[Math.floor(off.length / 2)]).toBeLessThan(0.01);
  });

  it('tell the delay of the device, within two of the deviations that they state', () => {
    const random = seededRandom(8);
    let within = 0;
    const tries = 12;
    for (let seed = 0; seed < tries; seed++) {
      // Nobody stands exactly over the ball, and nobody has measured in which direction the microphone lies.
      const over = vector(random.between(-0.25, 0.25), random.between(1, 1.4), random.between(-0.4, 0.1));
      const around = random.between(0, 2 * Math.PI);
      const level = Math.sqrt(PLACE.distanceM ** 2 - PLACE.heightM ** 2);
      const microphone = vector(level * Math.sin(around), PLACE.heightM, level * Math.cos(around));
      const delayMs = random.between(0, 90);
      const found = soundPathOf(bothViews(seed, over), onsetsOf(delayMs, over, microphone), PLACE)!;
      expect(found.claps).toBeGreaterThanOrEqual(4);
      expect(found.delayMs.deviation).toBeLessThan(4);
      if (Math.abs(found.delayMs.value - delayMs) <= 2 * found.delayMs.deviation) within++;
    }
    expect(within).toBeGreaterThanOrEqual(tries - 1);
  }, 60_000);

  it('tell nothing where one camera alone saw them, or where nobody clapped', () => {
    const over = vector(0, 1.2, 0);
    const onsets = onsetsOf(20, over, vector(0, 0.9, 1.3));
    expect(soundPathOf(bothViews(1, over).slice(0, 1), onsets, PLACE)).toBeNull();
    expect(soundPathOf(bothViews(1, over), [], PLACE)).toBeNull();
  });
});
