/** What the fleet may ask of an appliance, and what each command needs. One table: rights, schemas, documents are made of it. */
import { z } from 'zod';
import { updateWindowSchema } from '../update-window.ts';

export const COMMANDS = [
  'ping',
  'collect-logs',
  'update-window',
  'recalibrate',
  'restart',
  'set-configuration',
] as const;
export type CommandName = (typeof COMMANDS)[number];

const HEALTHY_MINUTES_MAX = 60;

export const configurationPatchSchema = z
  .record(z.string().min(1).max(64), z.unknown())
  .describe('A JSON Merge Patch (RFC 7396) on the configuration file; null removes a key.');

const ARGUMENTS = {
  ping: z.strictObject({}),
  'collect-logs': z.strictObject({
    mebibytesMax: z.number().min(0.1).max(16).default(4).describe('Of the log, uncompressed, the newest of it.'),
  }),
  'update-window': z.strictObject({
    window: updateWindowSchema.nullable().describe('When updates and restarts may happen; null for any time.'),
  }),
  recalibrate: z.strictObject({
    reason: z.string().max(200).default('').describe('Shown to who calibrates.'),
    opens: z.boolean().default(false).describe('Begins the calibration, so that the installer’s page shows it.'),
  }),
  restart: z.strictObject({ reason: z.string().max(200).default('').describe('Goes into the log.') }),
  'set-configuration': z.strictObject({
    patch: configurationPatchSchema,
    restarts: z
      .enum(['now', 'later'])
      .default('now')
      .describe('Whether the bay restarts with it at once, or takes it up whenever it restarts next.'),
    healthyWithinMinutes: z
      .number()
      .min(1)
      .max(HEALTHY_MINUTES_MAX)
      .default(5)
      .describe('A bay that is not healthy with it by then goes back to the configuration before.'),
  }),
} as const satisfies Record<CommandName, z.ZodType>;

export type CommandArguments<C extends CommandName> = z.output<(typeof ARGUMENTS)[C]>;

export interface CommandKind {
  readonly arguments: z.ZodType<Record<string, unknown>>;
  /** Takes the bay from whoever plays: waits for the update window and for an empty bay, unless it is forced. */
  readonly disturbs: boolean;
  /** Does no harm where it comes late: may be taken by a bay that does not know what time it is. */
  readonly isHarmless: boolean;
  /** Is for a bay alone: the appliance of a facility has none. */
  readonly needsCameras: boolean;
}

const kind = (name: CommandName, traits: Pick<CommandKind, 'disturbs' | 'isHarmless'>): CommandKind => ({
  ...{ ...traits, arguments: ARGUMENTS[name] as z.ZodType<Record<string, unknown>>, needsCameras: false },
});

export const COMMAND_KINDS: Readonly<Record<CommandName, CommandKind>> = {
  ping: kind('ping', { disturbs: false, isHarmless: true }),
  'collect-logs': kind('collect-logs', { disturbs: false, isHarmless: true }),
  'update-window': kind('update-window', { disturbs: false, isHarmless: false }),
  recalibrate: { ...kind('recalibrate', { disturbs: true, isHarmless: false }), needsCameras: true },
  restart: kind('restart', { disturbs: true, isHarmless: false }),
  'set-configuration': kind('set-configuration', { disturbs: true, isHarmless: false }),
};

export function isCommandName(name: string): name is CommandName {
  return (COMMANDS as readonly string[]).includes(name);
}

/** Arguments that were held against their schema before they were written down. */
export function argumentsOf<C extends CommandName>(name: C, written: unknown): CommandArguments<C> {
  return ARGUMENTS[name].parse(written) as CommandArguments<C>;
}
