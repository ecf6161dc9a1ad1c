import { describe, expect, it } from 'vitest';
import { findImpacts } from '../../device/capture/impact-detector.ts';
import { type Vector, vector } from '../../device/swing/geometry/vector.ts';
import { seededRandom } from '../../device/virtual-bay/random.ts';
import { BaySound, SAMPLE_RATE } from '../../device/virtual-bay/sound.ts';
import { findClaps, type HeardOnset, SPEED_OF_SOUND_MS, soundDelay, type WristMoment } from './clap.ts';

const MICROPHONE = vector(0.4, 1.9, -1.2);
const FPS = 60;

/** Two wrists that open and clap at given times, as cameras with noise of `noiseM` follow them. */
function clapping(clapsMs: readonly number[], noiseM: number, seed: number): WristMoment[] {
  const random = seededRandom(seed);
  const lastMs = Math.max(...clapsMs) + 800;
  const shiftMs = random.between(0, 1000 / FPS);
  return Array.from({ length: Math.floor((lastMs * FPS) / 1000) }, (_, i) => {
    const atMs = shiftMs + (i * 1000) / FPS;
    const apart = Math.min(...clapsMs.map((clap) => apartAt(atMs - clap)));
    const off = (): number => random.normal(0, noiseM);
    const side = (sign: number): Vector => vector(off(), 1.2 + off(), 0.4 + (sign * apart) / 2 + off());
    return { atMs, left: side(1), right: side(-1) };
  });
}

/** Closes at 3 m/s, rests for 70 ms, opens slowly. */
function apartAt(ms: number): number {
  const rest = 0.09;
  if (ms < 0) return Math.min(0.5, rest - 3e-3 * ms);
  return ms < 70 ? rest : Math.min(0.5, rest + 1.2e-3 * (ms - 70));
}

function heardAfter(clapsMs: readonly number[], delayMs: number): HeardOnset[] {
  const airMs = (Math.hypot(0.4, 0.7, 1.6) / SPEED_OF_SOUND_MS) * 1000;
  return clapsMs.map((atMs) => ({ atMs: atMs + airMs + delayMs, deviationMs: 0.2 }));
}

const SIX = [900, 1850, 2790, 3900, 4830, 5905];

describe('a clap that is seen and heard', () => {
  it('is seen when the hands meet, between two pictures', () => {
    const found = findClaps(clapping(SIX, 0, 1));
    expect(found).toHaveLength(6);
    for (const [i, { atMs }] of found.entries()) expect(Math.abs(atMs - SIX[i]!)).toBeLessThan(2);
  });

  it('tells the delay of the device, within three of the deviations that it states, for many cameras and hands', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const truth = seededRandom(seed).between(0, 120);
      const found = soundDelay(findClaps(clapping(SIX, 0.006, seed)), heardAfter(SIX, truth), MICROPHONE)!;
      expect(found.claps).toBeGreaterThanOrEqual(4);
      expect(found.deviationMs).toBeLessThan(4);
      expect(Math.abs(found.delayMs - truth)).toBeLessThan(3 * found.deviationMs + 1);
    }
  });

  it('is not mixed up with neighbours’ shots', () => {
    const shots = [1100, 2900, 3050, 4000, 5950].map((atMs) => ({ atMs, deviationMs: 0.2 }));
    const onsets = [...shots, ...heardAfter(SIX, 32)].sort((a, b) => a.atMs - b.atMs);
    const found = soundDelay(findClaps(clapping(SIX, 0.004, 9)), onsets, MICROPHONE)!;
    expect(Math.abs(found.delayMs - 32)).toBeLessThan(3 * found.deviationMs + 1);
  });

  it('tells nothing when there were too few', () => {
    const three = SIX.slice(0, 3);
    expect(soundDelay(findClaps(clapping(three, 0.004, 2)), heardAfter(three, 20), MICROPHONE)).toBeNull();
  });

  it('is none where hands are folded slowly', () => {
    const slow = Array.from({ length: 300 }, (_, i): WristMoment => {
      const apart = 0.1 + 0.3 * Math.abs(Math.sin(i / 90));
      return { atMs: (i * 1000) / FPS, left: vector(0, 1, apart / 2), right: vector(0, 1, -apart / 2) };
    });
    expect(findClaps(slow)).toEqual([]);
  });

  it('is heard in the sound of the bay', () => {
    const delayMs = 12;
    const airMs = (Math.hypot(0.4, 0.7, 1.6) / SPEED_OF_SOUND_MS) * 1000;
    const sound = new BaySound(4);
    for (const atMs of SIX) sound.strike(((atMs + airMs + delayMs) / 1000) * SAMPLE_RATE);
    const samples = Float32Array.from(sound.block(7 * SAMPLE_RATE), (value) => value / 32768);
    const onsets = findImpacts(samples, SAMPLE_RATE).map(({ timeMs, uncertaintyMs }) => ({
      atMs: timeMs,
      deviationMs: uncertaintyMs,
    }));
    const found = soundDelay(findClaps(clapping(SIX, 0.005, 3)), onsets, MICROPHONE)!;
    expect(Math.abs(found.delayMs - delayMs)).toBeLessThan(3 * found.deviationMs + 1);
  });
});
