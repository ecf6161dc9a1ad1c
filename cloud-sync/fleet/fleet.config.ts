import { z } from 'zod';
import { BROKER_LOGIN } from '../../device/config/broker-login.ts';
import { COMMANDS } from './commands/command-kinds.ts';
import { topicPartSchema } from './signed/signed-command.ts';
import { PUBLIC_KEY } from './signed/signature.ts';

/** Everything that an issuer may be allowed to ask for; `force` is to ask also while somebody plays. */
const RIGHTS = [...COMMANDS, 'desired-state', 'force'] as const;
export type FleetRight = (typeof RIGHTS)[number];

const issuerSchema = z.strictObject({
  name: z.string().min(1).max(64).describe('What commands call it, and the audit.'),
  publicKey: z
    .string()
    .regex(PUBLIC_KEY, 'no Ed25519 public key as `swingbay fleet keys new` prints it')
    .describe('Its Ed25519 public key, as `swingbay fleet keys new` prints it.'),
  rights: z
    .array(z.enum(RIGHTS))
    .max(RIGHTS.length)
    .describe('The commands that it may give; `force` lets them be carried out while somebody plays.'),
});
export type FleetIssuer = z.infer<typeof issuerSchema>;

const brokerSchema = z.strictObject({
  url: z.url({ protocol: /^mqtts?$/ }).describe('Its address, such as `mqtts://fleet.example:8883`.'),
  ...BROKER_LOGIN,
  keepaliveSeconds: z
    .number()
    .int()
    .min(1)
    .max(120)
    .default(30)
    .describe('A broker that does not answer for one and a half times as long is given up.'),
});
export type FleetBrokerConfig = z.infer<typeof brokerSchema>;

const keptSchema = z.strictObject({
  alertsMax: z
    .number()
    .int()
    .min(100)
    .max(100_000)
    .default(10_000)
    .describe('Alerts and answers, each; beyond it the oldest make way, and are counted.'),
  statesMax: z.number().int().min(10).max(100_000).default(5_000).describe('States; beyond it the oldest make way.'),
  metricsMax: z
    .number()
    .int()
    .min(10)
    .max(100_000)
    .default(4_320)
    .describe('Snapshots of the metrics; beyond it every second one of the older half makes way.'),
});
export type FleetKeptConfig = z.infer<typeof keptSchema>;

export const fleetConfigSchema = z.strictObject({
  facility: topicPartSchema.describe('The facility’s name in topics: up to 64 of A–Z a–z 0–9 _ . -'),
  bay: topicPartSchema
    .nullable()
    .default(null)
    .describe(
      'The appliance’s name in topics, unique in its facility; null makes it of `bay.name`. A facility’s appliance has one too.',
    ),
  broker: brokerSchema.describe('The fleet’s broker.'),
  issuers: z
    .array(issuerSchema)
    .max(32)
    .refine((issuers) => new Set(issuers.map(({ name }) => name)).size === issuers.length, {
      message: 'two issuers have the same name',
    })
    .default([])
    .describe('Whose commands are taken, and which; nobody’s by default.'),
  heartbeatSeconds: z.number().min(1).max(3_600).default(30).describe('Between two heartbeats, a fifth more or less.'),
  metricsSeconds: z.number().min(1).max(3_600).default(60).describe('Between two snapshots of the metrics.'),
  countdownSeconds: z
    .number()
    .min(0)
    .max(600)
    .default(60)
    .describe('How long the screen says beforehand that a forced command will interrupt whoever plays.'),
  wallClock: z
    .enum(['asked', 'trusted'])
    .default('asked')
    .describe(
      'Whether the machine is asked if its clock is synchronised, or the clock is trusted anyway, as a container needs that cannot ask.',
    ),
  kept: keptSchema.prefault({}).describe('What is kept while the line is down.'),
});
export type FleetConfig = z.infer<typeof fleetConfigSchema>;

/** The bay’s part of a topic. */
export function topicBay({ bay }: Pick<FleetConfig, 'bay'>, name: string): string {
  return bay ?? (name.replaceAll(/[^A-Za-z0-9_.-]/g, '-').slice(0, 64) || 'bay');
}
