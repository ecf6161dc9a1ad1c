/** `swingbay start --config FILE`: runs the appliance in the foreground and keeps it running, until it is told to end. */
import { Command } from 'commander';
import { loadConfig } from '../config/load-config.ts';
import { configurationSchema } from '../configuration.ts';
import { openedWords } from './opened-words.ts';
import { SupervisedDaemon } from './supervised-daemon.ts';

export function startCommand(): Command {
  return new Command('start')
    .requiredOption('--config <file>', 'the configuration of the bay or the facility, see docs/configuration.md')
    .action(async ({ config }: { config: string }) => {
      const daemon = await SupervisedDaemon.start({
        configFile: config,
        onLogLine: (line) => process.stderr.write(`${line}\n`),
      });
      // The daemon has just opened with it, or with one that it went back to: neither changes what it is.
      const { role } = await loadConfig(configurationSchema, config);
      process.stdout.write(openedWords(role, daemon.url, config));
      await new Promise<void>((resolve) => {
        process.once('SIGTERM', resolve);
        process.once('SIGINT', resolve);
      });
      await daemon.stop();
    });
}
