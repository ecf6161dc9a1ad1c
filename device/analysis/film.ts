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

/** One NV12 picture of the film from one of the clip. */
export function shrinkNv12(data: Uint8Array, width: number, height: number, shrink: number): Uint8Array<ArrayBuffer> {
  const size = filmSize(width, height, shrink);
  const lumaBytes = size.width * size.height;
  const out = new Uint8Array((lumaBytes * 3) / 2);
  shrinkPlane(data, width, shrink, size, 1, out);
  shrinkPlane(data.subarray(width * height), width, shrink, halved(size), 2, out.subarray(lumaBytes));
  return out;
}

const halved = ({ width, height }: { width: number; height: number }): { width: number; height: number } => ({
  width: width / 2,
  height: height / 2,
});

/** Averages blocks of `shrink` × `shrink` samples; `channels` of them are interleaved. */
function shrinkPlane(
  plane: Uint8Array,
  stride: number,
  shrink: number,
  size: { width: number; height: number },
  channels: number,
  out: Uint8Array,
): void {
  const rowLength = size.width * channels;
  if (shrink === 1) {
    for (let row = 0; row < size.height; row++) {
      out.set(plane.subarray(row * stride, row * stride + rowLength), row * rowLength);
    }
    return;
  }
  const sums = new Uint32Array(rowLength);
  const area = shrink * shrink;
  for (let row = 0; row < size.height; row++) {
    sums.fill(0);
    for (let line = 0; line < shrink; line++) {
      const start = (row * shrink + line) * stride;
      for (let column = 0; column < rowLength; column++) {
        const channel = column % channels;
        let at = start + (column - channel) * shrink + channel;
        let sum = 0;
        for (let k = 0; k < shrink; k++) {
          sum += plane[at] as number;
          at += channels;
        }
        sums[column] = (sums[column] as number) + sum;
      }
    }
    const base = row * rowLength;
    for (let column = 0; column < rowLength; column++) out[base + column] = (sums[column] as number) / area;
  }
}
