/** How far the bay's swings have left it, for whoever looks after it. */
import { z } from 'zod';

const troubleSchema = z.strictObject({
  code: z.string(),
  message: z.string().describe('One sentence that says why nothing goes out.'),
  hint: z.string().nullable().describe('One sentence that says what to do.'),
});

const warehouseStateSchema = z
  .strictObject({
    to: z.enum(['postgres', 'cratedb']),
    activity: z
      .enum(['idle', 'sending', 'paused', 'resting'])
      .describe('As that of the object store, and apart from it.'),
    pending: z.int().describe('Swings, visits, players and erasures that it is still to be told of.'),
    withheld: z.int().describe('What may not leave the bay, because its player did not agree.'),
    sent: z.int().describe('Swings, visits and players that it has in their newest state.'),
    parked: z.int().describe('What was given up with a reason, until somebody looks.'),
    oldestPendingAt: z.string().nullable().describe('Since when the oldest waits, UTC.'),
    trouble: troubleSchema.nullable().describe('Why it is told nothing just now; null while it is.'),
    parkedReasons: z
      .array(z.strictObject({ what: z.string(), code: z.string(), message: z.string() }))
      .describe('The first twenty that were given up.'),
  })
  .meta({ id: 'WarehouseSyncState' });

export const syncStateSchema = z
  .strictObject({
    to: z.enum(['s3', 'folder']).nullable().describe('Where swings are sent; null where they stay in the bay.'),
    activity: z
      .enum(['off', 'idle', 'sending', 'paused', 'resting'])
      .describe('`paused` waits for a swing to end or for a better line; `resting` waits after a failure.'),
    pending: z.int().describe('What waits to be sent or erased.'),
    withheld: z.int().describe('What may not leave the bay, because its player did not agree.'),
    sent: z.int(),
    parked: z.int().describe('What was given up with a reason, until somebody looks.'),
    oldestPendingAt: z.string().nullable().describe('When the oldest came in that waits, UTC.'),
    bytesSent: z.int().describe('Since the bay was opened.'),
    trouble: troubleSchema.nullable().describe('Why nothing goes out just now; null while it does.'),
    parkedReasons: z
      .array(z.strictObject({ swing: z.string(), code: z.string(), message: z.string() }))
      .describe('The first twenty that were given up.'),
    warehouse: warehouseStateSchema
      .nullable()
      .describe('How far the warehouse has been told; null where there is none.'),
  })
  .meta({ id: 'SyncState' });
export type SyncStateTold = z.infer<typeof syncStateSchema>;

export const syncRetrySchema = z
  .strictObject({ retried: z.int().describe('How many of those that were given up are tried again.') })
  .meta({ id: 'SyncRetry' });
export type SyncRetry = z.infer<typeof syncRetrySchema>;
