/** `swingbay start --config FILE`: runs the bay in the foreground and keeps it running, until it is told to end. */
import { Command } from 'commander';
import { SupervisedDaemon } from './supervised-daemon.ts';

export function startCommand(): Command {
  return new Command('start')
    .requiredOption('--config <file>', 'the bay’s configuration, see docs/configuration.md')
    .action(async ({ config }: { config: string }) => {
      const daemon = await SupervisedDaemon.start({
        configFile: config,
        onLogLine: (line) => process.stderr.write(`${line}\n`),
      });
      process.stdout.write(`The bay screen is at ${daemon.url}\n`);
      await new Promise<void>((resolve) => {
        process.once('SIGTERM', resolve);
        process.once('SIGINT', resolve);
      });
      await daemon.stop();
    });
}
