/**
 * What an appliance tells its fleet. Names of people, their swings and their visits are not in it.
 *
 * Messages may gain fields: readers pass over those that they do not know.
 */
import { z } from 'zod';
import { updateWindowSchema } from '../update-window.ts';
import { openAlertSchema } from './alert-tracker.ts';
import { stampSchema } from './stamp.ts';

const countSchema = z.int().nonnegative();
const countsSchema = z.object({
  ...{ alert: countSchema, answer: countSchema, reported: countSchema, state: countSchema, metrics: countSchema },
});

const told = {
  id: z.uuid().describe('Stable for ever: who hears it twice may drop the second.'),
  at: stampSchema.describe('When it was, on every clock the bay has.'),
};

export const statusMessage = z.object({
  status: z.enum(['online', 'offline']),
  why: z.enum(['connected', 'closed', 'lost']).describe('`lost` is the will: nobody knows why.'),
  at: stampSchema.describe('When the bay connected or closed; of the will, when it connected last.'),
});

export const heartbeatMessage = z.object({
  ...told,
  version: z.string(),
  uptimeSeconds: countSchema.describe('Of the daemon.'),
  availability: z.enum(['free', 'in-use', 'out-of-order', 'closed']),
  openAlerts: countSchema,
  untrackedAlerts: countSchema.describe('Troubles beyond the hundred that are tracked.'),
  waiting: countsSchema.describe('What has not been told yet.'),
  lost: countsSchema.describe('What ever made way untold.'),
});

export const stateMessage = z.object({
  ...told,
  name: z.string().describe('What the appliance is called in its configuration.'),
  role: z.enum(['bay', 'facility']).describe('The appliance of a facility is always free and has no cameras.'),
  availability: z.enum(['free', 'in-use', 'out-of-order', 'closed']),
  stage: z.enum(['empty', 'occupied', 'address', 'swinging', 'capturing']),
  versions: z.object({ software: z.string(), node: z.string(), sqlite: z.string() }),
  uptimeSeconds: countSchema.describe('Of the daemon.'),
  machineUptimeSeconds: countSchema,
  disk: z.object({ freeBytes: countSchema, bytes: countSchema }).nullable().describe('Of the bay’s data.'),
  temperatureCelsius: z.number().nullable().describe('Of the hottest sensor of the machine; null where it has none.'),
  hardwareLink: z.string().nullable(),
  cameras: z.array(z.object({ name: z.string(), isWorking: z.boolean() })),
  swingsToday: countSchema.describe('Of a facility’s appliance: of all its bays, as far as they have told of them.'),
  outbox: z.object({
    to: z.string().nullable(),
    activity: z.string(),
    pending: countSchema,
    withheld: countSchema,
    parked: countSchema,
    oldestPendingAt: z.string().nullable(),
  }),
  facility: z
    .object({
      bays: z.object({
        enrolled: countSchema.describe('Bays that have joined it.'),
        heard: countSchema.describe('Of them those that it has heard within ten minutes, since it was opened.'),
      }),
      arrivals: z.object({
        waiting: countSchema.describe('Swings that it has heard of and not taken in from the object store yet.'),
        parked: countSchema.describe('Swings that it has given up, until somebody looks.'),
      }),
    })
    .nullable()
    .describe('What only the appliance of a facility has; null for a bay.'),
  updateWindow: updateWindowSchema.nullable(),
  isCalibrationAsked: z.boolean(),
  configurationSha256: z.string().nullable().describe('Of the configuration file, so that two bays can be compared.'),
});
export type StateMessage = z.infer<typeof stateMessage>;

export const metricsMessage = z.object({
  ...told,
  series: z
    .record(z.string(), z.number())
    .describe('Name and labels as Prometheus writes them, with the running total or the newest value.'),
  omitted: countSchema.describe('Series beyond the two hundred that are told.'),
});

export const alertMessage = z.object({
  ...told,
  sequence: countSchema.describe('Rises by one with every alert of this bay: a gap is what `lost` counts.'),
  change: z.enum(['raised', 'changed', 'cleared']),
  alert: openAlertSchema.describe('`alert.id` is the same from raised to cleared.'),
});

export const ackMessage = z.object({
  ...told,
  command: z.string().describe('The id of the command.'),
  name: z.string(),
  status: z.enum(['accepted', 'refused']),
  code: z.string().nullable().describe('Why it was refused.'),
  message: z.string().nullable(),
});
export type AckMessage = z.infer<typeof ackMessage>;

export const resultMessage = z.object({
  ...told,
  command: z.string().describe('The id of the command.'),
  name: z.string(),
  status: z.enum(['done', 'failed']),
  code: z.string().nullable().describe('Why it failed.'),
  message: z.string().nullable(),
  result: z.record(z.string(), z.unknown()),
});
export type ResultMessage = z.infer<typeof resultMessage>;

export const reportedMessage = z.object({
  ...told,
  desiredVersion: countSchema.nullable().describe('The newest desired state that the bay has taken; null for none.'),
  status: z
    .enum(['none', 'in-sync', 'pending', 'drifted', 'failed'])
    .describe('`pending` was not applied yet, `drifted` was and the bay is another one since, `failed` went back.'),
  why: z.string().nullable().describe('What it waits for, or why it failed.'),
  drift: z.array(z.string()).describe('Keys that are not as desired, such as `voice.volume`; never what they hold.'),
  refused: z
    .object({ version: countSchema.nullable(), code: z.string() })
    .nullable()
    .describe('The newest desired state, where the bay does not take it.'),
});
