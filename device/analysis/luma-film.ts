/**
 * The clip in grey and small, kept whole in memory while a swing is analysed: where the club is can only be asked once
 * the swing has been found. Bounded: pictures shrink until the film fits `FILM_BYTES_MAX`.
 */
export interface LumaFilm {
  readonly width: number;
  readonly height: number;
  /** Pixels of the clip's upright picture per pixel of the film, along x and y. */
  readonly shrink: number;
  /** One grey picture a frame, row by row; null where a frame was not kept. */
  readonly pictures: readonly (Uint8Array | null)[];
}

const FILM_BYTES_MAX = 320 * 1024 * 1024;

/** A shaft is 2–3 pixels wide at 1080 lines; on pictures with an edge beyond this it is still one pixel after shrinking. */
const FILM_EDGE_PIXELS_MAX = 1000;

/** By how many times the pictures of a clip shrink on their way into the film: a whole number, 1 for small clips. */
export function filmShrink(width: number, height: number, frames: number): number {
  const byEdge = Math.ceil(Math.max(width, height) / FILM_EDGE_PIXELS_MAX);
  const byMemory = Math.ceil(Math.sqrt((width * height * Math.max(1, frames)) / FILM_BYTES_MAX));
  return Math.max(1, byEdge, byMemory);
}

/** Shrinks the luma plane by averaging blocks of `shrink` × `shrink` pixels; a rest at the right and below is left out. */
export function shrinkLuma(luma: Uint8Array, width: number, height: number, shrink: number): Uint8Array {
  if (shrink === 1) return luma.slice(0, width * height);
  const outWidth = Math.floor(width / shrink);
  const outHeight = Math.floor(height / shrink);
  const out = new Uint8Array(outWidth * outHeight);
  const sums = new Uint32Array(outWidth);
  const area = shrink * shrink;
  for (let row = 0; row < outHeight; row++) {
    sums.fill(0);
    for (let line = 0; line < shrink; line++) {
      let at = (row * shrink + line) * width;
      for (let column = 0; column < outWidth; column++) {
        let sum = 0;
        for (let k = 0; k < shrink; k++) sum += luma[at++] as number;
        sums[column] = (sums[column] as number) + sum;
      }
    }
    const base = row * outWidth;
    for (let column = 0; column < outWidth; column++) out[base + column] = (sums[column] as number) / area;
  }
  return out;
}
