/** How the bay logs in at somebody else's MQTT broker: the same fields wherever one is configured. */
import { z } from 'zod';

export const BROKER_LOGIN = {
  username: z.string().min(1).nullable().default(null).describe('The user at the broker; null for none.'),
  passwordFile: z.string().min(1).nullable().default(null).describe('A file whose first line is the password.'),
  caFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('Certificates that the broker’s must descend from; null trusts those of the system.'),
  certificateFile: z.string().min(1).nullable().default(null).describe('The bay’s own certificate for the broker.'),
  keyFile: z.string().min(1).nullable().default(null).describe('The key of that certificate.'),
} as const;
