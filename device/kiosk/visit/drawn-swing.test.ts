import { describe, expect, it } from 'vitest';
import { DRAWN_SWING_S, drawnPose, handPath } from './drawn-swing.ts';

const STEP_S = 1 / 60;
const times = Array.from({ length: Math.ceil(DRAWN_SWING_S / STEP_S) }, (_, at) => at * STEP_S);

describe('the drawn swing', () => {
  it('moves without a jump, from the first picture to the held finish', () => {
    let before = drawnPose(0);
    for (const seconds of times) {
      const now = drawnPose(seconds);
      const joints = [before, now].map(({ limbs, head }) => [...limbs.flat(), head]);
      for (const [at, [x, y]] of (joints[1] ?? []).entries()) {
        const [bx, by] = joints[0]?.[at] ?? [x, y];
        expect(Math.hypot(x - bx, y - by)).toBeLessThan(0.14);
      }
      before = now;
    }
  });

  it('stays above the mat and within its picture', () => {
    for (const seconds of times) {
      const { limbs, club, head } = drawnPose(seconds);
      for (const [x, y] of [...limbs.flat(), ...club, head]) {
        expect(Math.abs(x)).toBeLessThan(0.8);
        expect(y).toBeGreaterThan(-0.05);
        expect(y).toBeLessThan(1.4);
      }
    }
  });

  it('has the club at the ball when the hands come back', () => {
    const [, head] = drawnPose(2.18).club;
    expect(Math.hypot(head[0] - 0.045, head[1])).toBeLessThan(0.05);
  });

  it('draws the way of the hands as far as they have come', () => {
    expect(handPath(0)).toHaveLength(1);
    expect(handPath(1.9).length).toBeLessThan(handPath().length);
    expect(handPath(100)).toEqual(handPath());
  });
});
