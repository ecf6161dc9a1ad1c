/** `swingbay controller-check PORT`: asks a controller that somebody writes for what PROTOCOL.md promises. */
import { Argument, Command } from 'commander';
import { checkController } from '../../firmware-bridge/firmware/controller-check.ts';
import { BayError } from '../errors/bay-error.ts';

export function controllerCheckCommand(): Command {
  return new Command('controller-check')
    .addArgument(new Argument('<port>', 'the controller’s line, such as /dev/ttyUSB0 or a pseudo-terminal'))
    .action(async (port: string) => {
      process.exitCode = (await check(port)) ? 0 : 1;
    });
}

async function check(port: string): Promise<boolean> {
  try {
    return await checkController(port, ({ section, name, problem }) => {
      process.stdout.write(`${problem === null ? '✓' : '✗'} ${name} (§${section})\n`);
      if (problem !== null) process.stdout.write(`    ${problem}\n`);
    });
  } catch (error) {
    throw new BayError('serial/not-opened', error instanceof Error ? error.message : String(error), {
      hint: 'Name the controller’s port, and end other programs that use it, the bay itself among them.',
      cause: error,
    });
  }
}
