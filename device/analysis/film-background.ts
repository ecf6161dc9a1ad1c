/**
 * What stands behind a swing: per pixel the median brightness of a few frames spread over it. The club passes each
 * place in a moment, so it is in none of these medians; the still camera's picture less its background shows it at rest
 * as well as in motion. Frames of the address are left out by the caller: there the club rests for seconds.
 */
import type { Film } from './film.ts';

export interface Background {
  /** Place in the film's pictures, in its pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** Odd, so that a median is one of them. */
const SAMPLES = 11;

export interface BackgroundBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Null where too few frames were kept. `box` may reach beyond the picture. */
export function filmBackground(film: Film, from: number, to: number, box: BackgroundBox): Background | null {
  const pictures: Uint8Array[] = [];
  for (let k = 0; k < SAMPLES; k++) {
    const picture = film.pictures[Math.round(from + ((to - from) * k) / (SAMPLES - 1))];
    if (picture) pictures.push(picture);
  }
  if (pictures.length < SAMPLES) return null;
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const width = Math.min(film.width, Math.ceil(box.right)) - left;
  const height = Math.min(film.height, Math.ceil(box.bottom)) - top;
  if (!(width > 0 && height > 0)) return null;
  const luma = new Uint8Array(width * height);
  const sorted = new Uint8Array(SAMPLES);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (top + y) * film.width + left + x;
      for (let k = 0; k < SAMPLES; k++) {
        const value = (pictures[k] as Uint8Array)[at] as number;
        let place = k;
        while (place > 0 && (sorted[place - 1] as number) > value) {
          sorted[place] = sorted[place - 1] as number;
          place--;
        }
        sorted[place] = value;
      }
      luma[y * width + x] = sorted[SAMPLES >> 1] as number;
    }
  }
  return { left, top, width, height, luma };
}
