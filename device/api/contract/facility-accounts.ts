/** Accounts of one person that were registered twice, for whoever looks after a facility. */
import { z } from 'zod';
import { playerIdSchema } from './accounts.ts';

const namedSchema = z.strictObject({ id: z.string(), name: z.string() });

const accountSeenSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    role: z.enum(['player', 'coach', 'staff', 'installer', 'operator', 'admin']),
    registeredAt: z.string().describe('UTC.'),
    bays: z.array(z.string()).describe('Where shots were scored, by name.'),
    visits: z.int().nonnegative().describe('In which shots were scored.'),
    shots: z.int().nonnegative().describe('Shots with a score, of all bays.'),
    lastAt: z.string().nullable().describe('When the last of them was, UTC.'),
  })
  .meta({ id: 'AccountSeen' });
export type AccountSeen = z.infer<typeof accountSeenSchema>;

export const accountJoinListSchema = z
  .strictObject({
    twice: z
      .array(
        z.strictObject({
          kept: accountSeenSchema.describe('Who has had the address longer, and keeps it.'),
          other: accountSeenSchema.describe('Whose address it is as well; nobody can log in with it.'),
          obstacle: z
            .enum(['role', 'consent', 'age'])
            .nullable()
            .describe(
              'Why they cannot be joined: one is no player; the other agreed to what the kept one has not; only one is a minor.',
            ),
        }),
      )
      .describe('Accounts with one e-mail address.'),
    joined: z.array(
      z.strictObject({
        kept: namedSchema,
        other: namedSchema,
        at: z.string().nullable().describe('UTC; null where it was not said here.'),
        by: z.string().nullable().describe('Who said so; null for whoever stood at the machine.'),
      }),
    ),
  })
  .meta({ id: 'AccountJoinList' });
export type AccountJoinList = z.infer<typeof accountJoinListSchema>;
export type AccountPair = AccountJoinList['twice'][number];

export const accountJoinSchema = z
  .strictObject({ kept: playerIdSchema, other: playerIdSchema })
  .meta({ id: 'AccountJoin' });
export type AccountJoin = z.infer<typeof accountJoinSchema>;
