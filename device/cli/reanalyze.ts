/**
 * `swingbay reanalyze`: new revisions of stored swings. A running bay does it whenever nobody waits for anything else;
 * without one it is done here. Swings that the newest revision says everything about already are passed over, so a run
 * that was cut short is begun again by the same command.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { RemeasureProcess } from '../analysis/remeasure-process.ts';
import { reanalysisSchema, swingListSchema } from '../api/contract/rest.ts';
import { backgroundAnalyst } from '../bay/background-analyst.ts';
import { type ReanalysisAsked, type ReanalysisState, requestReanalysis } from '../bay/reanalysis.ts';
import { ReanalysisDispatcher } from '../bay/reanalysis-dispatcher.ts';
import { BayError, explain, isBayError } from '../errors/bay-error.ts';
import { createLog } from '../telemetry/log.ts';
import { bayOrStore, type ClosedBay, type RunningBay } from './bay-or-store.ts';
import { ProgressLine } from './progress-line.ts';

interface ReanalyzeOptions {
  readonly config?: string;
  readonly swing?: string;
  readonly session?: string;
  readonly all: boolean;
  readonly model: ReanalysisAsked['model'];
  readonly again: boolean;
}

const PAGE = 100;
/** A full queue is asked again this often; a bay that is played on all day may need the night. */
const FULL_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 500;

export function reanalyzeCommand(): Command {
  return new Command('reanalyze')
    .option('--config <file>', 'the configuration of the bay')
    .option('--swing <id>', 'one swing')
    .option('--session <id>', 'every swing of a visit')
    .addOption(new Option('--all', 'every swing of the bay').default(false))
    .addOption(new Option('--model <model>', 'the pose model').choices(['lite', 'full', 'heavy']).default('heavy'))
    .addOption(new Option('--again', 'even where the newest revision is of this model and version').default(false))
    .action(async (options: ReanalyzeOptions, command: Command) => {
      const choices = [options.swing, options.session, options.all ? 'all' : undefined].filter((each) => each != null);
      if (choices.length !== 1) command.error('error: name one of --swing ID, --session ID and --all');
      process.exitCode = await reanalyze(options);
    });
}

async function reanalyze(options: ReanalyzeOptions): Promise<number> {
  const bay = await bayOrStore(options.config);
  if (bay.kind === 'bay') return inRunningBay(bay, options);
  try {
    return await inStore(bay, options);
  } finally {
    await bay.store.close();
  }
}

/** The bay takes the orders and goes on when this has ended; progress is on its screen and in its log. */
async function inRunningBay(bay: RunningBay, options: ReanalyzeOptions): Promise<number> {
  const query = `model=${options.model}&again=${String(options.again)}`;
  const tally = new Tally();
  for await (const id of asked(options, async (cursor) => {
    const session = options.session === undefined ? '' : `&session=${encodeURIComponent(options.session)}`;
    const page = cursor === null ? '' : `&cursor=${cursor}`;
    const answer = await bay.call('GET', `swings?limit=${PAGE}${session}${page}`);
    const { swings, nextCursor } = swingListSchema.parse(await answer.json());
    return { ids: swings.filter(({ revision }) => revision !== null).map((swing) => swing.id), next: nextCursor };
  })) {
    const ask = async (): Promise<ReanalysisState> => {
      const answer = await bay.call('POST', `swings/${id}/reanalyze?${query}`);
      return reanalysisSchema.parse(await answer.json()).state;
    };
    await tally.count(id, () => untilThereIsRoom(ask));
  }
  tally.say('The bay measures them when nobody waits for anything else.');
  return tally.failed === 0 ? 0 : 1;
}

async function inStore({ store, configuration }: ClosedBay, options: ReanalyzeOptions): Promise<number> {
  const log = createLog({ level: 'warn' }).room('analysis');
  const dispatcher = new ReanalysisDispatcher({
    store,
    openAnalyst: () => backgroundAnalyst(configuration.analysis, log),
    measuring: new RemeasureProcess(),
    log,
  });
  const tally = new Tally();
  const progress = new ProgressLine('measuring again');
  let isEnded = false;
  const end = (): void => {
    isEnded = true;
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  let settled = 0;
  dispatcher.start((fact) => {
    if (fact.type === 'swing-settled') settled++;
    const under = fact.type === 'analysis-advanced' ? fact.fraction : 0;
    progress.show(Math.min(1, (settled + under) / Math.max(1, tally.queued)));
  });
  try {
    for await (const id of asked(options, (cursor) => {
      const filter = { session: options.session };
      const page = store.swings.list(filter, PAGE, cursor === null ? undefined : Number(cursor));
      const ids = page.swings.filter(({ revision }) => revision !== null).map((swing) => swing.id);
      return Promise.resolve({ ids, next: page.nextBefore === null ? null : String(page.nextBefore) });
    })) {
      if (isEnded) break;
      await tally.count(id, () =>
        untilThereIsRoom(
          () => Promise.resolve(requestReanalysis(store, id, options)),
          () => isEnded,
        ),
      );
      dispatcher.wake();
    }
    while (!isEnded && store.queue.openJobs('background') > 0) {
      dispatcher.wake();
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    progress.end();
    await dispatcher.stop();
  }
  tally.say(`${settled} of them have a new revision.`);
  return tally.failed === 0 && settled >= tally.queued ? 0 : 1;
}

type PageOf = (cursor: string | null) => Promise<{ readonly ids: readonly string[]; readonly next: string | null }>;

/** Measured swings, newest first, page by page: a bay may have a hundred thousand. */
async function* asked({ swing }: ReanalyzeOptions, page: PageOf): AsyncGenerator<string> {
  if (swing !== undefined) {
    yield swing;
    return;
  }
  let cursor: string | null = null;
  do {
    const { ids, next } = await page(cursor);
    yield* ids;
    cursor = next;
  } while (cursor !== null);
}

async function untilThereIsRoom(
  ask: () => Promise<ReanalysisState>,
  isEnded: () => boolean = () => false,
): Promise<ReanalysisState> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(isBayError(error) && error.code === 'analysis/queue-full') || isEnded()) throw error;
      await sleep(FULL_WAIT_MS);
    }
  }
}

class Tally {
  queued = 0;
  failed = 0;
  #upToDate = 0;

  async count(id: string, ask: () => Promise<ReanalysisState>): Promise<void> {
    try {
      if ((await ask()) === 'up-to-date') this.#upToDate++;
      else this.queued++;
    } catch (error) {
      // One swing of which nothing is left must not end the run; a bay that has gone away must.
      if (!(error instanceof BayError)) throw error;
      this.failed++;
      process.stderr.write(`swingbay: ${id}: ${error.code}: ${explain(error)}\n`);
    }
  }

  say(what: string): void {
    const failed = this.failed === 0 ? '' : ` ${this.failed} could not be asked for.`;
    process.stdout.write(
      `${this.queued} swings are to be measured again, ${this.#upToDate} need not be.${failed} ${what}\n`,
    );
  }
}
