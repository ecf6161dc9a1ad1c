/**
 * The one command. Each subcommand's code is loaded only when it is asked for: `swingbay --help` must not wait for a
 * neural network.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { projectRoot } from '../config/project-root.ts';
import { explain, isBayError } from '../errors/bay-error.ts';

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Command>;
}

const ENTRIES: readonly Entry[] = [
  {
    name: 'demo',
    description: 'Run a whole bay on a virtual golfer and print the address of its screen.',
    load: async () => (await import('./demo.ts')).demoCommand(),
  },
  {
    name: 'start',
    description: 'Run the bay or the facility that a configuration file describes.',
    load: async () => (await import('./start.ts')).startCommand(),
  },
  {
    name: 'analyze',
    description: 'Turn a golf video, or several views of one swing, into a report.',
    load: async () => (await import('./analyze.ts')).analyzeCommand(),
  },
  {
    name: 'compare',
    description: 'Lay two swings over each other and say what really differs.',
    load: async () => (await import('./compare.ts')).compareCommand(),
  },
  {
    name: 'reanalyze',
    description: 'Measure stored swings again with another model or newer algorithms.',
    load: async () => (await import('./reanalyze.ts')).reanalyzeCommand(),
  },
  {
    name: 'shots',
    description: 'Read shots in from a file that a player exported, such as from Arccos.',
    load: async () => (await import('./shots.ts')).shotsCommand(),
  },
  {
    name: 'sync',
    description: 'Say how far the bay’s swings have left it, and what holds them up.',
    load: async () => (await import('./sync.ts')).syncCommand(),
  },
  {
    name: 'fleet',
    description: 'Look after many bays: keys, signed commands and their answers, what a bay says of its fleet.',
    load: async () => (await import('./fleet.ts')).fleetCommand(),
  },
  {
    name: 'identity',
    description: 'Who the appliance is, to be kept outside of the machine: show it, export it, make one.',
    load: async () => (await import('./identity.ts')).identityCommand(),
  },
  {
    name: 'restore',
    description: 'Make an emptied machine the appliance again that an identity names.',
    load: async () => (await import('./restore.ts')).restoreCommand(),
  },
  {
    name: 'accounts',
    description: 'Make an account, such as the first operator’s of a facility.',
    load: async () => (await import('./accounts.ts')).accountsCommand(),
  },
  {
    name: 'facility',
    description: 'Enrol bays in a facility, join one, and say how bay and facility stand.',
    load: async () => (await import('./facility.ts')).facilityCommand(),
  },
  {
    name: 'warehouse',
    description: 'Make a fleet’s warehouse again from its object store, or say where the two differ.',
    load: async () => (await import('./warehouse.ts')).warehouseCommand(),
  },
  {
    name: 'calibrate',
    description: 'Find lenses and places of the cameras with a ChArUco board.',
    load: async () => (await import('./calibrate.ts')).calibrateCommand(),
  },
  {
    name: 'broker-user',
    description: 'Make the line of a user of the bay’s MQTT broker; the password comes by standard input.',
    load: async () => (await import('./broker-user.ts')).brokerUserCommand(),
  },
  {
    name: 'doctor',
    description: 'List every device of the bay with its state, and exercise it on request.',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  {
    name: 'controller-check',
    description: 'Ask a controller on a serial line for what the protocol promises; nothing moves.',
    load: async () => (await import('./controller-check.ts')).controllerCheckCommand(),
  },
  {
    name: 'bench',
    description: 'Measure the bay against its promises.',
    load: async () => (await import('./bench/bench-command.ts')).benchCommand(),
  },
  {
    name: 'figures',
    description: 'Make docs/figures.md out of what benches printed.',
    load: async () => (await import('./figures.ts')).figuresCommand(),
  },
  {
    name: 'test',
    description: 'Run every check and test that this machine can run.',
    load: async () => (await import('./test-command.ts')).testCommand(),
  },
];

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('swingbay')
    .description('Turns a driving-range bay into a coach.')
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)');
  const asked = argv.find((argument) => !argument.startsWith('-'));
  for (const entry of ENTRIES) {
    const command = entry.name === asked ? await entry.load() : new Command(entry.name);
    program.addCommand(command.description(entry.description).exitOverride());
  }
  await program.parseAsync([...argv], { from: 'user' });
}

function packageVersion(): string {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has already printed its message; help and version are no mistakes.
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    return;
  }
  const code = isBayError(error) ? `${error.code}: ` : '';
  process.stderr.write(`swingbay: ${code}${explain(error)}\n`);
  process.exitCode = EXIT_FAILED;
});
