/** What a player may choose of the video that is made of a swing. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LANGUAGES } from '../swing/advice/language.ts';

export const FILM_SHAPES = ['portrait', 'landscape'] as const;
export type FilmShape = (typeof FILM_SHAPES)[number];

/** How slow the downswing may be: how many times longer than it took. */
export const SLOWNESSES = [1, 2, 4, 8] as const;

export const filmOrderSchema = z.strictObject({
  language: z.enum(LANGUAGES),
  shape: z.enum(FILM_SHAPES),
  /** Cameras by name, in the order in which they are shown; empty for all there are. */
  cameras: z.array(z.string().min(1).max(64)).max(4),
  /** Null for the slowest that the cameras have pictures for. */
  slowness: z.literal(SLOWNESSES).nullable(),
  hasSkeleton: z.boolean(),
});
export type FilmOrder = z.infer<typeof filmOrderSchema>;

/**
 * What makes two orders the same film. The revision belongs to it: after a new analysis the numbers differ, and so does
 * the film.
 */
export function filmKey(swing: string, revision: number, order: FilmOrder): string {
  const { language, shape, cameras, slowness, hasSkeleton } = order;
  const words = JSON.stringify([swing, revision, language, shape, cameras, slowness, hasSkeleton]);
  return createHash('sha256').update(words).digest('hex');
}
