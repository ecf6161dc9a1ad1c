/** A facility and its bays, for whoever runs them. */
import { z } from 'zod';

export const bayNameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^/\s][^/]*$/, { message: 'it is no name of a bay' });

export const invitedBaySchema = z.strictObject({ name: bayNameSchema }).meta({ id: 'InvitedBay' });
export type InvitedBay = z.infer<typeof invitedBaySchema>;

export const invitationSchema = z
  .strictObject({
    code: z.string().describe('To be typed at the bay once, within a quarter of an hour. It is shown only here.'),
    expiresAt: z.string().describe('UTC.'),
  })
  .meta({ id: 'BayInvitation' });
export type InvitationTold = z.infer<typeof invitationSchema>;

export const facilityBaysSchema = z
  .strictObject({
    bays: z.array(
      z.strictObject({
        name: z.string(),
        state: z.enum(['invited', 'enrolled']),
        enrolledAt: z.string().nullable().describe('UTC.'),
        seenAt: z.string().nullable().describe('When it last told something, UTC.'),
        isCaughtUp: z.boolean().describe('Whether it had told everything then.'),
      }),
    ),
    conflicts: z
      .array(
        z.strictObject({
          player: z.string().describe('Whose account cannot be logged in with.'),
          what: z.enum(['email', 'pin']),
          holder: z.string().describe('The player who has had the address or PIN longer.'),
        }),
      )
      .describe('Accounts that were registered twice while bays could not hear of each other.'),
  })
  .meta({ id: 'FacilityBays' });
export type FacilityBaysTold = z.infer<typeof facilityBaysSchema>;

export const facilityLineSchema = z
  .strictObject({
    facility: z
      .strictObject({
        name: z.string(),
        url: z.string(),
        activity: z
          .enum(['idle', 'exchanging', 'resting', 'not-joined'])
          .describe('`resting` waits after a failure; the bay goes on alone.'),
        exchangedAt: z.string().nullable().describe('When everything was last heard and told, UTC.'),
        waiting: z.int().describe('What the facility has not heard yet.'),
        trouble: z
          .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
          .nullable()
          .describe('Why nothing is exchanged just now.'),
      })
      .nullable()
      .describe('Null in a bay that belongs to no facility.'),
  })
  .meta({ id: 'FacilityLine' });
export type FacilityLineTold = z.infer<typeof facilityLineSchema>;
