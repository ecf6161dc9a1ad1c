import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipped, posesOf } from './draw-body.ts';
import { escaped } from './film-command.ts';
import { filmLayout } from './film-layout.ts';
import { FILM_SHAPES, filmKey, type FilmOrder } from './film-order.ts';
import { FILM_FPS } from './film-timing.ts';
import { assTime } from './overlay-script.ts';
import { pictureCut } from './picture-cut.ts';

describe('the layout of a film', () => {
  it.each(FILM_SHAPES.flatMap((shape) => [1, 2, 3, 4].map((count) => [shape, count] as const)))(
    'has room for everything: %s, %i views',
    (shape, count) => {
      const layout = filmLayout(shape, count);
      const boxes = [layout.header, ...layout.pictures, layout.phases, layout.numbers];
      for (const [index, one] of boxes.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(one.left + one.width).toBeLessThanOrEqual(layout.width);
        expect(one.top + one.height).toBeLessThanOrEqual(layout.height);
        for (const other of boxes.slice(index + 1)) {
          const isApart =
            one.left + one.width <= other.left ||
            other.left + other.width <= one.left ||
            one.top + one.height <= other.top ||
            other.top + other.height <= one.top;
          expect(isApart).toBe(true);
        }
      }
      for (const { left, top, width, height } of layout.pictures) {
        expect([left % 2, top % 2, width % 2, height % 2]).toEqual([0, 0, 0, 0]);
      }
    },
  );

  it('puts two views beside each other, where a golfer is largest', () => {
    const [one, other] = filmLayout('portrait', 2).pictures;
    expect(one?.top).toBe(other?.top);
  });
});

it('a cut keeps the shape of its place, stays in the picture and holds the golfer’s middle', () => {
  const size = fc.record({ width: fc.integer({ min: 160, max: 3_840 }), height: fc.integer({ min: 160, max: 3_840 }) });
  const share = fc.double({ min: 0.1, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(size, size, fc.record({ x: share, y: share, height: share }), (picture, shown, golfer) => {
      const cut = pictureCut(picture, shown, golfer);
      expect(Math.min(cut.left, cut.top)).toBeGreaterThanOrEqual(0);
      expect(Math.max(cut.left + cut.width, cut.top + cut.height)).toBeLessThanOrEqual(1 + 1e-9);
      const aspect = (cut.width * picture.width) / (cut.height * picture.height);
      expect(aspect / (shown.width / shown.height)).toBeCloseTo(1, 6);
      expect(golfer.x).toBeGreaterThanOrEqual(cut.left - 1e-9);
      expect(golfer.x).toBeLessThanOrEqual(cut.left + cut.width + 1e-9);
    }),
  );
});

it('a line is drawn only where its picture is', () => {
  const box = { left: 100, top: 50, width: 200, height: 300 };
  const place = fc.record({ x: fc.integer({ min: -500, max: 900 }), y: fc.integer({ min: -500, max: 900 }) });
  fc.assert(
    fc.property(place, place, (from, to) => {
      for (const { x, y } of clipped(from, to, box) ?? []) {
        expect(x).toBeGreaterThanOrEqual(box.left - 1e-6);
        expect(x).toBeLessThanOrEqual(box.left + box.width + 1e-6);
        expect(y).toBeGreaterThanOrEqual(box.top - 1e-6);
        expect(y).toBeLessThanOrEqual(box.top + box.height + 1e-6);
      }
    }),
  );
  expect(clipped({ x: 0, y: 100 }, { x: 400, y: 100 }, box)).toEqual([
    { x: 100, y: 100 },
    { x: 300, y: 100 },
  ]);
  expect(clipped({ x: 0, y: 0 }, { x: 50, y: 400 }, box)).toBeNull();
});

it('a drawing is on exactly the pictures that it was made for, though its clock has hundredths only', () => {
  const seconds = (time: string) => {
    const [hours = 0, minutes = 0, rest = 0] = time.split(':').map(Number);
    return hours * 3_600 + minutes * 60 + rest;
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (tick) => {
      expect(seconds(assTime(tick))).toBeLessThan(tick / FILM_FPS - 0.009);
      expect(seconds(assTime(tick))).toBeGreaterThan((tick - 1) / FILM_FPS + 0.009);
    }),
  );
  expect(assTime(0)).toBe('0:00:00.00');
});

it('every picture has the nearest pose, also where only every second one has its own', () => {
  const pictures = [0, 10, 20, 30, 40];
  const poses = Float64Array.of(0, 20, 40);
  expect([...posesOf(Uint32Array.of(0, 1, 2, 3, 4, 0), pictures, poses)]).toEqual([0, 1, 1, 2, 2, 0]);
});

it('the same order of the same revision is the same film, and no other is', () => {
  const order: FilmOrder = { language: 'en', shape: 'portrait', cameras: [], slowness: null, hasSkeleton: true };
  const key = filmKey('swing', 1, order);
  expect(filmKey('swing', 1, { ...order })).toBe(key);
  const others = [
    filmKey('swing', 2, order),
    filmKey('other', 1, order),
    filmKey('swing', 1, { ...order, language: 'de' }),
    filmKey('swing', 1, { ...order, shape: 'landscape' }),
    filmKey('swing', 1, { ...order, cameras: ['face-on'] }),
    filmKey('swing', 1, { ...order, slowness: 2 }),
    filmKey('swing', 1, { ...order, hasSkeleton: false }),
  ];
  expect(new Set([key, ...others]).size).toBe(8);
});

it('a path means itself in a filter, whatever its signs', () => {
  expect(escaped("/tmp/a'b:c")).toBe("/tmp/a\\\\\\'b\\\\:c");
  expect(escaped('/tmp/plain.ass')).toBe('/tmp/plain.ass');
});
