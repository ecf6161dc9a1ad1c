/** Visits that one looks back at, as they travel. */
import { z } from 'zod';
import { instantSchema, nextCursorSchema, pageQueryFields } from './page.ts';
import { swingSummarySchema } from './rest.ts';

export const sessionSummarySchema = z
  .strictObject({
    id: z.string(),
    bay: z.string(),
    startedAt: z.string().describe('UTC.'),
    endedAt: z.string().nullable(),
    goesOn: z.boolean().describe('Whether it is the visit that goes on in the bay.'),
    swings: z.int().nonnegative().describe('Shots and practice swings.'),
    shots: z.int().nonnegative(),
    scored: z.int().nonnegative().describe('Shots that have a score.'),
    scoreMean: z.number().nullable(),
    scoreBest: z.number().nullable(),
    players: z.array(z.strictObject({ id: z.uuid(), name: z.string() })).describe('Who swung in it, guests left out.'),
  })
  .meta({ id: 'SessionSummary' });
export type SessionBody = z.infer<typeof sessionSummarySchema>;

export const sessionListSchema = z
  .strictObject({
    sessions: z.array(sessionSummarySchema).describe('The one that began last first.'),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionListSchema>;

export const sessionDetailSchema = sessionSummarySchema
  .extend({
    faults: z
      .array(z.strictObject({ fault: z.string(), swings: z.int().positive() }))
      .describe('How many swings show each fault, the most frequent first.'),
    newestSwings: z.array(swingSummarySchema).describe('The newest twenty; `GET swings?session=` has them all.'),
  })
  .meta({ id: 'SessionDetail' });
export type SessionDetail = z.infer<typeof sessionDetailSchema>;

export const sessionListQuerySchema = z.strictObject({
  player: z.uuid().optional().describe('Visits in which this player swung, counting those swings alone.'),
  from: instantSchema.optional().describe('Begun then or later.'),
  to: instantSchema.optional().describe('Begun then or earlier.'),
  ...pageQueryFields,
});
