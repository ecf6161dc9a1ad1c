/** The visit that goes on in the bay, as it travels. */
import { z } from 'zod';
import { pinSchema } from './accounts.ts';
import { CLUBS } from './clubs.ts';

export const visitSchema = z
  .strictObject({
    session: z.string(),
    players: z
      .array(z.strictObject({ id: z.uuid(), name: z.string() }))
      .describe('In the order of their turns; empty while guests play.'),
    inTurn: z.uuid().nullable().describe('Whose the next swing is; null for a guest.'),
    over: z.enum(['left', 'inactive', 'time-up', 'ended']).nullable(),
    goesOn: z.boolean().describe('Whether somebody has begun it, and it is not over.'),
    club: z.string().nullable().describe('What whoever is in turn has in hand; null where nobody said.'),
    ends: z
      .strictObject({ why: z.enum(['inactive', 'time-up']), inSeconds: z.number().nonnegative() })
      .nullable()
      .describe('When it will be over if nobody does anything; null where none goes on.'),
    card: z
      .strictObject({
        refused: z.enum(['unknown', 'visit-full']).describe('`unknown`: nobody has bound it yet.'),
        shown: z.int().positive().describe('Counts cards, so that one can be told from the one before.'),
        forSeconds: z.number().nonnegative().describe('How much longer that is worth saying.'),
      })
      .nullable()
      .describe('The card that was shown to the reader just now, where nobody joined by it.'),
  })
  .meta({ id: 'Visit' });
export type VisitBody = z.infer<typeof visitSchema>;

export const joinCodeSchema = z
  .strictObject({
    code: z.string().describe('Goes into the QR code; good once.'),
    expiresInSeconds: z.int().positive(),
    session: z.string(),
    address: z.url().nullable().describe('Of the bay, as phones reach it; null where they cannot.'),
    unreachable: z
      .enum(['loopback-only', 'no-network'])
      .nullable()
      .describe('Why phones cannot reach the bay; null where they can.'),
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

export const clubChoiceSchema = z
  .strictObject({ club: z.enum(CLUBS).nullable().describe('Null for none in particular.') })
  .meta({ id: 'ClubChoice' });
export type ClubChoice = z.infer<typeof clubChoiceSchema>;

export const sessionIdSchema = z.string().min(1).max(100).describe('A visit’s id.');
