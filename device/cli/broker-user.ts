/** `swingbay broker-user NAME --role ROLE`: makes the line of a user of the bay's MQTT broker. */
import { createInterface } from 'node:readline';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { hashPassword, PASSWORD_CHARACTERS_MIN } from '../../firmware-bridge/mqtt/access/password-hash.ts';
import { ROLES, type Role } from '../../firmware-bridge/mqtt/access/rights.ts';
import { userLine } from '../../firmware-bridge/mqtt/access/users.ts';
import { BayError } from '../errors/bay-error.ts';

const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

export function brokerUserCommand(): Command {
  return new Command('broker-user')
    .addArgument(new Argument('<name>', 'of the user; for a controller also its client id').argParser(plainName))
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .addOption(new Option('--certificate', 'it shows a client certificate instead of a password').default(false))
    .action(async (name: string, { role, certificate }: { role: Role; certificate: boolean }) => {
      const passwordHash = certificate ? null : await hashPassword(await passwordFromInput());
      process.stdout.write(`${userLine({ name, role, passwordHash })}\n`);
    });
}

/** The password comes by standard input: an argument would stand in the list of processes and in the shell's history. */
async function passwordFromInput(): Promise<string> {
  if (process.stdin.isTTY)
    process.stderr.write(`Password, at least ${PASSWORD_CHARACTERS_MIN} characters (it is shown): `);
  const lines = createInterface({ input: process.stdin, terminal: false });
  for await (const line of lines) {
    lines.close();
    if (line.length >= PASSWORD_CHARACTERS_MIN) return line;
    break;
  }
  throw new BayError('mqtt/password-too-short', `The password has fewer than ${PASSWORD_CHARACTERS_MIN} characters.`, {
    hint: 'Take a longer one, such as `openssl rand -base64 18` makes.',
  });
}

function plainName(name: string): string {
  if (NAME.test(name)) return name;
  throw new InvalidArgumentError('A name has up to 64 of A–Z a–z 0–9 _ . -');
}
