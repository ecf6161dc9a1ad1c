import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landmarksInPicture, NETWORK_LANDMARKS, refineFromHeatmap, worldInPicture } from './landmark-decode.ts';

const landmarks = (x: number, y: number) => {
  const raw = new Float32Array(NETWORK_LANDMARKS * 5);
  for (let at = 0; at < raw.length; at += 5) raw.set([x, y, 12, 2, 3], at);
  return raw;
};
const emptyHeatmap = () => new Float32Array(NETWORK_LANDMARKS * 64 * 64).fill(-20);

describe('heatmap refinement', () => {
  it('moves a landmark to the centre of mass of a sure peak within its window', () => {
    const raw = landmarks(100, 80);
    const heatmap = emptyHeatmap();
    heatmap[20 * 64 + 27] = 20;
    heatmap[20 * 64 + 28] = 20;
    refineFromHeatmap(raw, heatmap);
    expect(raw[0]).toBeCloseTo(27.5 * 4, 3);
    expect(raw[1]).toBeCloseTo(20 * 4, 3);
    expect([...raw.subarray(5, 10)]).toEqual([100, 80, 12, 2, 3]);
  });

  it('does not follow a peak outside of the window, or one that is not sure', () => {
    for (const [x, logit] of [
      [29, 20],
      [27, -0.1],
    ] as const) {
      const raw = landmarks(100, 80);
      const heatmap = emptyHeatmap();
      heatmap[20 * 64 + x] = logit;
      refineFromHeatmap(raw, heatmap);
      expect(raw[0]).toBe(100);
    }
  });

  it('never throws a landmark farther than its window, wherever it is', () => {
    const place = fc.double({ min: -50, max: 310, noNaN: true });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 0, max: 64 * 64 - 1 }), (x, y, peak) => {
        const raw = landmarks(x, y);
        const heatmap = emptyHeatmap();
        heatmap[peak] = 5;
        refineFromHeatmap(raw, heatmap);
        expect(Math.abs((raw[0] as number) - Math.fround(x))).toBeLessThanOrEqual(16);
        expect(Math.abs((raw[1] as number) - Math.fround(y))).toBeLessThanOrEqual(16);
      }),
      { numRuns: 40 },
    );
  });
});

describe('landmarks in the picture', () => {
  it('put the middle of the crop at the region and scale depth like length', () => {
    const image = new Float32Array(NETWORK_LANDMARKS * 4);
    landmarksInPicture(landmarks(128, 0), { centreX: 300, centreY: 200, size: 512, rotation: Math.PI / 2 }, image);
    // A quarter turn clockwise carries the crop's upper edge to the right.
    expect(image[0]).toBeCloseTo(556, 3);
    expect(image[1]).toBeCloseTo(200, 3);
    expect(image[2]).toBeCloseTo(24, 3);
    expect(image[3]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  });

  it('turn world landmarks out of the crop without changing a length', () => {
    const raw = Float32Array.from({ length: 117 }, (_, i) => Math.sin(i));
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (rotation) => {
        const world = worldInPicture(raw, rotation);
        expect(world.length).toBe(99);
        for (let at = 0; at < 99; at += 3) {
          const before = Math.hypot(raw[at] as number, raw[at + 1] as number);
          expect(Math.hypot(world[at] as number, world[at + 1] as number)).toBeCloseTo(before, 5);
          expect(world[at + 2]).toBe(raw[at + 2]);
        }
      }),
    );
    expect(
      [
        ...worldInPicture(
          Float32Array.from({ length: 117 }, (_, i) => Number(i === 0)),
          Math.PI / 2,
        ),
      ][1],
    ).toBe(1);
  });
});
