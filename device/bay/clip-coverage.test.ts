import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_S } from '../clock/clock.ts';
import { hasHole } from './clip-coverage.ts';

const FPS = 60;

function pictures(fromS: number, toS: number) {
  const count = Math.round((toS - fromS) * FPS) + 1;
  return Array.from({ length: count }, (_, frame) => ({
    capturedAtNs: (fromS + frame / FPS) * NS_PER_S,
    isKeyFrame: frame % 15 === 0,
    data: new Uint8Array(1),
  }));
}

describe('the pictures of a clip', () => {
  it('are whole when they reach from before the first instant to the last', () => {
    expect(hasHole(pictures(0.8, 5), NS_PER_S, 5 * NS_PER_S, FPS)).toBe(false);
  });

  it('have a hole when the camera began late, ended early, or had none at all', () => {
    expect(hasHole(pictures(1.2, 5), NS_PER_S, 5 * NS_PER_S, FPS)).toBe(true);
    expect(hasHole(pictures(0.8, 4.8), NS_PER_S, 5 * NS_PER_S, FPS)).toBe(true);
    expect(hasHole([], NS_PER_S, 5 * NS_PER_S, FPS)).toBe(true);
  });

  it('have a hole exactly when more than four frames in a row are lacking', () => {
    const all = pictures(1, 5);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 20 }), (from, lacking) => {
        const units = all.filter((_, frame) => frame < from || frame >= from + lacking);
        expect(hasHole(units, NS_PER_S, 5 * NS_PER_S, FPS)).toBe(lacking > 4);
      }),
    );
  });
});
