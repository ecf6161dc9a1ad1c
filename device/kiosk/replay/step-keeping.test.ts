import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playable, stepFor } from './step-keeping.ts';

const rate = fc.constantFrom(0.125, 0.25, 0.5, 1);
const fps = fc.constantFrom(30, 60, 120, 240);

/** Runs two videos on one wall clock, sixty looks a second; the drift left after each look, in frames. */
function driftsOf(startMs: number, framesPerSecond: number, wanted: number, seconds: number): number[] {
  const periodMs = 1000 / framesPerSecond;
  let driftMs = startMs;
  return Array.from({ length: seconds * 60 }, () => {
    const step = stepFor(driftMs, periodMs, wanted);
    driftMs = step.mustJump ? 0 : driftMs + ((step.rate - wanted) * 1000) / 60;
    return Math.abs(driftMs) / periodMs;
  });
}

describe('keeping a video in step', () => {
  it('brings any drift below half a frame within two seconds, and keeps it there', () => {
    fc.assert(
      fc.property(fc.double({ min: -2000, max: 2000, noNaN: true }), fps, rate, (startMs, framesPerSecond, wanted) => {
        const left = driftsOf(startMs, framesPerSecond, wanted, 3).slice(120);
        expect(Math.max(...left)).toBeLessThan(0.5);
      }),
    );
  });

  it('runs at exactly the rate that was asked for while there is no drift', () => {
    fc.assert(
      fc.property(fps, rate, (framesPerSecond, wanted) => stepFor(0, 1000 / framesPerSecond, wanted).rate === wanted),
    );
  });

  it('jumps only for what nobody would wait for', () => {
    expect(stepFor(8, 1000 / 120, 0.125).mustJump).toBe(false);
    expect(stepFor(400, 1000 / 120, 1).mustJump).toBe(true);
  });

  it('never asks for a rate that a browser refuses', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 100, noNaN: true }), (wanted) => {
        expect(playable(wanted)).toBeGreaterThanOrEqual(0.0625);
        expect(playable(wanted)).toBeLessThanOrEqual(16);
      }),
    );
  });
});
