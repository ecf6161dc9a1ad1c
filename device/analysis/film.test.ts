import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filmPictureBytes, filmShrink, filmSize, shrinkNv12 } from './film.ts';

it('keeps small clips as they are and bounds the memory of long ones', () => {
  expect(filmShrink(360, 640, 450)).toBe(1);
  expect(filmShrink(1080, 1920, 150)).toBe(2);
  const shrink = filmShrink(1280, 720, 7200);
  const { width, height } = filmSize(1280, 720, shrink);
  expect(1.5 * width * height * 7200).toBeLessThan(400 * 1024 * 1024);
});

it('averages luma over blocks, whichever way it is computed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 3 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      (columns, rows, shrink, bytes) => {
        const width = columns * 4;
        const height = rows * 4;
        const data = Uint8Array.from({ length: (width * height * 3) / 2 }, () => bytes.next().value as number);
        const size = filmSize(width, height, shrink);
        const out = new Uint8Array(filmPictureBytes(filmSize(width, height, shrink)));
        shrinkNv12(data, width, height, shrink, out);
        expect(out.length).toBe((size.width * size.height * 3) / 2);
        for (let y = 0; y < size.height; y++) {
          for (let x = 0; x < size.width; x++) {
            let sum = 0;
            for (let j = 0; j < shrink; j++) {
              for (let i = 0; i < shrink; i++) sum += data[(y * shrink + j) * width + x * shrink + i] as number;
            }
            expect(out[y * size.width + x]).toBe(Math.floor(sum / shrink ** 2));
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('keeps the two colours of a pixel together', () => {
  const [width, height] = [8, 8];
  const data = new Uint8Array(96);
  for (let i = 64; i < 96; i += 2) data.set([10, 200], i);
  const out = new Uint8Array(filmPictureBytes(filmSize(width, height, 2)));
  shrinkNv12(data, width, height, 2, out);
  expect([...out.subarray(16)]).toEqual([10, 200, 10, 200, 10, 200, 10, 200]);
});
