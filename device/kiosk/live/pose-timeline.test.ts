import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PoseTimeline } from './pose-timeline.ts';

const MS = 1e6;

describe('where landmarks were at a moment', () => {
  it('lies between the poses before and after it, and never outside of them', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true }), (gapsMs, share) => {
        const poses = new PoseTimeline();
        const times = gapsMs.map((_, index) => gapsMs.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0) * MS);
        for (const [index, capturedAtNs] of times.entries()) poses.add({ capturedAtNs, landmarks: [index] });
        const [first = 0, last = 0] = [times[0], times.at(-1)];
        const atNs = first + (last - first) * share;
        const placed = poses.at(atNs);
        const before = times.findLastIndex((time) => time <= atNs);
        expect(placed?.landmarks?.[0]).toBeGreaterThanOrEqual(before);
        expect(placed?.landmarks?.[0]).toBeLessThanOrEqual(before + 1);
        const nearest = Math.min(...times.map((time) => Math.abs(time - atNs)));
        expect(placed?.offNs).toBeCloseTo(nearest, -1);
      }),
    );
  });

  it('is not known before the next pose is there, and is nothing before the first', () => {
    const poses = new PoseTimeline();
    expect(poses.at(5 * MS)).toBeUndefined();
    poses.add({ capturedAtNs: 10 * MS, landmarks: [1] });
    expect(poses.at(15 * MS)).toBeUndefined();
    expect(poses.at(5 * MS)).toEqual({ landmarks: null, offNs: null });
  });

  it('is nothing beside a pose that shows nobody', () => {
    const poses = new PoseTimeline();
    poses.add({ capturedAtNs: 0, landmarks: [1] });
    poses.add({ capturedAtNs: 20 * MS, landmarks: null });
    expect(poses.at(10 * MS)).toEqual({ landmarks: null, offNs: null });
    expect(poses.at(20 * MS)).toEqual({ landmarks: null, offNs: null });
  });
});
