import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PicturePoint } from '../../api/contract/drawing.ts';
import { fitPicture } from '../skeleton/picture-fit.ts';
import {
  arrowBarbs,
  fitAround,
  pictureAngle,
  simplified,
  squareCorner,
  toPicture,
  toScreen,
} from './picture-geometry.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const point: fc.Arbitrary<PicturePoint> = fc.tuple(share, share);
const size = fc.record({ width: fc.integer({ min: 100, max: 4000 }), height: fc.integer({ min: 100, max: 4000 }) });
const PICTURE = { width: 1280, height: 720 };

describe('a place in the picture', () => {
  it('comes back from any screen to where it was', () => {
    fc.assert(
      fc.property(point, size, size, share, share, ([x, y], picture, screen, gx, gy) => {
        const fit = fitPicture(picture, screen, { x: gx, y: gy, height: 0.5 });
        const [backX, backY] = toPicture(fit, toScreen(fit, [x, y]));
        expect(Math.abs(backX - x)).toBeLessThanOrEqual(1e-4);
        expect(Math.abs(backY - y)).toBeLessThanOrEqual(1e-4);
      }),
    );
  });

  it('never leaves the picture, wherever the screen was touched', () => {
    fc.assert(
      fc.property(size, fc.double({ noNaN: true, noDefaultInfinity: true }), share, (screen, x, y) => {
        const [px, py] = toPicture(fitPicture(PICTURE, screen, null), { x, y: y * screen.height });
        expect([px >= 0, px <= 1, py >= 0, py <= 1]).toEqual([true, true, true, true]);
      }),
    );
  });
});

describe('an angle in the picture', () => {
  it('is that of the pixels, not of the fractions', () => {
    expect(
      pictureAngle(
        [
          [0.5, 0.2],
          [0.5, 0.5],
          [0.8, 0.5],
        ],
        PICTURE,
      ),
    ).toBeCloseTo(90);
    const diagonal: PicturePoint = [0.5 + 0.1, 0.5 - (0.1 * PICTURE.width) / PICTURE.height];
    expect(pictureAngle([diagonal, [0.5, 0.5], [0.8, 0.5]], PICTURE)).toBeCloseTo(45);
  });

  it('is between 0 and 180°, whichever leg comes first', () => {
    fc.assert(
      fc.property(point, point, point, (leg, corner, other) => {
        const angle = pictureAngle([leg, corner, other], PICTURE);
        expect(angle).toBeGreaterThanOrEqual(0);
        expect(angle).toBeLessThanOrEqual(180);
        expect(pictureAngle([other, corner, leg], PICTURE)).toBeCloseTo(angle, 6);
      }),
    );
  });
});

describe('the box of a circle', () => {
  it('is as high as it is wide on the picture, and stays in it', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        const [x, y] = squareCorner(from, to, PICTURE);
        const [wide, high] = [Math.abs(x - from[0]) * PICTURE.width, Math.abs(y - from[1]) * PICTURE.height];
        expect(wide).toBeCloseTo(high, 6);
        for (const value of [x, y]) {
          expect(value).toBeGreaterThanOrEqual(-1e-9);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

it('gives an arrow two barbs of one length, to either side', () => {
  const [a, b] = arrowBarbs({ x: 0, y: 0 }, { x: 100, y: 0 }, 10);
  expect([Math.hypot(100 - a.x, a.y), Math.hypot(100 - b.x, b.y)]).toEqual([expect.closeTo(10), expect.closeTo(10)]);
  expect(a.y).toBeCloseTo(-b.y);
});

describe('the picture round a drawing', () => {
  it('shows all of the drawing, in any room, and keeps the shape of the picture', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), size, size, (points, picture, room) => {
        const fit = fitAround(points, picture, room);
        expect(fit.width / fit.height).toBeCloseTo(picture.width / picture.height, 6);
        for (const each of points) {
          const { x, y } = toScreen(fit, each);
          expect([x >= -1e-6, x <= room.width + 1e-6, y >= -1e-6, y <= room.height + 1e-6]).not.toContain(false);
        }
      }),
    );
  });

  it('comes nearer to a small one', () => {
    const room = { width: 400, height: 400 };
    const near = fitAround(
      [
        [0.45, 0.4],
        [0.55, 0.6],
      ],
      PICTURE,
      room,
    );
    expect(near.height).toBeGreaterThan(
      fitAround(
        [
          [0, 0],
          [1, 1],
        ],
        PICTURE,
        room,
      ).height * 2,
    );
  });
});

describe('a freehand line', () => {
  it('keeps both ends, draws on drawn points only, and has no more than there is room for', () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 400 }),
        fc.integer({ min: 2, max: 120 }),
        (drawn, most) => {
          const kept = simplified(drawn, most);
          expect(kept.length).toBeLessThanOrEqual(Math.max(2, most));
          expect([kept[0], kept.at(-1)]).toEqual([drawn[0], drawn.at(-1)]);
          for (const each of kept) expect(drawn).toContain(each);
        },
      ),
    );
  });

  it('that is straight needs two points', () => {
    const straight = Array.from({ length: 200 }, (_, i): PicturePoint => [i / 200, 0.3 + i / 400]);
    expect(simplified(straight, 120)).toHaveLength(2);
  });
});
