/** `swingbay start --config FILE`: runs the daemon in the foreground, as a service manager would. */
import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { daemonEntry } from './daemon-entry.ts';

const EXIT_KILLED = 1;

export function startCommand(): Command {
  return new Command('start')
    .requiredOption('--config <file>', 'the bay’s configuration, see docs/configuration.md')
    .action(async ({ config }: { config: string }) => {
      const daemon = spawn(process.execPath, [daemonEntry, '--config', config], { stdio: 'inherit' });
      const pass = (signal: NodeJS.Signals): void => {
        daemon.kill(signal);
      };
      process.on('SIGTERM', pass);
      process.on('SIGINT', pass);
      process.exitCode = await new Promise<number>((resolve) => {
        daemon.once('exit', (code) => resolve(code ?? EXIT_KILLED));
      });
    });
}
