/** Players as whoever looks after a bay sees them. */
import { z } from 'zod';
import { handednessSchema } from '../../swing/report/swing-report.ts';
import { nextCursorSchema, pageQueryFields } from './page.ts';

export const playerCardSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    handedness: handednessSchema.nullable(),
    role: z
      .enum(['player', 'coach', 'staff', 'installer', 'operator', 'admin'])
      .nullable()
      .describe('Null for a player without an account.'),
    isMinor: z.boolean(),
    guardianAgreed: z.boolean(),
    shares: z.boolean().describe('Whether the player agreed that what is theirs may leave the bay.'),
    createdAt: z.string().describe('UTC.'),
  })
  .meta({ id: 'PlayerCard' });
export type PlayerCard = z.infer<typeof playerCardSchema>;

export const playerListSchema = z
  .strictObject({ players: z.array(playerCardSchema).describe('In the order of names.'), nextCursor: nextCursorSchema })
  .meta({ id: 'PlayerList' });
export type PlayerList = z.infer<typeof playerListSchema>;

export const playerListQuerySchema = z.strictObject({
  search: z.string().trim().min(1).max(100).optional().describe('A part of the name, or a whole e-mail address.'),
  ...pageQueryFields,
});

export const newPlayerSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    handedness: handednessSchema.nullable().default(null),
    isMinor: z.boolean().default(false),
    session: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('A visit whose guests’ swings are this player’s: the guest at the counter becomes a player.'),
  })
  .meta({ id: 'NewPlayer' });
export type NewPlayer = z.infer<typeof newPlayerSchema>;

export const createdPlayerSchema = z
  .strictObject({ player: playerCardSchema, claimedSwings: z.int().nonnegative() })
  .meta({ id: 'CreatedPlayer' });
export type CreatedPlayer = z.infer<typeof createdPlayerSchema>;
