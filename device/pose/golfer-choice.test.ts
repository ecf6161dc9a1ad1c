import { describe, expect, it } from 'vitest';
import type { Detection } from './detection.ts';
import { isJump, rankCandidates, type SearchArea } from './golfer-choice.ts';
import { letterboxRegion, type Region } from './region.ts';

const PICTURE = { width: 1000, height: 1000 };
const LETTERBOX = letterboxRegion(1000, 1000);
const AREA: SearchArea = { x: 0.4, y: 0.4, width: 0.2, height: 0.6 };

/** A standing person with the hips at x, y; the radius reaches over the head. */
const person = (x: number, y: number, radius: number, score = 0.9): Detection => ({
  score,
  values: Float32Array.from([x, y, x, y, x, y, x, y - radius, x, y, x, y]),
});

describe('choosing the golfer', () => {
  const rank = (
    people: Detection[],
    area: SearchArea | null,
    lastSeen: { region: Region; timeMs: number } | null = null,
  ) => rankCandidates(people, LETTERBOX, PICTURE, area, lastSeen, 1000).map(({ region }) => Math.round(region.centreX));

  it('leaves out who stands beside the mat, however big', () => {
    expect(rank([person(0.15, 0.5, 0.45), person(0.5, 0.6, 0.3)], AREA)).toEqual([500]);
    expect(rank([person(0.15, 0.5, 0.45)], AREA)).toEqual([]);
  });

  it('prefers hips and feet on the mat to hips alone, as of a person who stands far behind', () => {
    const behind = person(0.55, 0.45, 0.02, 0.99);
    const lowMat: SearchArea = { x: 0.4, y: 0.44, width: 0.2, height: 0.56 };
    expect(rank([behind, person(0.47, 0.65, 0.3)], lowMat)).toEqual([470, 550]);
  });

  it('takes the one who fills the picture and stands in its middle where no mat is known', () => {
    expect(rank([person(0.2, 0.5, 0.3), person(0.5, 0.5, 0.3), person(0.6, 0.4, 0.1)], null)).toEqual([500, 200, 600]);
  });

  it('stays, for a moment, with the one who was tracked before', () => {
    const region = { centreX: 200, centreY: 500, size: 700, rotation: 0 };
    const people = [person(0.52, 0.5, 0.4), person(0.2, 0.5, 0.28)];
    expect(rank(people, null, { region, timeMs: 900 })[0]).toBe(200);
    expect(rank(people, null, { region, timeMs: -5000 })[0]).toBe(520);
  });
});

describe('a jump of the track', () => {
  const region = { centreX: 500, centreY: 500, size: 600, rotation: 0 };

  it('is farther than one person moves in the time', () => {
    expect(isJump(region, { ...region, centreX: 560 }, 17)).toBe(false);
    expect(isJump(region, { ...region, centreX: 620 }, 17)).toBe(true);
    expect(isJump(region, { ...region, centreX: 620 }, 200)).toBe(false);
  });

  it('is a person of another size', () => {
    expect(isJump(region, { ...region, size: 1000 }, 17)).toBe(true);
    expect(isJump(region, { ...region, size: 340 }, 17)).toBe(true);
    expect(isJump(region, { ...region, size: 690 }, 17)).toBe(false);
  });
});
