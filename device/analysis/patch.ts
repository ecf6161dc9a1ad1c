/** Small squares of grey pictures, and how alike they are whatever the light. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** Grey levels, row by row. */
  readonly grey: Uint8Array;
}

export interface Patch {
  readonly side: number;
  /** Grey levels less their mean, divided by their deviation: their squares add up to 1. All 0 without any contrast. */
  readonly values: Float64Array;
}

/** `grey` holds side × side levels, row by row. */
export function patchOf(grey: ArrayLike<number>, side: number): Patch {
  const values = Float64Array.from(grey);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return { side, values: values.map((value) => (deviation < 1 ? 0 : (value - mean) / deviation)) };
}

/** The grey levels of the square whose upper left corner is given; it must lie inside the picture. */
export function cutSquare({ grey, width }: GreyPicture, left: number, top: number, side: number): number[] {
  const out: number[] = [];
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) out.push(grey[y * width + x] as number);
  }
  return out;
}

/**
 * Normalised correlation of the patch with the square at a place, −1 to 1; −2 outside the picture. What has no contrast
 * is like nothing. The inner loop of the search for fixed points; it allocates nothing.
 */
export function likeness(
  { grey, width, height }: GreyPicture,
  { side, values }: Patch,
  left: number,
  top: number,
): number {
  if (left < 0 || top < 0 || left + side > width || top + side > height) return -2;
  let sum = 0;
  let squares = 0;
  let common = 0;
  let from = 0;
  for (let y = 0; y < side; y++) {
    let at = (top + y) * width + left;
    for (let x = 0; x < side; x++) {
      const value = grey[at++] as number;
      sum += value;
      squares += value * value;
      common += value * (values[from++] as number);
    }
  }
  const deviation = Math.sqrt(Math.max(0, squares - (sum * sum) / (side * side)));
  return deviation < 1 ? -1 : common / deviation;
}

/** Half as wide and high, four pixels averaged into one. */
export function halved({ grey, width, height }: GreyPicture): GreyPicture {
  const half = { width: width >> 1, height: height >> 1 };
  const out = new Uint8Array(half.width * half.height);
  let to = 0;
  for (let y = 0; y < half.height; y++) {
    let at = 2 * y * width;
    for (let x = 0; x < half.width; x++, at += 2) {
      const four =
        (grey[at] as number) +
        (grey[at + 1] as number) +
        (grey[at + width] as number) +
        (grey[at + width + 1] as number);
      out[to++] = (four + 2) >> 2;
    }
  }
  return { ...half, grey: out };
}
