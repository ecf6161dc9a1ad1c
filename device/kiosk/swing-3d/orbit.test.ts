import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, lensOf, type Orbit, orbitOf, type Point3, turned } from './orbit.ts';

const SIZE = { width: 800, height: 600 };
const CENTRE: Point3 = [0, 1, -0.6];
const orbit = fc.record({
  turn: fc.double({ min: -180, max: 180, noNaN: true }),
  height: fc.double({ min: 0, max: 89, noNaN: true }),
});
const angle = fc.double({ min: -720, max: 720, noNaN: true });
const seenFrom = (from: Orbit, point: Point3) => {
  const seen = lensOf(from, CENTRE, SIZE)(point);
  if (seen === null) throw new Error('behind the eye');
  return seen;
};

describe('the eye round a swing', () => {
  it('sees the middle in the middle from every side, and up never below it', () => {
    fc.assert(
      fc.property(orbit, (from) => {
        const seen = seenFrom(from, CENTRE);
        expect(seen.x).toBeCloseTo(400, 6);
        expect(seen.y).toBeCloseTo(300, 6);
        expect(seenFrom(from, [0, 1.8, -0.6]).y).toBeLessThan(seen.y);
      }),
    );
  });

  it('keeps a whole golfer and club on the canvas from every side', () => {
    const reach: Point3[] = [
      [0, 0, -0.9],
      [0, 2.05, -0.6],
      [0.9, 1, -0.6],
      [-0.9, 1, -0.6],
      [0, 0, 0.1],
    ];
    fc.assert(
      fc.property(orbit, (from) => {
        for (const point of reach) {
          const { x, y } = seenFrom(from, point);
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThan(SIZE.width);
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(SIZE.height);
        }
      }),
    );
  });

  it('looks as the cameras do: target on the right face-on, ball on the right down the line', () => {
    const target: Point3 = [0.5, 1, -0.6];
    const ball: Point3 = [0, 0, 0];
    const golfer: Point3 = [0, 0, -0.7];
    const faceOn = orbitOf('face-on', 'right');
    expect(seenFrom(faceOn, target).x).toBeGreaterThan(400);
    const behind = orbitOf('down-the-line', 'right');
    expect(seenFrom(behind, ball).x).toBeGreaterThan(seenFrom(behind, golfer).x);
    expect(seenFrom(behind, target).depth).toBeGreaterThan(seenFrom(behind, CENTRE).depth);
    const top = orbitOf('top', 'right');
    expect(seenFrom(top, [0, 1.8, -0.6]).depth).toBeLessThan(seenFrom(top, [0, 0.2, -0.6]).depth);
  });

  it('faces a left-hander, who has the target on the left', () => {
    const lens = lensOf(orbitOf('face-on', 'left'), [0, 1, 0.6], SIZE);
    expect(lens([0.5, 1, 0.6])?.x).toBeLessThan(400);
    expect(lens([0, 1, 0])?.depth).toBeLessThan(lens([0, 1, 0.6])?.depth ?? 0);
  });

  it('turns without end and tilts between floor and top', () => {
    fc.assert(
      fc.property(orbit, angle, angle, (from, byTurn, byHeight) => {
        const to = turned(from, byTurn, byHeight);
        expect(Math.abs(to.turn)).toBeLessThanOrEqual(180);
        expect(to.height).toBeGreaterThanOrEqual(0);
        expect(to.height).toBeLessThanOrEqual(89);
      }),
    );
  });

  it('comes from one view to another the short way', () => {
    fc.assert(
      fc.property(orbit, orbit, (from, to) => {
        const arrived = between(from, to, 1);
        const off = Math.abs(((((arrived.turn - to.turn + 180) % 360) + 360) % 360) - 180);
        expect(off).toBeLessThan(1e-6);
        expect(arrived.height).toBeCloseTo(to.height, 6);
        const half = Math.abs(((((between(from, to, 0.5).turn - from.turn + 180) % 360) + 360) % 360) - 180);
        expect(half).toBeLessThanOrEqual(90 + 1e-6);
      }),
    );
  });
});
