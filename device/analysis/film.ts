/**
 * The clip, small, kept whole in memory while a swing is analysed: where the club is, and what a key frame shows, can
 * only be asked once the swing has been found. Pictures are NV12 and shrink by a whole number until the film fits
 * `FILM_BYTES_MAX`; a whole number, because averaging blocks is quick and keeps a shaft one pixel wide.
 */
export interface Film {
  /** Of its pictures, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the clip's upright picture per pixel of the film. */
  readonly shrink: number;
  /** NV12, one a frame; null where a frame was not kept. */
  readonly pictures: (Uint8Array | null)[];
}

const FILM_BYTES_MAX = 384 * 1024 * 1024;

/** Larger pictures shrink: a shaft is 2–3 pixels wide at 1080 lines. */
const FILM_EDGE_PIXELS_MAX = 1000;

/** By how many times pictures shrink on their way into the film: 1 for small clips. */
export function filmShrink(width: number, height: number, frames: number): number {
  const byEdge = Math.ceil(Math.max(width, height) / FILM_EDGE_PIXELS_MAX);
  const byMemory = Math.ceil(Math.sqrt((1.5 * width * height * Math.max(1, frames)) / FILM_BYTES_MAX));
  return Math.max(1, byEdge, byMemory);
}

/** Even, as NV12 wants it; what is left over at the right and below is cut. */
export function filmSize(width: number, height: number, shrink: number): { width: number; height: number } {
  const even = (length: number): number => 2 * Math.floor(length / shrink / 2);
  return { width: even(width), height: even(height) };
}

/**
 * One NV12 picture of the film from one of the clip: luma is averaged, because thin lines must survive; of the chroma
 * one sample in `shrink` is kept. A hot path: it runs once a frame beside the pose model.
 */
export function shrinkNv12(data: Uint8Array, width: number, height: number, shrink: number, out: Uint8Array): void {
  const size = filmSize(width, height, shrink);
  const lumaBytes = size.width * size.height;
  if (shrink === 2 && width % 4 === 0 && data.byteOffset % 4 === 0) halveLuma(data, width, size, out);
  else averageLuma(data, width, shrink, size, out);
  // A pair of blue and red is one word of 16 bits; rows of both pictures are even, so pairs lie on even bytes.
  const from = new Uint16Array(data.buffer, data.byteOffset + width * height, (width * height) >> 2);
  const to = new Uint16Array(out.buffer, out.byteOffset + lumaBytes, lumaBytes >> 2);
  let at = 0;
  for (let row = 0; row < size.height / 2; row++) {
    let pair = (row * shrink * width) >> 1;
    for (let column = 0; column < size.width / 2; column++, pair += shrink) to[at++] = from[pair] as number;
  }
}

export function filmPictureBytes(size: { width: number; height: number }): number {
  return (size.width * size.height * 3) / 2;
}

/** Four pixels of two rows at a time: even and odd bytes are added as pairs of 16 bits within one word. */
function halveLuma(data: Uint8Array, width: number, size: { width: number; height: number }, out: Uint8Array): void {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.byteLength >> 2);
  const stride = width >> 2;
  for (let row = 0; row < size.height; row++) {
    let upper = row * 2 * stride;
    let lower = upper + stride;
    let at = row * size.width;
    for (let pair = 0; pair < size.width; pair += 2) {
      const above = words[upper++] as number;
      const below = words[lower++] as number;
      const sum =
        (above & 0x00ff00ff) + ((above >>> 8) & 0x00ff00ff) + (below & 0x00ff00ff) + ((below >>> 8) & 0x00ff00ff);
      out[at++] = (sum & 0xffff) >> 2;
      out[at++] = sum >>> 18;
    }
  }
}

function averageLuma(
  data: Uint8Array,
  width: number,
  shrink: number,
  size: { width: number; height: number },
  out: Uint8Array,
): void {
  const sums = new Uint32Array(size.width);
  const area = shrink * shrink;
  for (let row = 0; row < size.height; row++) {
    const to = row * size.width;
    if (shrink === 1) {
      out.set(data.subarray(row * width, row * width + size.width), to);
      continue;
    }
    sums.fill(0);
    for (let line = 0; line < shrink; line++) {
      let at = (row * shrink + line) * width;
      for (let column = 0; column < size.width; column++) {
        let sum = 0;
        for (let k = 0; k < shrink; k++) sum += data[at++] as number;
        sums[column] = (sums[column] as number) + sum;
      }
    }
    for (let column = 0; column < size.width; column++) out[to + column] = (sums[column] as number) / area;
  }
}
