import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CropTarget, sampleCrop } from './crop-sampler.ts';
import type { Picture } from './picture.ts';
import { cropToPictureX, cropToPictureY, letterboxRegion, type Region } from './region.ts';

const SIDE = 32;
const target = (border: CropTarget['border'], side = SIDE): CropTarget => ({
  tensor: new Float32Array(3 * side * side),
  side,
  scale: 1,
  offset: 0,
  border,
});

/** A smooth colour at a pixel, so that chroma at half size says the same as RGB at full size. */
const colourAt = (x: number, y: number): [number, number, number] => [
  120 + 60 * Math.sin(x / 23) + 30 * Math.cos(y / 31),
  130 + 50 * Math.sin((x + y) / 29),
  110 + 60 * Math.cos(y / 19),
];

function rgbPicture(width: number, height: number): Picture {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colourAt(x, y).map(Math.round), (y * width + x) * 3);
  }
  return { width, height, format: 'RGB', data };
}

/** BT.601 video range, chroma on even columns and between rows; written apart from the sampler's own constants. */
function nv12Picture(width: number, height: number): Picture {
  const data = new Uint8Array((width * height * 3) / 2);
  const yCbCr = (x: number, y: number) => {
    const [r, g, b] = colourAt(x, y).map((value) => value / 255) as [number, number, number];
    const luma = 0.299 * r + 0.587 * g + 0.114 * b;
    return [16 + 219 * luma, 128 + 224 * ((b - luma) / 1.772), 128 + 224 * ((r - luma) / 1.402)] as const;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = Math.round(yCbCr(x, y)[0]);
  }
  for (let y = 0; y < height / 2; y++) {
    for (let x = 0; x < width / 2; x++) {
      const [, u, v] = yCbCr(2 * x, 2 * y + 0.5);
      data.set([Math.round(u), Math.round(v)], width * height + y * width + 2 * x);
    }
  }
  return { width, height, format: 'NV12', data };
}

/** The definition, without any cleverness: bilinear between pixel centres, the border's pixels for ever outside. */
function slowSample(picture: Picture, channel: number, x: number, y: number): number {
  const { width, height, data } = picture;
  const pixel = (column: number, row: number) =>
    data[
      (Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))) * 3 + channel
    ] as number;
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const fx = x - 0.5 - left;
  const fy = y - 0.5 - top;
  const upper = pixel(left, top) * (1 - fx) + pixel(left + 1, top) * fx;
  return upper * (1 - fy) + (pixel(left, top + 1) * (1 - fx) + pixel(left + 1, top + 1) * fx) * fy;
}

const anyRegion = fc.record({
  centreX: fc.double({ min: -20, max: 120, noNaN: true }),
  centreY: fc.double({ min: -20, max: 100, noNaN: true }),
  size: fc.double({ min: 4, max: 300, noNaN: true }),
  rotation: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
});

describe('the crop sampler', () => {
  const rgb = rgbPicture(96, 64);

  it('gives the very pixels back when a crop pixel is a picture pixel', () => {
    const crop = target('replicate');
    sampleCrop(rgb, { centreX: 40, centreY: 30, size: SIDE, rotation: 0 }, crop);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        for (let channel = 0; channel < 3; channel++) {
          const pixel = rgb.data[((y + 14) * 96 + x + 24) * 3 + channel];
          expect(crop.tensor[channel * SIDE * SIDE + y * SIDE + x]).toBe(pixel);
        }
      }
    }
  });

  it('agrees with the plain definition for every region, turned, tiny, huge or far outside', () => {
    fc.assert(
      fc.property(anyRegion, (region: Region) => {
        const crop = target('replicate');
        sampleCrop(rgb, region, crop);
        for (let at = 0; at < SIDE * SIDE; at += 7) {
          const u = ((at % SIDE) + 0.5) / SIDE;
          const v = (Math.floor(at / SIDE) + 0.5) / SIDE;
          const [x, y] = [cropToPictureX(region, u, v), cropToPictureY(region, u, v)];
          for (let channel = 0; channel < 3; channel++) {
            const expected = slowSample(rgb, channel, x, y);
            if (Math.abs((crop.tensor[channel * SIDE * SIDE + at] as number) - expected) > 0.5) return false;
          }
        }
        return true;
      }),
      { numRuns: 60 },
    );
  });

  it('sees the same colours in NV12 as in RGB, to the rounding of the bytes', () => {
    const nv12 = nv12Picture(96, 64);
    fc.assert(
      fc.property(anyRegion, (region: Region) => {
        const fromRgb = target('replicate');
        const fromNv12 = target('replicate');
        sampleCrop(rgb, region, fromRgb);
        sampleCrop(nv12, region, fromNv12);
        return fromRgb.tensor.every((value, at) => Math.abs(value - (fromNv12.tensor[at] as number)) < 5);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps video black and white at 0 and 1 in both colour matrices', () => {
    for (const matrix of ['bt601', 'bt709'] as const) {
      for (const [luma, expected] of [
        [16, 0],
        [235, 1],
        [255, 1],
        [0, 0],
      ] as const) {
        const data = new Uint8Array((16 * 16 * 3) / 2).fill(luma, 0, 256).fill(128, 256);
        const crop = { ...target('replicate', 8), scale: 1 / 255 };
        const region = { centreX: 8, centreY: 8, size: 8, rotation: 0.3 };
        sampleCrop({ width: 16, height: 16, format: 'NV12', data }, region, crop, matrix);
        for (const value of crop.tensor) expect(value).toBeCloseTo(expected, 3);
      }
    }
  });

  it('letterboxes with black bars that are exactly as wide as the picture leaves them', () => {
    const white: Picture = { width: 64, height: 32, format: 'RGB', data: new Uint8Array(64 * 32 * 3).fill(255) };
    const crop = { ...target('black'), scale: 2 / 255, offset: -1 };
    sampleCrop(white, letterboxRegion(64, 32), crop);
    const rows = Array.from({ length: SIDE }, (_, row) => crop.tensor[row * SIDE + 5] as number);
    expect(rows.map((value) => Math.round(value))).toEqual([
      ...new Array(8).fill(-1),
      ...new Array(16).fill(1),
      ...new Array(8).fill(-1),
    ]);
  });
});
