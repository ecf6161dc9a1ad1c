import { z } from 'zod';
import { BROKER_LOGIN } from '../../device/config/broker-login.ts';
import { isSparkplugId } from './topics.ts';

const sparkplugIdSchema = z
  .string()
  .max(128)
  .refine(isSparkplugId, { message: 'it may not be empty nor hold +, / or #' });

export const sparkplugConfigSchema = z.strictObject({
  enabled: z.boolean().default(false).describe('Whether the bay reports to a Sparkplug B broker.'),
  brokers: z
    .array(z.url({ protocol: /^mqtts?$/ }))
    .min(1)
    .max(4)
    .default(['mqtt://127.0.0.1:1883'])
    .describe(
      'Addresses of the brokers, mqtt:// or mqtts://. The bay is connected to one at a time, and tries the next when one does not answer or the primary host is not there.',
    ),
  group: sparkplugIdSchema.default('swingbay').describe('The Sparkplug group, such as the facility; no +, / or #.'),
  node: sparkplugIdSchema
    .nullable()
    .default(null)
    .describe('The edge node’s id, unique within the group; null takes the name of the bay.'),
  primaryHost: sparkplugIdSchema
    .nullable()
    .default(null)
    .describe('The host application that must be online before the bay reports; null reports to whoever listens.'),
  ...BROKER_LOGIN,
  keepaliveSeconds: z
    .number()
    .int()
    .min(1)
    .max(300)
    .default(15)
    .describe('A broker that does not answer for one and a half times as long is given up.'),
  commandsAllowed: z
    .boolean()
    .default(false)
    .describe('Whether commands from the broker are carried out; otherwise each is refused, and said so.'),
  commandAgeSecondsMax: z
    .number()
    .min(1)
    .max(3_600)
    .default(30)
    .describe('A command whose time stamp is further from now is refused: a motor must not start later than asked.'),
  reportMs: z
    .number()
    .int()
    .min(20)
    .max(10_000)
    .default(200)
    .describe('Changes are put together for so long, in milliseconds, before they are reported.'),
  occurrencesKeptMax: z
    .number()
    .int()
    .min(100)
    .max(1_000_000)
    .default(20_000)
    .describe('How many occurrences are kept while the line is down; the oldest make way, and are counted.'),
});

export type SparkplugConfig = z.infer<typeof sparkplugConfigSchema>;
