/**
 * What a camera sees when nobody moves: the median of a few pictures spread over the clip, pixel by pixel, and how much
 * each pixel changed. A golfer, a club or a passer-by that is in one place for less than half of the clip leaves no
 * trace in the median.
 */
import type { Film } from './film.ts';

export interface StillBackground {
  readonly width: number;
  readonly height: number;
  /** Pixels of the clip's upright picture per pixel. */
  readonly shrink: number;
  /** Grey levels, row by row. */
  readonly grey: Uint8Array;
  /** Largest less smallest grey level over the pictures. */
  readonly change: Uint8Array;
}

/** An odd number: a median that is one of the values. */
const PICTURES = 5;

/** Null for a film of fewer pictures. */
export function stillBackground(film: Film): StillBackground | null {
  const kept = film.pictures.filter((picture) => picture !== null);
  if (kept.length < PICTURES) return null;
  const [a, b, c, d, e] = Array.from({ length: PICTURES }, (_, i) => {
    return kept[Math.round(((kept.length - 1) * i) / (PICTURES - 1))];
  }) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const pixels = film.width * film.height;
  const grey = new Uint8Array(pixels);
  const change = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const [v, w, x, y, z] = [a[i], b[i], c[i], d[i], e[i]] as [number, number, number, number, number];
    const low = Math.min(v, w, x, y, z);
    const high = Math.max(v, w, x, y, z);
    grey[i] = medianOfFive(v, w, x, y, z);
    change[i] = high - low;
  }
  return { width: film.width, height: film.height, shrink: film.shrink, grey, change };
}

/** The third of five: the median of the last and of the middle two of two sorted pairs. */
function medianOfFive(a: number, b: number, c: number, d: number, e: number): number {
  const low = Math.max(Math.min(a, b), Math.min(c, d));
  const high = Math.min(Math.max(a, b), Math.max(c, d));
  return Math.max(Math.min(low, high), Math.min(Math.max(low, high), e));
}
