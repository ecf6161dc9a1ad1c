/**
 * `swingbay accounts add`: makes an account, such as the first operator's of a facility, which has no screen of its own
 * to make it at. It is said to the running appliance; while none runs it is made in the data directory, since one that
 * listens beyond its own machine does not start before somebody owns it. Whoever runs the appliance's process may do so.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { AuthDesk } from '../api/auth/auth-desk.ts';
import { KeyRing } from '../api/auth/key-ring.ts';
import { newAccountSchema, type NewAccountBody } from '../api/contract/accounts.ts';
import { systemClock } from '../clock/clock.ts';
import { BayError } from '../errors/bay-error.ts';
import { bayOrStore } from './bay-or-store.ts';

interface AddOptions {
  readonly name: string;
  readonly role: NewAccountBody['role'];
  readonly config?: string;
}

export function accountsCommand(): Command {
  const adding = new Command('add')
    .description('Make an account; its password is the first line of standard input.')
    .argument('<email>', 'by which it logs in')
    .requiredOption('--name <name>', 'what screens call whom it is for')
    .addOption(
      new Option('--role <role>', 'what it may do').choices(newAccountSchema.shape.role.options).makeOptionMandatory(),
    )
    .option('--config <file>', 'the configuration of the bay, or of the facility’s appliance')
    .action(async (email: string, options: AddOptions) => {
      process.stdout.write(await add(email, options));
    });
  return new Command('accounts').addCommand(adding.exitOverride());
}

async function add(email: string, { name, role, config }: AddOptions): Promise<string> {
  const asked = newAccountSchema.safeParse({ email, name, role, password: await passwordFromInput() });
  if (!asked.success) throw unfit(asked.error.issues);
  const at = await bayOrStore(config);
  if (at.kind === 'bay') {
    await at.call('POST', 'accounts', asked.data);
  } else {
    const { store, configuration } = at;
    try {
      const keys = new KeyRing(join(store.dataDirectory, 'keys'), systemClock.wall().getTime());
      const desk = new AuthDesk({ store, bay: configuration.bay.name, clock: systemClock, keys });
      await desk.register(asked.data, { address: '127.0.0.1', isOwnScreen: false });
    } finally {
      await store.close();
    }
  }
  return `${name} logs in as ${email} and is ${role} at ${at.configuration.bay.name}.\n`;
}

/** An argument would stand in the list of processes and in the shell's history. */
async function passwordFromInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password, at least 8 characters (it is shown): ');
  const lines = createInterface({ input: process.stdin, terminal: false });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}

function unfit(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): BayError {
  const what = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return new BayError('accounts/unfit', `No account can be made of this. ${what}.`, {
    hint: 'Correct the address or the name; a password is the first line of standard input, such as `openssl rand -base64 18` makes.',
  });
}
