/**
 * `swingbay warehouse rebuild`: makes a fleet's warehouse again from its object store, or says with `--check` where the
 * two differ. It needs no bay: a file with `sync.to` and `warehouse` is enough.
 */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { openObjectStore } from '../../cloud-sync/object-store/open-object-store.ts';
import { noCopy, nothingThere } from '../../cloud-sync/restore/errors.ts';
import { CopyShelf } from '../../cloud-sync/restore/copy-shelf.ts';
import { usersOfCopy } from '../../cloud-sync/restore/users-of-copy.ts';
import { type Patience, withPatience } from '../../cloud-sync/restore/patience.ts';
import type { ApplianceIdentity } from '../../provisioning/identity/appliance-identity.ts';
import { identityFrom } from './identity.ts';
import type { ObjectStore } from '../ports/object-store.port.ts';
import type { Warehouse } from '../ports/warehouse.port.ts';
import { checkWarehouse, type WarehouseCheck } from '../../cloud-sync/restore/check-warehouse.ts';
import { EmbeddingThreads } from '../../cloud-sync/restore/embedding-threads.ts';
import { Findings, type FindingsTold } from '../../cloud-sync/restore/findings.ts';
import { RebuildCursorFile } from '../../cloud-sync/restore/rebuild-cursor.ts';
import { placesOf } from '../../cloud-sync/restore/rebuild-places.ts';
import { type RebuildCounts, rebuildWarehouse } from '../../cloud-sync/restore/rebuild-warehouse.ts';
import { syncConfigSchema } from '../../cloud-sync/outbox/sync.config.ts';
import { passesByItself } from '../../cloud-sync/warehouse/errors.ts';
import { openWarehouse, openWarehouseToRead } from '../../cloud-sync/warehouse/open-warehouse.ts';
import { warehouseConfigSchema } from '../../cloud-sync/warehouse/warehouse.config.ts';
import { loadConfig } from '../config/load-config.ts';
import { BayError } from '../errors/bay-error.ts';
import { minutesOf } from './minutes-of.ts';
import { partOfConfiguration } from './part-of-configuration.ts';
import { untilStopped } from './until-stopped.ts';

/** Of a bay's configuration only these; a file for the fleet alone has nothing else. */
const rebuildConfigSchema = partOfConfiguration({
  sync: syncConfigSchema,
  warehouse: warehouseConfigSchema,
  facilities: z
    .record(z.string(), z.string().min(1))
    .default({})
    .describe('Which facility a bay belongs to, by its name; `warehouse.facility` is that of all others.'),
});

const DESCRIBED_IN = 'docs/configuration.md, and `facilities` in docs/restore.md';
const EXIT_NOT_EQUAL = 1;
const MS_PER_MINUTE = 60_000;
const SAID_EVERY_MS = 1_000;
const MIB = 1024 * 1024;

interface RebuildOptions {
  readonly from: string;
  readonly identity?: string[];
  readonly check: boolean;
  readonly cursor: string;
  readonly restart: boolean;
  readonly patience: number;
  readonly json: boolean;
}

export function warehouseCommand(): Command {
  const rebuilding = new Command('rebuild')
    .description('Make it again from the object store; nothing is removed from it.')
    .requiredOption('--from <config>', 'a file with `sync.to`, `warehouse` and, for several facilities, `facilities`')
    .option('--identity <files...>', 'appliances whose players come back out of their sealed copies')
    .option('--check', 'write nothing, and say where the two differ', false)
    .option('--cursor <file>', 'where it is kept how far it has come', 'warehouse-rebuild.json')
    .option('--restart', 'begin at the beginning, whatever the cursor says', false)
    .option('--patience <minutes>', 'how long a store that is away is waited for', minutesOf, 10)
    .addOption(new Option('--json', 'the outcome as JSON on standard output').default(false))
    .action(async (options: RebuildOptions) => {
      const isDone = await untilStopped((signal) => rebuild(options, signal));
      if (!isDone) process.exitCode = EXIT_NOT_EQUAL;
    });
  return new Command('warehouse').addCommand(rebuilding.exitOverride());
}

async function rebuild(options: RebuildOptions, signal: AbortSignal): Promise<boolean> {
  const { sync, warehouse: config, facilities } = await loadConfig(rebuildConfigSchema, options.from, DESCRIBED_IN);
  if (sync.to === null) {
    throw new BayError('restore/not-said', 'There is nothing to rebuild from: `sync.to` names no object store.', {
      hint: 'Name the object store in `sync.to`.',
    });
  }
  const identities = (options.identity ?? []).map(identityFrom);
  const cursor = new RebuildCursorFile(resolve(options.cursor), placesOf(sync.to, config));
  if (!options.check) beginAt(cursor, options);
  const objects = openObjectStore(sync.to, { dataDirectory: null, readsOnly: true });
  const threads = new EmbeddingThreads();
  const findings = new Findings();
  let saidMs = Number.NEGATIVE_INFINITY;
  const beganMs = performance.now();
  try {
    const patience = patienceOf(options, signal);
    // What only somebody's hand mends is not waited for at the beginning: they stand before it.
    const warehouse = await withPatience({ ...patience, isWaitedFor: passesByItself }, () =>
      options.check ? openWarehouseToRead(config) : openWarehouse(config),
    );
    try {
      const parts = {
        ...{ objects, warehouse, findings, signal, now: () => new Date(), embed: threads.embed },
        facilityOf: (bay: string) => facilities[bay] ?? config.facility,
        patience,
        onProgress: (counts: RebuildCounts) => {
          if (performance.now() - saidMs < SAID_EVERY_MS) return;
          saidMs = performance.now();
          process.stderr.write(`${progressText(counts, performance.now() - beganMs)}\n`);
        },
      };
      if (options.check) {
        const check = await checkWarehouse(parts);
        say(options, { ...check, findings: findings.told() }, checkText(check, findings.told()));
        return check.isEqual;
      }
      // A copy that is missing is known before the whole object store is read; no row needs another.
      let users = 0;
      for (const identity of identities) {
        users += await withPatience(parts.patience, () => rebuildUsers(objects, warehouse, identity));
      }
      const counts = await rebuildWarehouse({ ...parts, cursor });
      counts.rows.users += users;
      const isWhole = !signal.aborted;
      if (isWhole && counts.swings + counts.rows.users === 0) throw nothingThere(placesOf(sync.to, config).objects);
      say(options, { ...counts, isWhole, findings: findings.told() }, rebuiltText(counts, isWhole, findings.told()));
      return isWhole;
    } finally {
      await warehouse.close();
    }
  } finally {
    await threads.close();
    await objects.close();
  }
}

/** Says what is waited for whenever that has become another thing, not at each of its attempts. */
function patienceOf({ patience }: RebuildOptions, signal: AbortSignal): Patience {
  let said = '';
  return {
    ...{ waitMs: patience * MS_PER_MINUTE, signal, random: Math.random },
    onWait: ({ message }) => {
      if (message === said) return;
      said = message;
      process.stderr.write(`${message} It is waited for, ${patience} minutes at most.\n`);
    },
  };
}

/** Says where an earlier run is gone on with: nobody is to wonder why so little is read. */
function beginAt(cursor: RebuildCursorFile, options: RebuildOptions): void {
  if (options.restart) cursor.remove();
  const come = cursor.read();
  cursor.tryWriting();
  if (come === null) return;
  process.stderr.write(
    `Going on after ${come.owner}, with ${come.swings} swings done, as ${options.cursor} says; --restart begins anew.\n`,
  );
}

/** Answers how many players the newest sealed copy of an appliance has. */
async function rebuildUsers(objects: ObjectStore, warehouse: Warehouse, identity: ApplianceIdentity): Promise<number> {
  const newest = await new CopyShelf(objects, identity.id).newest(identity);
  if (newest === null) throw noCopy(identity.id);
  const users = usersOfCopy(newest.opened.copy, newest.opened.label.madeAt);
  await warehouse.upsert({ users });
  return users.length;
}

function say({ json }: RebuildOptions, document: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : text);
}

/** How many there are altogether nobody knows before the end: a listing is read page by page. */
function progressText({ owners, swings, bytes }: RebuildCounts, elapsedMs: number): string {
  const rate = ((swings / Math.max(elapsedMs, 1)) * 1000).toFixed(0);
  return `${owners} owners, ${swings} swings, ${(bytes / MIB).toFixed(1)} MiB read, ${rate} swings a second`;
}

function rebuiltText({ owners, swings, withoutReport, rows }: RebuildCounts, isWhole: boolean, found: FindingsTold[]) {
  return [
    isWhole ? 'The warehouse is made again.' : 'Stopped; the same command goes on from here.',
    `${swings} swings of ${owners} owners in this run, ${withoutReport} of them not measured yet.`,
    `Rows: ${Object.entries(rows)
      .map(([table, count]) => `${table} ${count}`)
      .join(', ')}. Players come from their facility, or with --identity.`,
    ...findingsText(found),
    '',
  ].join('\n');
}

function checkText(check: WarehouseCheck, found: FindingsTold[]) {
  const { read, rows, equal, other, otherFacility, missing, surplus, isEqual } = check;
  const tables = Object.entries(rows).filter(([table]) => table !== 'users');
  return [
    isEqual ? 'The warehouse has what the object store has.' : 'The warehouse and the object store differ.',
    `Reports: ${equal} equal, ${other} others, ${missing} missing, ${surplus} that the object store does not have.`,
    ...(otherFacility === 0 ? [] : [`${otherFacility} rows are said to be of another facility than --from says.`]),
    ...tables.map(
      ([table, count]) => `${table}: ${count} rows, ${read.rows[table as keyof typeof rows]} are to be there.`,
    ),
    ...findingsText(found),
    '',
  ].join('\n');
}

function findingsText(found: readonly FindingsTold[]): string[] {
  return found.flatMap(({ code, count, first }) => [
    `${code}: ${count}`,
    ...first.slice(0, 3).map(({ key, message }) => `  ${key}: ${message}`),
  ]);
}
