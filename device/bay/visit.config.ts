/** How long a visit lasts, as the facility sets it. */
import { z } from 'zod';

export const visitConfigSchema = z.strictObject({
  inactivityMinutes: z
    .number()
    .min(1)
    .max(240)
    .default(10)
    .describe('A visit is over when nobody has been on the mat or at the screen for this long.'),
  totalMinutes: z
    .number()
    .min(1)
    .max(1_440)
    .nullable()
    .default(null)
    .describe('A visit is over after this long, whoever plays; null for no end.'),
  playersMax: z.int().min(1).max(32).default(8).describe('How many players take turns in one visit.'),
  guestSwingsKeptHours: z
    .number()
    .min(0)
    .max(8_760)
    .nullable()
    .default(72)
    .describe(
      'Swings that no player has claimed go so long after their visit; null keeps them as long as there is room.',
    ),
});

export type VisitConfig = z.infer<typeof visitConfigSchema>;
