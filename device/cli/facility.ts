/**
 * `swingbay facility`: bays of a facility. `enrol BAY`, `bays` and `remove BAY` are said to the running appliance of the
 * facility; `join URL CODE` and `line` at the bay.
 */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { correction, generate } from 'lean-qr/nano';
import { joinFacility } from '../../cloud-sync/facility/join-facility.ts';
import { membershipFile } from '../../cloud-sync/facility/membership.ts';
import type { ApiConfig } from '../api/api.config.ts';
import {
  type FacilityBaysTold,
  facilityBaysSchema,
  type FacilityLineTold,
  facilityLineSchema,
  invitationSchema,
} from '../api/contract/facility.ts';
import type { Configuration } from '../configuration.ts';
import { BayError, isBayError } from '../errors/bay-error.ts';
import { findBay, type RunningBay } from './bay-or-store.ts';
import { joinedFacility } from './joined-facility.ts';

interface Options {
  readonly config?: string;
}

export function facilityCommand(): Command {
  const config = ['--config <file>', 'the configuration of the facility’s appliance'] as const;
  const configOfBay = ['--config <file>', 'the configuration of the bay'] as const;
  const enrolling = new Command('enrol')
    .description('Make a one-time code by which a bay may join, good for a quarter of an hour.')
    .argument('<bay>', 'the name of the bay, as in its configuration')
    .option(...config)
    .action(async (bay: string, options: Options) => {
      const { configuration, call } = await running(options);
      const answer = await call('POST', 'facility/bays', { name: bay });
      const { code, expiresAt } = invitationSchema.parse(await answer.json());
      const until = new Date(expiresAt).toLocaleTimeString();
      const { address, note } = addressForBays(configuration.api);
      process.stdout.write(
        `${qrText(code)}\n${code}\n\nGood until ${until}. At the bay: swingbay facility join ${address} ${code}\n${note}`,
      );
    });
  const listing = new Command('bays')
    .description('List the bays of this facility, and accounts that were registered twice.')
    .option(...config)
    .action(async (options: Options) => {
      const answer = await (await running(options)).call('GET', 'facility/bays');
      process.stdout.write(baysText(facilityBaysSchema.parse(await answer.json())));
    });
  const removing = new Command('remove')
    .description('Take a bay out of this facility: what it says is refused at once.')
    .argument('<bay>', 'the name of the bay')
    .option(...config)
    .action(async (bay: string, options: Options) => {
      await (await running(options)).call('DELETE', `facility/bays/${encodeURIComponent(bay)}`);
      process.stdout.write(`${bay} is no bay of this facility any more.\n`);
    });
  const joining = new Command('join')
    .description('Make this bay one of a facility, by the code that the facility made for it.')
    .argument('<url>', 'the address of the facility’s appliance')
    .argument('<code>', 'the one-time code')
    .option(...configOfBay)
    .action(async (url: string, code: string, options: Options) => {
      process.stdout.write(await join(url, code, options));
    });
  const line = new Command('line')
    .description('Say how this bay stands with its facility.')
    .option(...configOfBay)
    .addOption(new Option('--json', 'as JSON on standard output').default(false))
    .action(async ({ json, ...options }: Options & { readonly json: boolean }) => {
      const { call, configuration } = await running(options);
      const { facility } = facilityLineSchema.parse(await (await call('GET', 'facility/line')).json());
      process.stdout.write(json ? `${JSON.stringify(facility, null, 2)}\n` : lineText(facility, configuration));
    });
  const command = new Command('facility');
  for (const each of [enrolling, listing, removing, joining, line]) command.addCommand(each.exitOverride());
  return command;
}

/** The running bay begins to exchange by itself as soon as the file is there. */
async function join(url: string, code: string, options: Options): Promise<string> {
  const { configuration } = await findBay(options.config);
  const { role, facility, store, bay } = configuration;
  if (role === 'facility') {
    throw new BayError('facility/is-one', `${bay.name} is a facility’s appliance, which joins none.`, {
      hint: 'Name the configuration of the bay that is to join with --config.',
    });
  }
  const file = membershipFile(resolve(store.dataDirectory), facility?.tokenFile ?? null);
  const address = { url, caFile: facility?.caFile ?? null };
  const membership = await joinFacility(address, { bay: bay.name, code, file }).catch((error: unknown) => {
    throw withOwnName(error, bay.name);
  });
  const joined = `${bay.name} is a bay of ${membership.facility.name} now.\n`;
  if (facility?.url === membership.url) return joined;
  return `${joined}${toBeNamed(membership.url)}`;
}

/** A code is for a bay of one name, and whoever refuses it says nothing of what was wrong: here is what can be compared. */
function withOwnName(error: unknown, bay: string): unknown {
  if (!isBayError(error) || error.code !== 'facility/enrolment-refused') return error;
  return new BayError(error.code, `${error.message} This bay calls itself “${bay}” (\`bay.name\`).`, {
    hint: `At the facility, run \`swingbay facility enrol '${bay}'\` and use the new code.`,
    cause: error,
  });
}

function toBeNamed(url: string): string {
  return `Name it in the configuration of the bay, then start the bay again:\n\nfacility:\n  url: ${url}\n`;
}

function lineText(line: FacilityLineTold['facility'], configuration: Configuration): string {
  if (line === null) {
    const joined = joinedFacility(configuration);
    if (joined === null) return 'This bay belongs to no facility: `facility` is not configured.\n';
    return `This bay has joined ${joined.facility.name}, but exchanges nothing yet. ${toBeNamed(joined.url)}`;
  }
  const { name, url, activity, exchangedAt, waiting, trouble } = line;
  const heard = exchangedAt === null ? 'nothing was exchanged yet' : `everything was exchanged last at ${exchangedAt}`;
  return [
    activity === 'not-joined' ? `${url} · not joined` : `${name} · ${url} · ${activity}`,
    ...(activity === 'not-joined' ? [] : [`${heard} · waiting ${waiting}`]),
    ...(trouble === null ? [] : [`${trouble.code}: ${trouble.message} ${trouble.hint ?? ''}`.trimEnd()]),
    '',
  ].join('\n');
}

/** What a bay is to be told, and what keeps it from being reached there. */
function addressForBays({ publicAddress, tls, port }: ApiConfig): { readonly address: string; readonly note: string } {
  if (publicAddress !== null) return { address: publicAddress, note: '' };
  if (tls !== null) return { address: `https://<the name in its certificate>:${tls.port}`, note: '' };
  const note = 'Only on this machine: for bays on others give this appliance a certificate (`api.tls`).\n';
  return { address: `http://127.0.0.1:${port}`, note };
}

async function running({ config }: Options): Promise<{ call: RunningBay['call']; configuration: Configuration }> {
  const { bay, configuration } = await findBay(config);
  if (bay !== null) return { call: bay.call, configuration };
  throw new BayError('facility/not-running', 'The appliance does not run.', {
    hint: 'Start it with `swingbay start`, then ask again.',
    retryable: true,
  });
}

function baysText({ bays, conflicts }: FacilityBaysTold): string {
  const lines = bays.map(({ name, state, seenAt, isCaughtUp }) => {
    const seen =
      seenAt === null ? 'not heard of yet' : `heard of at ${seenAt}${isCaughtUp ? '' : ', with more to tell'}`;
    return `${name}: ${state === 'invited' ? 'invited' : seen}`;
  });
  const twice = conflicts.map(
    ({ player, what, holder }) => `The account of player ${player} has the ${what} of player ${holder}, who keeps it.`,
  );
  return `${[...(lines.length === 0 ? ['No bay belongs to this facility.'] : lines), ...twice].join('\n')}\n`;
}

/** Two rows of modules a line, light on dark: what a camera takes for a QR code on a dark terminal. */
function qrText(content: string): string {
  const code = generate(content, { minCorrectionLevel: correction.M });
  const quiet = 2;
  const isLight = (x: number, y: number): boolean => !code.get(x, y);
  let text = '';
  for (let y = -quiet; y < code.size + quiet; y += 2) {
    for (let x = -quiet; x < code.size + quiet; x++) {
      const [upper, lower] = [isLight(x, y), isLight(x, y + 1)];
      text += upper && lower ? '█' : upper ? '▀' : lower ? '▄' : ' ';
    }
    text += '\n';
  }
  return text;
}
