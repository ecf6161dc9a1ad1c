/**
 * What a coach draws over a picture, as shapes that any size of screen can show. Places are fractions of the upright
 * picture, from its upper left corner. Bounded so that a note with its drawings fits into a body of the API.
 */
import { z } from 'zod';
import { DRAWING_COLOURS, FREEHAND_POINTS_MAX, POINTS_MAX, SHAPES_MAX } from './drawing-bounds.ts';

/** A hundredth of a percent of the picture: a fifth of a pixel of 1920. */
const pointSchema = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);
const colour = z.enum(DRAWING_COLOURS);

export const drawnShapeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('line'), colour, points: z.tuple([pointSchema, pointSchema]) }),
    z.strictObject({
      kind: z.literal('arrow'),
      colour,
      points: z.tuple([pointSchema, pointSchema]).describe('From its tail to its head.'),
    }),
    z.strictObject({
      kind: z.literal('ellipse'),
      colour,
      points: z.tuple([pointSchema, pointSchema]).describe('Opposite corners of the box that it fills.'),
    }),
    z.strictObject({
      kind: z.literal('angle'),
      colour,
      points: z
        .tuple([pointSchema, pointSchema, pointSchema])
        .describe(
          'One leg’s end, the corner, the other leg’s end. Pages say its degrees in the picture, not in space.',
        ),
    }),
    z.strictObject({
      kind: z.literal('freehand'),
      colour,
      points: z.array(pointSchema).min(2).max(FREEHAND_POINTS_MAX),
    }),
  ])
  .meta({ id: 'DrawnShape' });
export type DrawnShape = z.infer<typeof drawnShapeSchema>;
export type PicturePoint = z.infer<typeof pointSchema>;

export const drawingsSchema = z
  .array(drawnShapeSchema)
  .max(SHAPES_MAX)
  .refine((shapes) => shapes.reduce((sum, { points }) => sum + points.length, 0) <= POINTS_MAX, {
    error: `more than ${POINTS_MAX} points`,
  });
