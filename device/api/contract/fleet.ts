/** How the bay stands with its fleet, and what the fleet asked of it. */
import { z } from 'zod';

export const fleetStateSchema = z
  .strictObject({
    broker: z.string().nullable().describe('Address of the fleet’s broker; null where the bay belongs to no fleet.'),
    facility: z.string().nullable(),
    bay: z.string().nullable().describe('The bay’s name in topics.'),
    isConnected: z.boolean(),
    waiting: z.int().describe('Messages that the fleet has not heard yet.'),
    waitingAlerts: z.int(),
    lost: z.int().describe('Messages that ever made way for newer ones untold.'),
    lostAlerts: z.int(),
    openAlerts: z.int(),
    isClockTrusted: z.boolean().describe('Whether the bay knows its wall clock to be right.'),
    updateWindow: z
      .strictObject({
        from: z.string(),
        to: z.string(),
        days: z.array(z.string()),
        timeZone: z.string().nullable(),
      })
      .nullable()
      .describe('When updates and restarts may happen; null for any time.'),
    desiredVersion: z.int().nullable().describe('The newest desired state that the bay has taken.'),
    desiredStatus: z.enum(['none', 'in-sync', 'pending', 'drifted', 'failed']),
    desiredRefused: z
      .strictObject({
        version: z.int().nullable().describe('Null where the document says none that counts.'),
        code: z.string().describe('Why, such as `not-allowed`.'),
      })
      .nullable()
      .describe('The desired state that the fleet has for the bay and the bay did not take; null where it took it.'),
    drift: z.array(z.string()).describe('Keys of the configuration that are not as desired.'),
    isCalibrationAsked: z.boolean(),
    trouble: z
      .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
      .nullable()
      .describe('Why the fleet is not reached; null while it is.'),
  })
  .meta({ id: 'FleetState' });
export type FleetStateTold = z.infer<typeof fleetStateSchema>;

const AUDIT_PAGE_MAX = 100;

export const fleetAuditQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(AUDIT_PAGE_MAX).default(20).describe('How many, newest first.'),
  before: z.coerce.number().int().min(1).optional().describe('Goes on after this ordinal.'),
});
export type FleetAuditQuery = z.infer<typeof fleetAuditQuerySchema>;

export const fleetAuditSchema = z
  .strictObject({
    commands: z.array(
      z.strictObject({
        ordinal: z.int(),
        id: z.string(),
        issuer: z.string().describe('As it called itself; surely so where `isVerified`.'),
        isVerified: z.boolean().describe('Whether its signature was right.'),
        command: z.string(),
        isForced: z.boolean(),
        arguments: z.record(z.string(), z.unknown()),
        state: z.enum(['refused', 'waiting', 'running', 'answered']),
        code: z.string().nullable().describe('Why it was refused.'),
        answer: z.record(z.string(), z.unknown()).nullable(),
        repeats: z.int().describe('How often the same command came again.'),
        receivedAt: z.string(),
        answeredAt: z.string().nullable(),
      }),
    ),
    nextBefore: z.int().nullable().describe('For the next page; null on the last.'),
  })
  .meta({ id: 'FleetAudit' });
export type FleetAudit = z.infer<typeof fleetAuditSchema>;
