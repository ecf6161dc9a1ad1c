/** What `--arguments` may say, an example for each command: for `--help`, and held against docs/fleet.md by its test. */
import type { CommandName } from '../../cloud-sync/fleet/commands/command-kinds.ts';

export const ARGUMENTS_EXAMPLES: Readonly<Record<CommandName | 'desired-state', object>> = {
  ping: {},
  'collect-logs': { mebibytesMax: 4 },
  'update-window': { window: { from: '23:00', to: '05:00', days: ['monday', 'thursday'], timeZone: null } },
  recalibrate: { reason: 'The camera was moved.', opens: true },
  restart: { reason: 'After the update.' },
  'set-configuration': { patch: { voice: { volume: 0.7 } }, restarts: 'later' },
  'desired-state': { version: 4, configuration: { voice: { volume: 0.7 } }, updateWindow: null },
};

/** Of these commands, to stand below the options of `--help`. */
export function argumentsHelp(commands: readonly (CommandName | 'desired-state')[]): string {
  const width = Math.max(...commands.map((name) => name.length));
  const lines = commands.map((name) => `  ${name.padEnd(width)}  '${JSON.stringify(ARGUMENTS_EXAMPLES[name])}'`);
  return `\nWhat --arguments may say, such as:\n${lines.join('\n')}\nWhat each key means stands in docs/fleet.md.\n`;
}
