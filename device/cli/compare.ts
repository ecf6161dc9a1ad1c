/** `swingbay compare A B`: two swings laid over each other, from the store of a bay or from files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import { comparePage, quantity } from '../api/swings/compare-page.ts';
import { swingComparisonSchema } from '../api/contract/rest.ts';
import { type StoredMotion, storedMotion } from '../bay/stored-motion.ts';
import { BayError } from '../errors/bay-error.ts';
import { compareSwings, type SwingComparison } from '../swing/compare/compare-swings.ts';
import { SAME_CONDITIONS_WORDS, UNLIKE_WORDS, VERDICT_WORDS } from '../swing/compare/comparison-texts.en.ts';
import { type Overlay, overlaySwings } from '../swing/compare/overlay.ts';
import { textOf } from './analyze-text.ts';
import { bayOrStore } from './bay-or-store.ts';
import { motionFromFile } from './report-files.ts';

interface CompareOptions {
  readonly config?: string;
  readonly json: boolean;
  readonly out?: string;
}

interface Compared {
  readonly comparison: SwingComparison;
  readonly overlays: readonly Overlay[];
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function compareCommand(): Command {
  return new Command('compare')
    .argument('<first>', 'a swing: its id in the store, or the file or folder of a report')
    .argument('<second>', 'the swing to hold beside it')
    .option('--config <file>', 'the configuration of the bay whose swings are named by id')
    .addOption(new Option('--json', 'the comparison as JSON on standard output').default(false))
    .option('--out <file>', 'write a page with both skeletons there')
    .action(async (first: string, second: string, options: CompareOptions) => {
      const { comparison, overlays } = await compared(first, second, options.config);
      if (options.out !== undefined) {
        await mkdir(dirname(options.out), { recursive: true });
        await writeFile(options.out, comparePage({ comparison, overlays, names: [first, second] }));
      }
      process.stdout.write(
        options.json ? `${JSON.stringify(comparison, null, 2)}\n` : readableComparison(comparison, [first, second]),
      );
    });
}

async function compared(first: string, second: string, configFile: string | undefined): Promise<Compared> {
  if (!ID.test(first) && !ID.test(second)) {
    return comparisonOf(await motionFromFile(first), await motionFromFile(second));
  }
  const bay = await bayOrStore(configFile);
  if (bay.kind === 'bay') {
    if (!ID.test(first) || !ID.test(second)) {
      throw new BayError('compare/mixed', 'A file and a stored swing cannot be compared while the bay runs.', {
        hint: 'Name two stored swings or two files, or close the bay first.',
      });
    }
    const answer = await (await bay.call('GET', `swings/${first}/compare/${second}`)).json();
    const { bones: _, overlays, ...comparison } = swingComparisonSchema.parse(answer);
    return { comparison: comparison as SwingComparison, overlays };
  }
  try {
    const motionOf = async (name: string): Promise<StoredMotion> =>
      ID.test(name) ? storedMotion(bay.store, name) : await motionFromFile(name);
    return comparisonOf(await motionOf(first), await motionOf(second));
  } finally {
    await bay.store.close();
  }
}

function comparisonOf(first: StoredMotion, second: StoredMotion): Compared {
  return { comparison: compareSwings(first, second), overlays: overlaySwings(first.motion, second.motion) };
}

export function readableComparison({ metrics, unlike }: SwingComparison, names: readonly [string, string]): string {
  const rows = metrics.flatMap((metric) => {
    if ('withheld' in metric) return [];
    const at = metric.at === null ? '' : `, ${textOf(`event.${metric.at}`).toLowerCase()}`;
    const { value, low, high } = metric.difference;
    const cells = [metric.first.value, metric.second.value].map((each) => quantity(metric, each).padStart(9)).join(' ');
    const interval = `${quantity(metric, low, true)} to ${quantity(metric, high, true)}`;
    return [
      `${`${textOf(`metric.${metric.id}.name`)}${at}`.padEnd(36)} ${cells} ${quantity(metric, value, true).padStart(10)}   ${interval.padEnd(22)} ${VERDICT_WORDS[metric.verdict]}`,
    ];
  });
  const withheld = metrics.filter((metric) => 'withheld' in metric);
  const unknown = [...new Set(withheld.map(({ id }) => textOf(`metric.${id}.name`)))];
  return [
    `First:  ${names[0]}`,
    `Second: ${names[1]}`,
    unlike === null ? SAME_CONDITIONS_WORDS : UNLIKE_WORDS[unlike],
    '',
    `${'Number'.padEnd(36)}     first    second difference   90 % sure to lie in`,
    ...rows,
    ...(unknown.length === 0 ? [] : ['', `Not known of both: ${unknown.join(', ')}.`]),
    '',
  ].join('\n');
}
