import type { DirtyBox } from './figure-raster.ts';

/** RGB to NV12 by BT.709, limited range, the chroma of each 2 × 2 block averaged; only the box is converted. */
export function rgbToNv12(rgb: Uint8Array, width: number, height: number, box: DirtyBox, out: Uint8Array): void {
  const left = Math.max(0, box.left & ~1);
  const top = Math.max(0, box.top & ~1);
  const right = Math.min(width, (box.right + 1) & ~1);
  const bottom = Math.min(height, (box.bottom + 1) & ~1);
  const chroma = width * height;
  for (let y = top; y < bottom; y += 2) {
    for (let x = left; x < right; x += 2) {
      const a = y * width + x;
      const c = a + width;
      const p = a * 3;
      const q = c * 3;
      const r0 = rgb[p] as number;
      const g0 = rgb[p + 1] as number;
      const b0 = rgb[p + 2] as number;
      const r1 = rgb[p + 3] as number;
      const g1 = rgb[p + 4] as number;
      const b1 = rgb[p + 5] as number;
      const r2 = rgb[q] as number;
      const g2 = rgb[q + 1] as number;
      const b2 = rgb[q + 2] as number;
      const r3 = rgb[q + 3] as number;
      const g3 = rgb[q + 4] as number;
      const b3 = rgb[q + 5] as number;
      out[a] = (11966 * r0 + 40254 * g0 + 4064 * b0 + 1081344) >> 16;
      out[a + 1] = (11966 * r1 + 40254 * g1 + 4064 * b1 + 1081344) >> 16;
      out[c] = (11966 * r2 + 40254 * g2 + 4064 * b2 + 1081344) >> 16;
      out[c + 1] = (11966 * r3 + 40254 * g3 + 4064 * b3 + 1081344) >> 16;
      const r = r0 + r1 + r2 + r3;
      const g = g0 + g1 + g2 + g3;
      const b = b0 + b1 + b2 + b3;
      const at = chroma + (y >> 1) * width + x;
      out[at] = (-6596 * r - 22189 * g + 28784 * b + 33685504) >> 18;
      out[at + 1] = (28784 * r - 26145 * g - 2639 * b + 33685504) >> 18;
    }
  }
}
