import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Detection, decodeDetections, KEY_POINT_HIP, overlap, suppressOverlaps } from './detection.ts';
import { detectorAnchors } from './detector-anchors.ts';

const anyDetection = fc
  .record({
    score: fc.double({ min: 0.5, max: 1, noNaN: true }),
    x: fc.double({ min: 0, max: 1, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  })
  .map(({ score, x, y, size }): Detection => {
    return { score, values: Float32Array.from([x, y, x + size, y + size, ...new Array(8).fill(x)]) };
  });

describe('the detector anchors', () => {
  const anchors = detectorAnchors();

  it('are one for each of the 2254 rows, mirrored left to right and top to bottom', () => {
    expect(anchors.length).toBe(2 * 2254);
    const centres = new Set<string>();
    for (let at = 0; at < anchors.length; at += 2) {
      centres.add(`${(anchors[at] as number).toFixed(5)} ${(anchors[at + 1] as number).toFixed(5)}`);
    }
    expect(centres.size).toBe(28 * 28 + 14 * 14 + 7 * 7);
    for (let at = 0; at < anchors.length; at += 2) {
      const [x, y] = [anchors[at] as number, anchors[at + 1] as number];
      expect(centres.has(`${(1 - x).toFixed(5)} ${(1 - y).toFixed(5)}`)).toBe(true);
    }
  });

  it('carry a row back to the place that it answers for', () => {
    const boxes = new Float32Array(2254 * 12);
    const scores = new Float32Array(2254).fill(-50);
    const row = 1568 + 2 * (14 * 3 + 9);
    scores[row] = 3;
    boxes.set([22.4, 0, 44.8, 89.6, -22.4, 0], row * 12);
    const [person] = decodeDetections(boxes, scores, anchors) as [Detection];
    expect(person.score).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
    expect(person.values[0]).toBeCloseTo(9.5 / 14 + 0.1 - 0.1, 5);
    expect(person.values[3]).toBeCloseTo(3.5 / 14 + 0.2, 5);
    expect(person.values[KEY_POINT_HIP]).toBeCloseTo(9.5 / 14 - 0.1, 5);
  });
});

describe('suppression of overlaps', () => {
  it('leaves people who keep their own best score, in its order, and invents nobody', () => {
    fc.assert(
      fc.property(fc.array(anyDetection, { maxLength: 20 }), (candidates) => {
        const people = suppressOverlaps(candidates);
        const scores = people.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        if (candidates.length > 0) expect(scores[0]).toBe(Math.max(...candidates.map(({ score }) => score)));
        expect(people.length).toBeLessThanOrEqual(candidates.length);
      }),
    );
  });

  it('merges one person seen by many anchors into their mean, weighted by the scores', () => {
    const box = (x: number, score: number): Detection => ({
      score,
      values: Float32Array.from([x, 0, x + 1, 1, ...new Array(8).fill(x)]),
    });
    const people = suppressOverlaps([box(0, 0.9), box(0.1, 0.6), box(5, 0.8)]);
    expect(people.map(({ score }) => score)).toEqual([0.9, 0.8]);
    expect(people[0]?.values[0]).toBeCloseTo((0.1 * 0.6) / 1.5, 6);
  });

  it('measures overlap from 0 for strangers to 1 for the same box, the same both ways', () => {
    fc.assert(
      fc.property(anyDetection, anyDetection, (a, b) => {
        expect(overlap(a.values, a.values)).toBeCloseTo(1, 5);
        expect(overlap(a.values, b.values)).toBeCloseTo(overlap(b.values, a.values), 6);
        expect(overlap(a.values, b.values)).toBeLessThanOrEqual(1.00001);
      }),
    );
  });
});
