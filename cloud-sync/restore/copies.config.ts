/** What an operator may set about the sealed copies that an appliance puts away of itself. */
import { z } from 'zod';

export const copiesConfigSchema = z.strictObject({
  everyMinutes: z
    .int()
    .min(5)
    .max(1_440)
    .nullable()
    .default(30)
    .describe('How often it looks whether there is something new to put away; null puts nothing away.'),
  keep: z.int().min(2).max(100).default(5).describe('How many copies stay; the oldest make way.'),
  isInHouse: z
    .boolean()
    .default(false)
    .describe(
      'Whether the object store stands in the facility’s own house: then people who did not agree that what is theirs leaves the bay are in the copies too. Their swings stay in the bay all the same.',
    ),
});
