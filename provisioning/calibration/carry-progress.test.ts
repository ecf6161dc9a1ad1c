import { describe, expect, it } from 'vitest';
import type { BoardSight } from './board-detector.ts';
import { BAY_CAMERAS, CARRIED_BOARD, carryBoard } from './carried-board.fixture.ts';
import {
  beginCarry,
  type CarryProgress,
  isCarryDone,
  isCarryEnough,
  missingLink,
  sharedViews,
  takeMoment,
} from './carry-progress.ts';
import { boardCentre, cornerCount, cornerPoint } from './charuco-board.ts';
import { guide } from './guidance.ts';
import { MAT_LOOKS_NEEDED, type MatWatch, watchMat } from './mat-watch.ts';

const NAMES = ['face-on', 'down-the-line'] as const;
const CAMERAS = NAMES.map((name) => ({ name, width: 1280, height: 720 }));

/** The sights of a seeded walk, moment by moment. */
function walk(moments: number, sees: (camera: string, moment: number) => boolean = () => true) {
  const cameras = Object.fromEntries(NAMES.map((name) => [name, BAY_CAMERAS[name]!]));
  const sighted = carryBoard(cameras, { noisePx: 0.1, moments, seed: 21, sees });
  return Array.from({ length: moments }, (_, moment) =>
    sighted.map(({ boards }): BoardSight | null => boards.find((board) => board.moment === moment) ?? null),
  );
}

const after = (sights: readonly (BoardSight | null)[][], from = beginCarry(CARRIED_BOARD, CAMERAS)): CarryProgress =>
  sights.reduce((progress, moment) => takeMoment(progress, moment), from);

describe('a walk with the board', () => {
  it('begins with showing it', () => {
    expect(guide('carry', beginCarry(CARRIED_BOARD, CAMERAS), 0).step).toBe('show-board');
  });

  it('is done when every camera and every link has enough', () => {
    const done = after(walk(150));
    expect(isCarryDone(done)).toBe(true);
    expect(sharedViews(done)[0]!.moments).toBeGreaterThan(6);
  });

  it('is led to the camera that saw nothing, and then to the pair that shares nothing', () => {
    const blind = after(walk(150, (camera) => camera === 'face-on'));
    expect(guide('carry', blind, 0)).toMatchObject({ step: 'show-to-camera', camera: 'down-the-line' });
    const apart = after(walk(300, (camera, moment) => (moment % 2 === 0) === (camera === 'face-on')));
    expect(missingLink(apart)).toMatchObject({ moments: 0 });
    expect(guide('carry', apart, 0)).toMatchObject({ step: 'both', camera: 'face-on', other: 'down-the-line' });
  });

  it('keeps nothing of a board that is held where it was already, or that is blurred', () => {
    const [moment] = walk(1);
    const once = takeMoment(beginCarry(CARRIED_BOARD, CAMERAS), moment!);
    const again = takeMoment(once, moment!);
    expect(again.cameras.map(({ boards }) => boards.length)).toEqual(once.cameras.map(({ boards }) => boards.length));
    const blurred = moment!.map((sight) => (sight === null ? null : { ...sight, edgePx: 9 }));
    const shaken = takeMoment(beginCarry(CARRIED_BOARD, CAMERAS), blurred);
    expect(shaken.cameras.every(({ boards }) => boards.length === 0)).toBe(true);
  });
});

describe('a board that is tilted, or half out of the picture', () => {
  const near = { ...BAY_CAMERAS['face-on']! };
  /** A board before the camera, `metres` away, turned about its upright axis. */
  const sightAt = (metres: number, turnRadians: number, corners: (id: number) => boolean = () => true): BoardSight => {
    const ids = Array.from({ length: cornerCount(CARRIED_BOARD) }, (_, id) => id).filter(corners);
    const centre = boardCentre(CARRIED_BOARD);
    const pixels = ids.map((id) => {
      const corner = cornerPoint(CARRIED_BOARD, id);
      const [x, y] = [corner.x - centre.x, corner.y - centre.y];
      const depth = metres + Math.sin(turnRadians) * x;
      return {
        x: near.width / 2 + (near.fx * Math.cos(turnRadians) * x) / depth,
        y: near.height / 2 + (near.fy * y) / depth,
      };
    });
    return { ids, pixels, edgePx: 1.5 };
  };
  const stepFor = (sight: BoardSight) =>
    guide('carry', takeMoment(beginCarry(CARRIED_BOARD, CAMERAS), [sight, null]), 0).step;

  it('is not asked to come nearer, and one that is far away is', () => {
    expect(stepFor(sightAt(2.5, 1.2))).not.toBe('come-nearer');
    expect(stepFor(sightAt(2.5, 0, (id) => id < 9))).not.toBe('come-nearer');
    expect(stepFor(sightAt(9, 0))).toBe('come-nearer');
    expect(stepFor(sightAt(9, 1.2))).toBe('come-nearer');
  });
});

describe('a walk that is broken off', () => {
  it('may go on to the mat when there is enough for a result, and not before', () => {
    expect(isCarryEnough(after(walk(10)))).toBe(false);
    expect(isCarryEnough(after(walk(150)))).toBe(true);
    expect(isCarryEnough(after(walk(150, (camera) => camera === 'face-on')))).toBe(false);
  });
});

describe('a board on the mat', () => {
  const [sights] = walk(1);
  const moved = (px: number) =>
    sights!.map((sight) =>
      sight === null ? null : { ...sight, pixels: sight.pixels.map(({ x, y }) => ({ x: x + px, y })) },
    );

  it('counts when it lies, look after look', () => {
    let watch: MatWatch = { looks: [], before: null };
    for (let moment = 0; moment <= MAT_LOOKS_NEEDED; moment++)
      watch = watchMat(watch, moment, moved(0.05 * (moment % 2)));
    expect(watch.looks).toHaveLength(MAT_LOOKS_NEEDED);
  });

  it('does not count in hands that tremble, and begins anew when it is moved', () => {
    let watch: MatWatch = { looks: [], before: null };
    for (let moment = 0; moment < 5; moment++) watch = watchMat(watch, moment, moved(0));
    expect(watchMat(watch, 5, moved(3)).looks).toEqual([]);
  });
});
