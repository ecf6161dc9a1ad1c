/** The visit that goes on in the bay, as it travels. */
import { z } from 'zod';
import { pinSchema } from './accounts.ts';

export const visitSchema = z
  .strictObject({
    session: z.string(),
    players: z
      .array(z.strictObject({ id: z.uuid(), name: z.string() }))
      .describe('In the order of their turns; empty while guests play.'),
    inTurn: z.uuid().nullable().describe('Whose the next swing is; null for a guest.'),
    over: z.enum(['left', 'inactive', 'time-up', 'ended']).nullable(),
  })
  .meta({ id: 'Visit' });
export type VisitBody = z.infer<typeof visitSchema>;

export const joinCodeSchema = z
  .strictObject({
    code: z.string().describe('Goes into the QR code; good once.'),
    expiresInSeconds: z.int().positive(),
    session: z.string(),
  })
  .meta({ id: 'JoinCode' });
export type JoinCode = z.infer<typeof joinCodeSchema>;

export const joinSchema = z
  .strictObject({
    code: z.string().min(1).max(100),
    claimSwings: z.boolean().default(false).describe('Takes what guests swung in this visit as well.'),
  })
  .meta({ id: 'Join' });
export type Join = z.infer<typeof joinSchema>;

export const joinedSchema = z
  .strictObject({ session: z.string(), claimedSwings: z.int().nonnegative() })
  .meta({ id: 'Joined' });
export type Joined = z.infer<typeof joinedSchema>;

export const pinJoinSchema = z.strictObject({ pin: pinSchema }).meta({ id: 'PinJoin' });
export type PinJoin = z.infer<typeof pinJoinSchema>;

export const turnSchema = z
  .strictObject({
    player: z.uuid().nullable().optional().describe('Null for a guest; the next in order where absent.'),
  })
  .meta({ id: 'Turn' });
export type Turn = z.infer<typeof turnSchema>;

export const sessionIdSchema = z.string().min(1).max(100).describe('A visit’s id.');
