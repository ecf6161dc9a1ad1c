import { describe, expect, it } from 'vitest';
import { departureOf, passageOf } from './shaft-moments.ts';
import type { ShaftTrack } from './shaft-track.ts';

function track(degreesAt: (frame: number) => number, frames = 60, from = 100): ShaftTrack {
  const degrees = new Float64Array(frames).map((_, row) => degreesAt(from + row));
  const zeros = new Float64Array(frames);
  return { from, degrees, x: zeros, y: zeros, strength: zeros.map(() => 0.8), expected: degrees };
}

describe('the passage of a level', () => {
  const search = { level: 180, from: 100, to: 159, sense: -1, unitFrames: 4 } as const;
  const passing = (frame: number): number => 180 - 3 * (frame - 130.4);

  it('is found between two frames', () => {
    const shaft = track(passing);
    expect(passageOf(shaft, shaft.degrees, search)?.frame).toBeCloseTo(130.4, 6);
  });

  it('is found through a few frames in which the shaft is not seen', () => {
    const shaft = track((frame) => (frame > 128 && frame < 133 ? Number.NaN : passing(frame)));
    expect(passageOf(shaft, shaft.degrees, search)?.frame).toBeCloseTo(130.4, 6);
  });

  it('is unknown through a long gap, and where the shaft is never seen before it', () => {
    const gap = track((frame) => (frame > 120 && frame < 140 ? Number.NaN : passing(frame)));
    const late = track((frame) => (frame < 135 ? Number.NaN : passing(frame)));
    expect(passageOf(gap, gap.degrees, search)).toBeUndefined();
    expect(passageOf(late, late.degrees, search)).toBeUndefined();
  });
});

describe('the departure from address', () => {
  const leaving = (frame: number): number => 270 - (frame > 120 ? 0.4 * (frame - 120) ** 2 : 0);

  it('is where the shaft leaves its place of rest', () => {
    const found = departureOf(track(leaving), 140, 4);
    expect(found?.degrees).toBeCloseTo(270, 1);
    expect(found?.frame).toBeCloseTo(122, 0);
  });

  it('comes after a waggle', () => {
    const waggled = track((frame) => (frame < 110 ? 270 + 12 * Math.sin(frame) : leaving(frame)));
    expect(departureOf(waggled, 140, 4)?.frame).toBeCloseTo(122, 0);
  });

  it('is unknown for a shaft that never rests', () => {
    expect(
      departureOf(
        track((frame) => 300 - frame),
        140,
        4,
      ),
    ).toBeUndefined();
  });
});
