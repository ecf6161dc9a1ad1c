/**
 * How the pixels of a frame lie in memory: GStreamer's default layout, whose rows are padded to four bytes, and the
 * tight layout that a `Frame` promises. They are the same for widths that are multiples of four.
 */
import type { PixelFormat } from './frame-source.port.ts';

interface Plane {
  rowBytes: number;
  rows: number;
}

/** Planes without padding; odd sizes have a chroma sample for the last single column or row. */
function planesOf(format: PixelFormat, width: number, height: number): Plane[] {
  if (format === 'RGB') return [{ rowBytes: width * 3, rows: height }];
  return [
    { rowBytes: width, rows: height },
    { rowBytes: 2 * Math.ceil(width / 2), rows: Math.ceil(height / 2) },
  ];
}

const paddedTo4 = (bytes: number): number => (bytes + 3) & ~3;

/** GStreamer gives the luma plane of an odd height one more row. */
function paddedRows(format: PixelFormat, rows: number, plane: number): number {
  return format === 'NV12' && plane === 0 ? rows + (rows % 2) : rows;
}

export function tightFrameBytes(format: PixelFormat, width: number, height: number): number {
  return planesOf(format, width, height).reduce((sum, { rowBytes, rows }) => sum + rowBytes * rows, 0);
}

export function gstreamerFrameBytes(format: PixelFormat, width: number, height: number): number {
  return planesOf(format, width, height).reduce(
    (sum, { rowBytes, rows }, plane) => sum + paddedTo4(rowBytes) * paddedRows(format, rows, plane),
    0,
  );
}

/** Moves the rows of a frame in GStreamer's layout together, in place, and gives the tight view of them. */
export function tightenFrame(data: Uint8Array, format: PixelFormat, width: number, height: number): Uint8Array {
  const tightBytes = tightFrameBytes(format, width, height);
  if (tightBytes === gstreamerFrameBytes(format, width, height)) return data.subarray(0, tightBytes);
  let from = 0;
  let to = 0;
  for (const [plane, { rowBytes, rows }] of planesOf(format, width, height).entries()) {
    const strideBytes = paddedTo4(rowBytes);
    for (let row = 0; row < rows; row++) {
      data.copyWithin(to, from + row * strideBytes, from + row * strideBytes + rowBytes);
      to += rowBytes;
    }
    from += strideBytes * paddedRows(format, rows, plane);
  }
  return data.subarray(0, tightBytes);
}
