/** How far the swings of a facility's players have come into its own store, for whoever looks after it. */
import { z } from 'zod';

export const arrivalsStateSchema = z
  .strictObject({
    isOn: z.boolean().describe('Whether there is an object store that swings come from.'),
    waiting: z.int().describe('Swings that were heard of and are not whole here yet.'),
    taken: z.int(),
    parked: z.int().describe('What was given up with a reason, until somebody looks.'),
    trouble: z
      .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
      .nullable()
      .describe('Why nothing comes just now; null while it does.'),
    parkedReasons: z
      .array(z.strictObject({ swing: z.string(), code: z.string(), message: z.string() }))
      .describe('The first twenty that were given up.'),
  })
  .meta({ id: 'ArrivalsState' });
export type ArrivalsStateTold = z.infer<typeof arrivalsStateSchema>;

export const arrivalsRetrySchema = z
  .strictObject({ retried: z.int().describe('How many of those that were given up are tried again.') })
  .meta({ id: 'ArrivalsRetry' });
export type ArrivalsRetry = z.infer<typeof arrivalsRetrySchema>;
