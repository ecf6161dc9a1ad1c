/**
 * `swingbay sync`: how far the bay's swings have left it; `swingbay sync retry` lets what was given up try again;
 * `swingbay sync accept-folder` takes another folder for the object store. Asked of the running bay, or read from its
 * data where none runs.
 */
import { rmSync } from 'node:fs';
import { Command, Option } from 'commander';
import { KeptInTheBay } from '../../cloud-sync/outbox/kept-in-the-bay.ts';
import { openFolder } from '../../cloud-sync/object-store/open-object-store.ts';
import { standingFileIn } from '../../cloud-sync/restore/copy-keeper.ts';
import { type SyncStateTold, syncRetrySchema, syncStateSchema } from '../api/contract/sync.ts';
import type { ArrivalsStateTold } from '../api/contract/arrivals.ts';
import type { Configuration } from '../configuration.ts';
import { BayError } from '../errors/bay-error.ts';
import type { Store } from '../store/store.ts';
import { arrivalsOf } from './arrivals-of-facility.ts';
import { bayOrStore } from './bay-or-store.ts';

const EXIT_STUCK = 3;
const EXITS = `
Exit codes:
  0  all is sent, or is on its way
  1  the command itself failed
  2  usage
  3  something is stuck: it was given up, or a trouble holds it up
`;

interface SyncOptions {
  readonly config?: string;
  readonly json: boolean;
}

export function syncCommand(): Command {
  const retrying = new Command('retry')
    .description('Let everything that was given up be sent again.')
    .option('--config <file>', 'the configuration of the bay')
    .action(async (_options: unknown, command: Command) => {
      // The command above takes an option of the same name to itself, wherever it stands.
      const { config } = command.optsWithGlobals<{ config?: string }>();
      const tried = await retry(config);
      process.stdout.write(
        tried === 0 ? 'Nothing had been given up.\n' : `Tried again: ${tried} that had been given up.\n`,
      );
    });
  const accepting = new Command('accept-folder')
    .description('Use the folder that `sync.to.path` names from now on, though it is not the one that was used before.')
    .option('--config <file>', 'the configuration of the bay')
    .action(async (_options: unknown, command: Command) => {
      process.stdout.write(await acceptFolder(command.optsWithGlobals<{ config?: string }>().config));
    });
  return new Command('sync')
    .option('--config <file>', 'the configuration of the bay')
    .addOption(new Option('--json', 'as JSON on standard output').default(false))
    .addHelpText('after', EXITS)
    .action(async ({ config, json }: SyncOptions) => {
      const { state, arrivals } = await stateOf(config);
      const told = arrivals === null ? state : { ...state, arrivals };
      process.stdout.write(json ? `${JSON.stringify(told, null, 2)}\n` : syncText(state, arrivals));
      if (isStuck(state, arrivals)) process.exitCode = EXIT_STUCK;
    })
    .addCommand(retrying.exitOverride())
    .addCommand(accepting.exitOverride());
}

interface Standing {
  readonly state: SyncStateTold;
  /** Null at a bay. */
  readonly arrivals: ArrivalsStateTold | null;
}

async function stateOf(config: string | undefined): Promise<Standing> {
  const bay = await bayOrStore(config);
  if (bay.kind === 'bay') {
    const state = syncStateSchema.parse(await (await bay.call('GET', 'sync')).json());
    return { state, arrivals: await arrivalsOf(bay) };
  }
  try {
    const { parkedReasons: _none, ...state } = new KeptInTheBay(bay.store.outbox).state();
    const parked = bay.store.outbox.parked(20);
    const parkedReasons = parked.map(({ swing, lastErrorCode, lastError }) => ({
      ...{ swing, code: lastErrorCode ?? '', message: lastError ?? '' },
    }));
    const warehouse = warehouseOf(bay.store, bay.configuration.warehouse);
    const to = bay.configuration.sync.to?.kind ?? null;
    return { state: { ...state, to, parkedReasons, warehouse }, arrivals: await arrivalsOf(bay) };
  } finally {
    await bay.store.close();
  }
}

function warehouseOf({ warehouseDues }: Store, config: Configuration['warehouse']): SyncStateTold['warehouse'] {
  if (config === null) return null;
  const { done, ...standing } = warehouseDues.standing();
  const parkedReasons = warehouseDues
    .parked(20)
    .map(({ key, lastErrorCode, lastError }) => ({ what: key, code: lastErrorCode ?? '', message: lastError ?? '' }));
  return { ...standing, to: config.kind, activity: 'idle', sent: done, trouble: null, parkedReasons };
}

async function retry(config: string | undefined): Promise<number> {
  const bay = await bayOrStore(config);
  if (bay.kind === 'bay') return syncRetrySchema.parse(await (await bay.call('POST', 'sync/retry')).json()).retried;
  try {
    return bay.store.outbox.unpark() + bay.store.warehouseDues.unpark();
  } finally {
    await bay.store.close();
  }
}

/**
 * What was sent to the folder that was used before lies there and not in this one: what the appliance has itself is sent
 * again. Only while it does not run, which would have begun something with the other folder.
 */
async function acceptFolder(config: string | undefined): Promise<string> {
  const bay = await bayOrStore(config);
  if (bay.kind === 'bay') {
    throw new BayError('sync/bay-running', 'A bay runs with this configuration.', { hint: 'Stop it first.' });
  }
  const { to } = bay.configuration.sync;
  try {
    if (to?.kind !== 'folder') {
      throw new BayError('sync/no-folder', 'The object store is no folder: there is nothing to accept.', {
        hint: 'Name the folder in `sync.to`.',
      });
    }
    const { outbox, dataDirectory } = bay.store;
    let again = 0;
    const isAnother = await openFolder(to, { dataDirectory }).accept(() => {
      again = outbox.sendEverythingAgain();
      // No sealed copy lies there either.
      rmSync(standingFileIn(dataDirectory), { force: true });
    });
    if (!isAnother) return `${to.path} is the folder that was used before.\n`;
    return `${to.path} is used from now on. Sent again: ${again} that had been sent to the one before.\n`;
  } finally {
    await bay.store.close();
  }
}

/** Of the object store, of the warehouse, or of what comes into a facility. */
function isStuck({ warehouse, ...objects }: SyncStateTold, arrivals: ArrivalsStateTold | null): boolean {
  return [objects, warehouse, arrivals].some((line) => line !== null && (line.parked > 0 || line.trouble !== null));
}

function syncText(state: SyncStateTold, arrivals: ArrivalsStateTold | null): string {
  const { to, activity, trouble, parkedReasons, warehouse } = state;
  return [
    headText(to, activity, arrivals !== null),
    ...(arrivals === null ? [] : arrivalsText(arrivals)),
    standingText(state, 'sent'),
    ...troubleText(trouble),
    ...parkedReasons.map(({ swing, code, message }) => `given up, swing ${swing}: ${message} (${code})`),
    ...(warehouse === null ? [] : warehouseText(warehouse)),
    '',
  ].join('\n');
}

function headText(to: SyncStateTold['to'], activity: string, isFacility: boolean): string {
  if (isFacility) {
    return to === null
      ? 'No swings come to the facility: `sync.to` names no object store.'
      : `The facility’s object store: ${to} (${activity})`;
  }
  return to === null ? 'Swings stay in the bay: `sync.to` names no object store.' : `Swings go to: ${to} (${activity})`;
}

function arrivalsText({ taken, waiting, parked, trouble, parkedReasons }: ArrivalsStateTold): string[] {
  return [
    `came in ${taken} · waiting ${waiting} · given up ${parked}`,
    ...troubleText(trouble),
    ...parkedReasons.map(({ swing, code, message }) => `given up, swing ${swing}: ${message} (${code})`),
  ];
}

function warehouseText(warehouse: NonNullable<SyncStateTold['warehouse']>): string[] {
  const { to, activity, trouble, parkedReasons } = warehouse;
  return [
    `The warehouse is told: ${to} (${activity})`,
    standingText(warehouse, 'told'),
    ...troubleText(trouble),
    ...parkedReasons.map(({ what, code, message }) => `given up, ${what}: ${message} (${code})`),
  ];
}

type Queue = Pick<SyncStateTold, 'pending' | 'withheld' | 'sent' | 'parked' | 'oldestPendingAt'>;

function standingText({ pending, withheld, sent, parked, oldestPendingAt }: Queue, done: string): string {
  const since = oldestPendingAt === null ? '' : `, the oldest since ${oldestPendingAt}`;
  return `${done} ${sent} · waiting ${pending}${since} · withheld ${withheld} · given up ${parked}`;
}

function troubleText(trouble: SyncStateTold['trouble']): string[] {
  return trouble === null ? [] : [`${trouble.code}: ${trouble.message} ${trouble.hint ?? ''}`.trimEnd()];
}
