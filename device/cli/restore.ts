/**
 * `swingbay restore`: an emptied machine becomes the appliance again that an identity names. The daemon does not run
 * meanwhile: a data directory has one writer. Media stay in the object store unless they are asked for.
 */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { ObjectStoreConfig } from '../../cloud-sync/object-store/object-store.config.ts';
import { openObjectStore } from '../../cloud-sync/object-store/open-object-store.ts';
import { remoteRuleOf, syncConfigSchema } from '../../cloud-sync/outbox/sync.config.ts';
import { EmbeddingThreads } from '../../cloud-sync/restore/embedding-threads.ts';
import type { Patience } from '../../cloud-sync/restore/patience.ts';
import {
  type CopySought,
  restoreAppliance,
  type RestoreOptions,
  type RestoreParts,
  type RestoreStage,
  seekCopy,
} from '../../cloud-sync/restore/restore-appliance.ts';
import { type RestoreCounts } from '../../cloud-sync/restore/restore-swings.ts';
import { adoptIdentity, identityFile } from '../../provisioning/identity/appliance-identity.ts';
import { systemClock } from '../clock/clock.ts';
import { loadConfig } from '../config/load-config.ts';
import { BayError } from '../errors/bay-error.ts';
import { isStoreIn, openStore } from '../store/store.ts';
import { storeConfigSchema } from '../store/store.config.ts';
import { createLog } from '../telemetry/log.ts';
import { identityFrom } from './identity.ts';
import { minutesOf } from './minutes-of.ts';
import { partOfConfiguration } from './part-of-configuration.ts';
import { progressText, reportText } from './restore-text.ts';
import { untilStopped } from './until-stopped.ts';

/** Of a configuration only what a restore needs: the rest comes with the sealed copy, or is the bay's own. */
const fromSchema = partOfConfiguration({
  store: storeConfigSchema.prefault({}),
  sync: syncConfigSchema,
});

const EXIT_INTERRUPTED = 1;
const MS_PER_MINUTE = 60_000;
const SAID_EVERY_MS = 1_000;

interface RestoreCommandOptions {
  readonly identity: string;
  readonly from: string;
  readonly media: boolean;
  readonly scan: 'new' | 'all' | 'none';
  readonly takeOver: boolean;
  readonly intoUsed: boolean;
  readonly withoutCopy: boolean;
  readonly bay?: string;
  readonly patience: number;
  readonly json: boolean;
}

export function restoreCommand(): Command {
  return new Command('restore')
    .requiredOption('--identity <file>', 'the identity of the appliance; - reads its code from standard input')
    .requiredOption('--from <config>', 'a configuration with at least `sync.to` and `store`')
    .option('--media', 'fetch films and key frames too, not only what was measured', false)
    .addOption(
      new Option('--scan <how>', 'look through the whole object store for swings that the copy does not know of')
        .choices(['new', 'all', 'none'])
        .default('new'),
    )
    .option('--take-over', 'although an appliance with this identity was heard of lately', false)
    .option('--into-used', 'into a data directory that has swings', false)
    .option('--without-copy', 'bring back swings alone, of the bay that --bay names', false)
    .option('--bay <name>', 'the bay whose swings come back without a sealed copy')
    .option('--patience <minutes>', 'how long an object store that is away is waited for', minutesOf, 10)
    .addOption(new Option('--json', 'the report as JSON on standard output').default(false))
    .action(async (options: RestoreCommandOptions) => {
      const isWhole = await restore(options);
      if (!isWhole) process.exitCode = EXIT_INTERRUPTED;
    });
}

async function restore(options: RestoreCommandOptions): Promise<boolean> {
  const identity = identityFrom(options.identity);
  const { store: storeConfig, sync } = await loadConfig(fromSchema, options.from);
  if (sync.to === null) throw notSaid('`sync.to` names no object store', 'Name the object store in `sync.to`.');
  if (!options.withoutCopy && options.bay !== undefined) {
    throw new BayError('restore/bay-not-asked', 'The sealed copy says which bay comes back; --bay has no say then.', {
      hint: 'Leave --bay out, or add --without-copy to bring back swings alone.',
    });
  }
  if (options.withoutCopy && options.bay === undefined) {
    throw notSaid('without a sealed copy nothing says which bay is meant', 'Name it with --bay.');
  }
  const { to } = sync;
  const asked: RestoreOptions = {
    ...{ identity, scan: options.scan, takeOver: options.takeOver, intoUsed: options.intoUsed },
    ...{ withMedia: options.media, withoutCopyOfBay: options.withoutCopy ? (options.bay ?? null) : null },
  };
  const line = new ProgressText();
  const threads = new EmbeddingThreads();
  try {
    const report = await untilStopped(async (signal) => {
      const patience: Patience = {
        ...{ waitMs: options.patience * MS_PER_MINUTE, signal, random: Math.random },
        onWait: ({ message }) => line.note(message),
      };
      const dataDirectory = resolve(storeConfig.dataDirectory);
      const sought = isStoreIn(dataDirectory) ? undefined : await soughtBefore(to, patience, asked);
      const objects = openObjectStore(to, { dataDirectory, readsOnly: true });
      try {
        const log = createLog({ level: 'warn' }).room('store');
        const store = await openStore(storeConfig, { log, clock: systemClock, remote: remoteRuleOf(sync) });
        const adopt: RestoreParts['adopt'] = (bay) =>
          adoptIdentity(identityFile(dataDirectory), { ...identity, name: identity.name || bay });
        const onProgress: RestoreParts['onProgress'] = (stage, counts) => line.show(stage, counts);
        const { embed } = threads;
        const parts = { objects, store, clock: systemClock, signal, patience, adopt, onProgress, embed };
        try {
          return await restoreAppliance(parts, asked, sought);
        } finally {
          await store.close();
        }
      } finally {
        await objects.close();
      }
    });
    line.end();
    const text = reportText(report, storeConfig.dataDirectory);
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : text);
    return report.isWhole;
  } finally {
    line.end();
    await threads.close();
  }
}

/** Where nothing lies yet, nothing is made before it is known that something comes back. */
async function soughtBefore(to: ObjectStoreConfig, patience: Patience, asked: RestoreOptions): Promise<CopySought> {
  const objects = openObjectStore(to, { dataDirectory: null, readsOnly: true });
  try {
    return await seekCopy({ objects, clock: systemClock, patience }, asked, null);
  } finally {
    await objects.close();
  }
}

function notSaid(what: string, hint: string): BayError {
  return new BayError('restore/not-said', `There is nothing to bring back: ${what}.`, { hint });
}

/** On standard error, at most once a second. */
class ProgressText {
  readonly #beganMs = performance.now();
  #saidMs = Number.NEGATIVE_INFINITY;
  #stage: RestoreStage | null = null;
  #isOpen = false;

  show(stage: RestoreStage, counts: RestoreCounts): void {
    const nowMs = performance.now();
    if (stage === this.#stage && nowMs - this.#saidMs < SAID_EVERY_MS) return;
    this.#stage = stage;
    this.#saidMs = nowMs;
    this.note(stage === 'swings' ? progressText(counts, nowMs - this.#beganMs) : STAGE_TEXT[stage]);
  }

  note(text: string): void {
    this.#isOpen = process.stderr.isTTY;
    process.stderr.write(this.#isOpen ? `\r\x1b[K${text}` : `${text}\n`);
  }

  end(): void {
    if (this.#isOpen) process.stderr.write('\n');
    this.#isOpen = false;
  }
}

const STAGE_TEXT = {
  looking: 'looking for the sealed copy',
  copy: 'keys and settings',
  people: 'people',
} as const;
