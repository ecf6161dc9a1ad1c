import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planeNormal } from './fit-plane.ts';
import { add, dot, lengthOf, normalize, scale, subtract, type Vector, vector } from './vector.ts';

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const place = fc.tuple(coordinate, coordinate, coordinate).map(([x, y, z]) => vector(x, y, z));
const direction = place.filter((each) => lengthOf(each) > 0.1).map(normalize);
const flat = (point: Vector, normal: Vector): Vector => subtract(point, scale(normal, dot(point, normal)));

describe('the plane through points', () => {
  it('is the one they lie in, however they weigh', () => {
    const points = fc.array(fc.tuple(place, fc.double({ min: 0.1, max: 3, noNaN: true })), {
      minLength: 12,
      maxLength: 30,
    });
    fc.assert(
      fc.property(direction, place, points, (normal, origin, cloud) => {
        const inPlane = cloud.map(([point]) => add(origin, flat(point, normal)));
        const found = planeNormal(
          inPlane,
          cloud.map(([, weight]) => weight),
        );
        // A cloud that happens to be a line has no plane, and is told from one.
        fc.pre(found !== null);
        for (const point of inPlane) {
          expect(Math.abs(dot(subtract(point, inPlane[0] as Vector), found))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('leaves out what weighs nothing', () => {
    const square = [vector(0, 0, 0), vector(1, 0, 0), vector(0, 0, 1), vector(1, 0, 1), vector(0.5, 9, 0.5)];
    expect(Math.abs(planeNormal(square, [1, 1, 1, 1, 0])?.y ?? 0)).toBeCloseTo(1, 9);
  });

  it('is none for points on a line or for two', () => {
    expect(planeNormal([vector(0, 0, 0), vector(1, 1, 0), vector(2, 2, 0)], [1, 1, 1])).toBeNull();
    expect(planeNormal([vector(0, 0, 0), vector(1, 1, 0)], [1, 1])).toBeNull();
  });
});
