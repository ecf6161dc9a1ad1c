/** What an operator may set about where swings are sent, and when. */
import { z } from 'zod';
import type { RemoteRule } from '../../device/store/media-rows.ts';
import { folderConfigSchema, s3ConfigSchema } from '../object-store/object-store.config.ts';

const CONNECTIONS_MAX = 8;

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'it is no time of the day like 17:30' });

const rateLimitSchema = z.strictObject({
  from: timeSchema.describe('From this local time on, like 17:30.'),
  to: timeSchema.describe('Until this local time; one before the beginning is on the next day.'),
  mbitPerSecond: z.number().min(0.1).max(10_000).describe('The most that is sent, in megabits a second.'),
});

export const syncConfigSchema = z.strictObject({
  to: z
    .discriminatedUnion('kind', [s3ConfigSchema, folderConfigSchema])
    .nullable()
    .default(null)
    .describe('Where swings are sent; null keeps them in the bay alone.'),
  guests: z
    .boolean()
    .default(false)
    .describe('Whether swings of guests are sent, who were asked for nothing; those of players are when they agree.'),
  connections: z.int().min(1).max(CONNECTIONS_MAX).default(4).describe('How many things are sent beside each other.'),
  isMetered: z
    .boolean()
    .default(false)
    .describe(
      'Whether the line is paid by the megabyte: then results and key frames are sent; clips and sounds are not, and make way in the bay as they do without an object store.',
    ),
  pauseWhileSwinging: z
    .boolean()
    .default(true)
    .describe('Whether sending waits while somebody stands to the ball, swings or awaits the result.'),
  limits: z
    .array(rateLimitSchema)
    .max(12)
    .default([])
    .describe('How fast it may send at what time of the day; the first that holds counts, none means no limit.'),
});

export type SyncConfig = z.infer<typeof syncConfigSchema>;

/** What the store has to know of it: null where nothing is sent. */
export function remoteRuleOf({ to, guests, isMetered }: SyncConfig): RemoteRule | null {
  return to === null ? null : { guestsMayLeave: guests, isMetered };
}
