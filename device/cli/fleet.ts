/**
 * `swingbay fleet`: keys for those who look after a fleet, signed commands, one command to one bay with its answer, and
 * what a bay says of its fleet and of what the fleet asked of it.
 */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { type CommandName, COMMANDS } from '../../cloud-sync/fleet/commands/command-kinds.ts';
import { refusalWords } from '../../cloud-sync/fleet/commands/refusal-words.ts';
import { callBay } from '../../cloud-sync/fleet/fleet-caller.ts';
import { type FleetBrokerConfig, fleetConfigSchema } from '../../cloud-sync/fleet/fleet.config.ts';
import { NoFleet } from '../../cloud-sync/fleet/no-fleet.ts';
import { makeKeys, readPrivateKey } from '../../cloud-sync/fleet/signed/signature.ts';
import { signCommand, TOPIC_PART } from '../../cloud-sync/fleet/signed/signed-command.ts';
import { type FleetAudit, fleetAuditSchema, type FleetStateTold, fleetStateSchema } from '../api/contract/fleet.ts';
import { fleetAuditPage } from '../api/fleet-audit-page.ts';
import { BayError, explain } from '../errors/bay-error.ts';
import { bayOrStore } from './bay-or-store.ts';
import { argumentsHelp } from './fleet-examples.ts';

const EXIT_REFUSED = 3;
const EXIT_FAILED = 1;
const MS_PER_MINUTE = 60_000;
const AUDIT_SHOWN = 20;

interface OrderOptions {
  readonly facility: string;
  readonly issuer: string;
  readonly key: string;
  readonly arguments: Record<string, unknown>;
  readonly force: boolean;
  readonly minutes: number;
}

interface SendOptions extends OrderOptions {
  readonly broker: string;
  readonly username?: string;
  readonly passwordFile?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly certKey?: string;
  readonly wait: number;
}

interface SeenOptions {
  readonly config?: string;
  readonly json: boolean;
}

export function fleetCommand(): Command {
  return new Command('fleet')
    .addCommand(keysCommand().exitOverride())
    .addCommand(signingCommand().exitOverride())
    .addCommand(sendCommand().exitOverride())
    .addCommand(statusCommand().exitOverride())
    .addCommand(auditCommand().exitOverride());
}

function keysCommand(): Command {
  const made = new Command('new')
    .description('Make a key pair: the private one into a new file, the public one onto standard output.')
    .argument('<file>', 'for the private key; it may not be there yet')
    .action((file: string) => {
      if (existsSync(file)) {
        throw new BayError('fleet/key-there', `${file} is there already.`, { hint: 'Name another file.' });
      }
      const { privatePem, publicKey } = makeKeys();
      writeKey(file, privatePem);
      process.stdout.write(`${publicKey}\n`);
    });
  return new Command('keys').description('The keys that commands are signed with.').addCommand(made.exitOverride());
}

function writeKey(file: string, pem: string): void {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      writeSync(descriptor, pem);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    chmodSync(file, 0o600);
  } catch (error) {
    throw new BayError('fleet/key-unwritable', `The key cannot be written to ${file}: ${explain(error)}.`, {
      hint: 'Name a file in a folder that is there and that you may write.',
      cause: error,
    });
  }
}

function signingCommand(): Command {
  return withOrder(new Command('sign'), [...COMMANDS, 'desired-state'])
    .description(
      'Print a signed command, to be published on swingbay/v1/<facility>/<bay>/command; a desired state on …/desired, retained.',
    )
    .action((bay: string, command: string, options: OrderOptions) => {
      const order = { ...orderOf(bay, command, options), issuedAtMs: Date.now() };
      process.stdout.write(`${JSON.stringify(signCommand(order, keyOf(options)))}\n`);
    });
}

function sendCommand(): Command {
  return withOrder(new Command('send'), COMMANDS)
    .description('Send a command to a bay by the fleet’s broker, and wait for what becomes of it.')
    .requiredOption('--broker <url>', 'the fleet’s broker, mqtts://…')
    .option('--username <name>', 'the user at the broker')
    .option('--password-file <file>', 'a file whose first line is the password')
    .option('--ca <file>', 'who signed the broker’s certificate')
    .option('--cert <file>', 'your own certificate')
    .option('--cert-key <file>', 'its key')
    .addOption(new Option('--wait <minutes>', 'for the answer').argParser(positive).default(10))
    .action(async (bay: string, command: string, options: SendOptions) => {
      const { ack, result } = await callBay(orderOf(bay, command, options), {
        ...{ broker: brokerOf(options), key: keyOf(options), ackMsMax: options.wait * MS_PER_MINUTE },
        resultMsMax: options.wait * MS_PER_MINUTE,
        onAck: ({ status, code, message }) =>
          process.stderr.write(`${status}${code === null ? '' : ` (${code}): ${message ?? ''}`}\n`),
      });
      process.stdout.write(`${JSON.stringify(result ?? ack, null, 2)}\n`);
      process.exitCode = result === null ? EXIT_REFUSED : result.status === 'done' ? 0 : EXIT_FAILED;
    });
}

function statusCommand(): Command {
  return withBay(new Command('status'))
    .description('Say how the bay stands with its fleet.')
    .action(async ({ config, json }: SeenOptions) => {
      const state = await stateOf(config);
      process.stdout.write(json ? `${JSON.stringify(state, null, 2)}\n` : stateText(state));
    });
}

function auditCommand(): Command {
  return withBay(new Command('audit'))
    .description('List what the fleet asked of the bay, newest first.')
    .addOption(new Option('--limit <n>', 'how many').argParser(positive).default(AUDIT_SHOWN))
    .action(async ({ config, json, limit }: SeenOptions & { readonly limit: number }) => {
      const audit = await auditOf(config, Math.min(100, Math.ceil(limit)));
      process.stdout.write(json ? `${JSON.stringify(audit, null, 2)}\n` : auditText(audit));
    });
}

function withOrder(command: Command, commands: readonly (CommandName | 'desired-state')[]): Command {
  return command
    .addHelpText('after', argumentsHelp(commands))
    .addArgument(new Argument('<bay>', 'the bay’s name in topics').argParser(topicPart))
    .addArgument(new Argument('<command>', 'what it is to do').choices(commands))
    .addOption(
      new Option('--facility <name>', 'the facility’s name in topics').argParser(topicPart).makeOptionMandatory(),
    )
    .requiredOption('--issuer <name>', 'as the bay’s configuration calls you')
    .requiredOption('--key <file>', 'your private key, as `swingbay fleet keys new` made it')
    .addOption(
      new Option('--arguments <json>', 'of the command, as a JSON object').argParser(jsonObject).default({}, '{}'),
    )
    .addOption(new Option('--force', 'also while somebody plays and outside the update window').default(false))
    .addOption(new Option('--minutes <n>', 'how long the command counts').argParser(positive).default(10));
}

function withBay(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration of the bay')
    .addOption(new Option('--json', 'as JSON on standard output').default(false));
}

function orderOf(bay: string, command: string, options: OrderOptions): Parameters<typeof callBay>[0] {
  const { facility, issuer, force: isForced, minutes } = options;
  return { facility, bay, command, arguments: options.arguments, issuer, isForced, lastsMs: minutes * MS_PER_MINUTE };
}

function brokerOf(options: SendOptions): FleetBrokerConfig {
  const { broker: url, username = null, passwordFile = null, ca = null, cert = null, certKey = null } = options;
  const read = fleetConfigSchema.shape.broker.safeParse({
    ...{ url, username, passwordFile, caFile: ca, certificateFile: cert, keyFile: certKey },
  });
  if (read.success) return read.data;
  const isAddress = read.error.issues.some(({ path }) => path[0] === 'url');
  throw isAddress
    ? new BayError('fleet/broker-address', `“${url}” is no address of a broker.`, {
        hint: 'Give --broker as mqtts://host:8883, or as mqtt://host:1883 where the line is not encrypted.',
      })
    : new BayError('fleet/broker-login', 'What says how to log in at the broker is empty.', {
        hint: 'Give --username, --password-file, --ca, --cert and --cert-key a value, or leave them out.',
      });
}

function keyOf({ key }: OrderOptions): ReturnType<typeof readPrivateKey> {
  let pem: string;
  try {
    pem = readFileSync(key, 'utf8');
  } catch (error) {
    throw new BayError('fleet/key-unreadable', `The key ${key} cannot be read.`, {
      hint: 'Check --key.',
      cause: error,
    });
  }
  return readPrivateKey(pem);
}

async function stateOf(config: string | undefined): Promise<FleetStateTold> {
  const bay = await bayOrStore(config);
  if (bay.kind === 'bay') return fleetStateSchema.parse(await (await bay.call('GET', 'fleet')).json());
  try {
    const { store, configuration } = bay;
    const [counts, lost] = [store.fleet.counts(), store.fleet.lost()];
    const { fleet } = configuration;
    const sum = (all: Readonly<Record<string, number>>): number => Object.values(all).reduce((a, b) => a + b, 0);
    return fleetStateSchema.parse({
      ...new NoFleet().state(),
      ...{ broker: fleet?.broker.url ?? null, facility: fleet?.facility ?? null, bay: fleet?.bay ?? null },
      ...{ waiting: sum(counts), waitingAlerts: counts.alert, lost: sum(lost), lostAlerts: lost.alert },
    });
  } finally {
    await bay.store.close();
  }
}

async function auditOf(config: string | undefined, limit: number): Promise<FleetAudit> {
  const bay = await bayOrStore(config);
  if (bay.kind === 'bay') {
    return fleetAuditSchema.parse(await (await bay.call('GET', `fleet/audit?limit=${limit}`)).json());
  }
  try {
    return fleetAuditPage(bay.store.fleet, { limit });
  } finally {
    await bay.store.close();
  }
}

function stateText(state: FleetStateTold): string {
  if (state.broker === null) return 'The bay belongs to no fleet: `fleet` is not configured.\n';
  const { updateWindow, desiredVersion, desiredStatus, desiredRefused, drift, trouble } = state;
  const window =
    updateWindow === null ? 'any time' : `${updateWindow.days.join(', ')} ${updateWindow.from}–${updateWindow.to}`;
  const desired = desiredVersion === null ? 'none' : `version ${desiredVersion}, ${desiredStatus}`;
  return [
    `${state.broker} · ${state.facility ?? ''}/${state.bay ?? ''} · ${state.isConnected ? 'connected' : 'not connected'}`,
    `waiting ${state.waiting}, ${state.waitingAlerts} of them alerts · lost ${state.lost}, ${state.lostAlerts} of them alerts`,
    `open alerts ${state.openAlerts} · clock ${state.isClockTrusted ? 'trusted' : 'not trusted'} · updates: ${window}`,
    `desired state: ${desired}${drift.length === 0 ? '' : ` (${drift.join(', ')})`}`,
    ...(desiredRefused === null ? [] : [refusedText(desiredRefused)]),
    ...(trouble === null ? [] : [`${trouble.code}: ${trouble.message} ${trouble.hint ?? ''}`.trimEnd()]),
    '',
  ].join('\n');
}

function refusedText({ version, code }: NonNullable<FleetStateTold['desiredRefused']>): string {
  const which = version === null ? 'another one' : `version ${version}`;
  return `refused: ${which} (${code}). ${refusalWords(code, null)}`;
}

function auditText({ commands }: FleetAudit): string {
  if (commands.length === 0) return 'The fleet has asked for nothing.\n';
  return commands
    .map(({ receivedAt, command, issuer, isVerified, isForced, state, code, answer, id }) => {
      const outcome = state === 'answered' ? (answer?.['status'] as string) : state;
      const why = code ?? (answer?.['code'] as string | null | undefined) ?? null;
      const who = isVerified ? issuer : `somebody who says to be ${issuer}`;
      const how = `${outcome}${why === null ? '' : ` (${why})`}`;
      return `${receivedAt}  ${command}${isForced ? ' forced' : ''} by ${who}: ${how}  ${id}\n`;
    })
    .join('');
}

function topicPart(name: string): string {
  if (TOPIC_PART.test(name)) return name;
  throw new InvalidArgumentError('A name in topics has up to 64 of A–Z a–z 0–9 _ . -');
}

function jsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new InvalidArgumentError(`No JSON: ${explain(error)}`);
  }
  throw new InvalidArgumentError('No JSON object.');
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('A number above 0 is needed.');
}
