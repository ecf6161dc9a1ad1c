import { describe, expect, it } from 'vitest';
import { constantFloats, halfToFloat, toOutputInputHeightWidth } from './constant-data.ts';
import type { TfliteTensor } from './tflite-file.ts';

describe('constants of a TFLite file', () => {
  it('reads half-precision numbers: ones, halves, the least, the largest, both infinities', () => {
    const read = [0x3c00, 0xb800, 0x0001, 0x7bff, 0x7c00, 0xfc00, 0x8000].map(halfToFloat);
    expect(read).toEqual([1, -0.5, 2 ** -24, 65504, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]);
    expect(halfToFloat(0x7e00)).toBeNaN();
  });

  it('rises with its bits, through the step from subnormal to normal numbers', () => {
    for (let bits = 1; bits < 0x7c00; bits++) expect(halfToFloat(bits)).toBeGreaterThan(halfToFloat(bits - 1));
  });

  it('spreads a sparse matrix out by its row segments', () => {
    const tensor: TfliteTensor = {
      name: 'weights',
      shape: [3, 1, 1, 4],
      type: 'float32',
      data: new Uint8Array(new Float32Array([5, 6, 7]).buffer),
      sparsity: {
        traversalOrder: [0, 1, 2, 3],
        blockMap: [],
        dimensions: [
          { dense: true, size: 3, segments: [], indices: [] },
          { dense: true, size: 1, segments: [], indices: [] },
          { dense: true, size: 1, segments: [], indices: [] },
          { dense: false, size: 0, segments: [0, 1, 1, 3], indices: [2, 0, 3] },
        ],
      },
    };
    expect([...constantFloats(tensor)]).toEqual([0, 0, 5, 0, 0, 0, 0, 0, 6, 0, 0, 7]);
    const blocks = { ...tensor, sparsity: { ...(tensor.sparsity as object), blockMap: [3] } as never };
    expect(() => constantFloats(blocks)).toThrow(expect.objectContaining({ code: 'models/unsupported' }));
  });

  it('moves the channels of a filter in front of its pixels', () => {
    const ohwi = Float32Array.from({ length: 2 * 1 * 2 * 3 }, (_, i) => i);
    expect([...toOutputInputHeightWidth(ohwi, [2, 1, 2, 3])]).toEqual([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11]);
  });
});
