import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findImpacts, ImpactDetector } from './impact-detector.ts';

const RATE = 48_000;

/** Reproducible white noise from −1 to 1. */
function noise(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 0x80000000;
  };
}

/** Seconds of sound: range noise of a given loudness, and clicks that ring for 3 ms. */
function sound(
  seconds: number,
  noiseLoudness: number,
  clicks: { atMs: number; loudness: number }[],
  seed = 1,
): Float32Array {
  const random = noise(seed);
  const samples = Float32Array.from({ length: seconds * RATE }, () => noiseLoudness * random());
  for (const { atMs, loudness } of clicks) {
    const start = Math.round((atMs * RATE) / 1000);
    for (let index = 0; index < 0.03 * RATE; index++) {
      const ring = index === 0 ? 1 : random() * Math.exp(-index / (0.003 * RATE));
      samples[start + index] = (samples[start + index] ?? 0) + loudness * ring;
    }
  }
  return samples;
}

describe('impact detector', () => {
  it('finds an impact to a fraction of a millisecond, whatever the noise and its place', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 300, max: 1800, noNaN: true }),
        fc.constantFrom(0.0001, 0.001, 0.01),
        fc.integer({ min: 1, max: 1000 }),
        (atMs, noiseLoudness, seed) => {
          const found = findImpacts(sound(2, noiseLoudness, [{ atMs, loudness: 0.5 }], seed), RATE);
          expect(found).toHaveLength(1);
          expect(Math.abs((found[0]?.timeMs ?? 0) - atMs)).toBeLessThan(0.5);
          expect(found[0]?.uncertaintyMs).toBeLessThan(2);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds the same impacts in blocks of any size as in the whole', () => {
    const samples = sound(2, 0.002, [
      { atMs: 500, loudness: 0.3 },
      { atMs: 1200.3, loudness: 0.8 },
    ]);
    const whole = findImpacts(samples, RATE);
    expect(whole).toHaveLength(2);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (blockSamples) => {
        const detector = new ImpactDetector(RATE);
        const found = [];
        for (let at = 0; at < samples.length; at += blockSamples) {
          found.push(...detector.push(samples.subarray(at, at + blockSamples)));
        }
        expect(found).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('says how far each stands out, so that a neighbour can be told from the bay', () => {
    const samples = sound(2, 0.001, [
      { atMs: 600, loudness: 0.05 },
      { atMs: 1300, loudness: 0.8 },
    ]);
    const [neighbour, own] = findImpacts(samples, RATE);
    expect((own?.strength ?? 0) - (neighbour?.strength ?? 0)).toBeGreaterThan(15);
  });

  it('hears nothing in noise, in a tone that swells, or in silence', () => {
    const swelling = Float32Array.from({ length: 2 * RATE }, (_, n) => Math.sin(n * 0.8) * Math.min(0.5, n / RATE / 2));
    expect(findImpacts(sound(3, 0.3, []), RATE)).toEqual([]);
    expect(findImpacts(swelling, RATE)).toEqual([]);
    expect(findImpacts(new Float32Array(RATE), RATE)).toEqual([]);
  });

  it('follows noise that grows, instead of hearing it', () => {
    const samples = Float32Array.from([...sound(1, 0.001, []), ...sound(3, 0.05, [{ atMs: 2500, loudness: 0.9 }])]);
    const later = findImpacts(samples, RATE).filter(({ timeMs }) => timeMs > 1100);
    expect(later.map(({ timeMs }) => Math.round(timeMs))).toEqual([3500]);
  });

  it('takes the echo of an impact for an echo', () => {
    const echoes = [20, 45, 80].map((laterMs, index) => ({ atMs: 700 + laterMs, loudness: 0.2 / (index + 1) }));
    const found = findImpacts(sound(2, 0.001, [{ atMs: 700, loudness: 0.8 }, ...echoes]), RATE);
    expect(found.map(({ timeMs }) => Math.round(timeMs))).toEqual([700]);
  });
});
