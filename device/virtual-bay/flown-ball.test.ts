import { describe, expect, it } from 'vitest';
import { flyBall } from './flown-ball.ts';
import { seededRandom } from './random.ts';

const IRON = { kind: 'iron', lengthM: 0.95 } as const;

describe('a flown ball', () => {
  it('is the same for the same seed and another for the next swing', () => {
    const random = seededRandom(7);
    const first = flyBall(IRON, 260, random);
    expect(flyBall(IRON, 260, seededRandom(7))).toEqual(first);
    expect(flyBall(IRON, 260, random)).not.toEqual(first);
  });

  it('goes faster from a quicker downswing, and curves to where the face looks past the path', () => {
    const balls = (downswingMs: number) => {
      const random = seededRandom(3);
      return Array.from({ length: 200 }, () => flyBall(IRON, downswingMs, random));
    };
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const speed = (downswingMs: number): number => mean(balls(downswingMs).map((ball) => ball.ballSpeedMps));
    expect(speed(220)).toBeGreaterThan(speed(320) + 5);
    for (const { spinAxisDeg, faceToTargetDeg, pathDeg } of balls(260)) {
      expect(Math.sign(spinAxisDeg)).toBe(Math.sign(faceToTargetDeg - pathDeg));
    }
  });
});
