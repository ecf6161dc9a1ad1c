/** `swingbay bench NAME`: measures one promise and says whether it is kept. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { projectRoot } from '../../config/project-root.ts';
import type { AccuracyOptions } from './accuracy/accuracy.bench.ts';
import type { BenchResult, Figure } from './figure.ts';

interface BenchOptions {
  readonly quick: boolean;
  /** Of `accuracy` alone. */
  readonly accuracy: AccuracyWords;
}

interface AccuracyWords {
  readonly swings: string;
  readonly seed: string;
  readonly cast: string;
  readonly fps: string;
  readonly views: string;
  readonly models: string;
  readonly recordings: string;
  readonly label: string;
  readonly publish: boolean;
  readonly fit: boolean;
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<readonly Figure[]>>> = {
  live: async (options) => (await import('./live.bench.ts')).benchLive(options),
  screen: async (options) => (await import('./screen/screen.bench.ts')).benchScreen(options),
  capture: async (options) => (await import('../../capture/capture.bench.ts')).benchCapture(options),
  analyze: async (options) => (await import('../../analysis/analyze.bench.ts')).benchAnalyze(options),
  export: async (options) => (await import('../../export/export.bench.ts')).benchExport(options),
  result: async (options) => (await import('./result.bench.ts')).benchResult(options),
  range: async (options) => (await import('./range/range.bench.ts')).benchRange(options),
  nudge: async (options) => (await import('./nudge.bench.ts')).benchNudge(options),
  recovery: async () => (await import('./recovery.bench.ts')).benchRecovery(),
  render: async () => (await import('../../virtual-bay/render.bench.ts')).benchRender(),
  accuracy: async ({ quick, accuracy }) =>
    (await import('./accuracy/accuracy.bench.ts')).benchAccuracy(accuracyOptions(accuracy, quick)),
  similarity: async (options) => (await import('./similarity/similarity.bench.ts')).benchSimilarity(options),
  serial: async (options) =>
    (await import('../../../firmware-bridge/serial/bench/serial.bench.ts')).benchSerial(options),
  sparkplug: async () => (await import('./sparkplug.bench.ts')).benchSparkplug(),
  modbus: async (options) => (await import('./modbus.bench.ts')).benchModbus(options),
  shots: async (options) => (await import('./shots.bench.ts')).benchShots(options),
  abuse: async (options) => (await import('./abuse/abuse.bench.ts')).benchAbuse(options),
  api: async (options) => (await import('./api/api.bench.ts')).benchApi(options),
  broker: async (options) => (await import('./broker/broker.bench.ts')).benchBroker(options),
  'power-cut': async (options) => (await import('./power-cut/power-cut.bench.ts')).benchPowerCut(options),
  outbox: async (options) => (await import('./outbox/outbox.bench.ts')).benchOutbox(options),
  restore: async (options) => (await import('./restore/restore.bench.ts')).benchRestore(options),
  drain: async (options) => (await import('./drain/drain.bench.ts')).benchDrain(options),
  warehouse: async (options) => (await import('./warehouse/warehouse.bench.ts')).benchWarehouse(options),
  coach: async (options) => (await import('./coach/coach.bench.ts')).benchCoach(options),
  crop: async () => (await import('../../pose/crop-sampler.bench.ts')).benchCrop(),
};

const BYTES_PER_GIB = 2 ** 30;
const RECORDINGS = join(projectRoot, '.swingbay', 'recordings');
/** A quick run looks at so many golfers. */
const QUICK_SWINGS = 2;

function accuracyOptions(words: AccuracyWords, quick: boolean): AccuracyOptions {
  return {
    swings: quick ? QUICK_SWINGS : positive(words.swings, '--swings'),
    seed: positive(words.seed, '--seed'),
    cast: words.cast === 'proving' ? 'proving' : 'evaluation',
    fps: Number(words.fps),
    views: Number(words.views),
    models: words.models.split(',').map((name) => {
      if (name !== 'heavy' && name !== 'full' && name !== 'lite') {
        throw new InvalidArgumentError(`--models: ${name} is not heavy, full or lite.`);
      }
      return name;
    }),
    recordings: words.recordings,
    label: words.label,
    publish: words.publish,
    fit: words.fit,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  };
}

function positive(word: string, option: string): number {
  const value = Number(word);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError(`${option}: ${word} is not a whole number from 1 on.`);
  }
  return value;
}

export function benchCommand(): Command {
  return new Command('bench')
    .addArgument(new Argument('<name>', 'which promise').choices(Object.keys(BENCHES)))
    .addOption(new Option('--quick', 'a shorter, rougher measurement').default(false))
    .addOption(new Option('--json', 'the figures as JSON on standard output').default(false))
    .addOption(new Option('--swings <count>', 'accuracy: golfers, a swing each').default('4'))
    .addOption(new Option('--seed <seed>', 'accuracy: of the first golfer').default('1'))
    .addOption(
      new Option('--cast <cast>', 'accuracy: whose golfers').choices(['evaluation', 'proving']).default('evaluation'),
    )
    .addOption(new Option('--fps <rate>', 'accuracy: of the cameras').choices(['60', '120', '240']).default('120'))
    .addOption(new Option('--views <count>', 'accuracy: cameras at most').choices(['1', '2', '3']).default('3'))
    .addOption(new Option('--models <names>', 'accuracy: pose models').default('heavy,full,lite'))
    .addOption(new Option('--recordings <folder>', 'accuracy: where what was drawn is kept').default(RECORDINGS))
    .addOption(new Option('--label <name>', 'accuracy: keeps measured swings under this name').default('latest'))
    .addOption(new Option('--publish', 'accuracy: writes docs/accuracy.json').default(false))
    .addOption(new Option('--fit', 'accuracy: makes the table of measured errors').default(false))
    .action(async (name: string, options: { quick: boolean; json: boolean } & AccuracyWords) => {
      const measure = BENCHES[name];
      if (measure === undefined) return;
      const figures = await measure({ quick: options.quick, accuracy: options });
      const result: BenchResult = { bench: name, commit: commit(), machine: machine(), figures };
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : readable(result));
      if (figures.some((figure) => !figure.ok)) process.exitCode = 1;
    });
}

function readable(result: BenchResult): string {
  const rows = result.figures.map((figure) => {
    const held = figure.limit === null ? '' : `  (limit ${round(figure.limit)} ${figure.unit})`;
    const against = figure.ratio === null ? '' : ` = ${round(figure.ratio)} × the floor of ${round(figure.floor ?? 0)}`;
    return `${figure.ok ? '✓' : '✗'} ${figure.name}: ${round(figure.value)} ${figure.unit}${against}${held}`;
  });
  return [`bench ${result.bench} · ${result.commit} · ${result.machine}`, ...rows, ''].join('\n');
}

function round(value: number): string {
  return Number(value.toPrecision(4)).toString();
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${availableParallelism()} × ${model}, ${Math.round(totalmem() / BYTES_PER_GIB)} GiB`;
}

/** An installed appliance has no git; its version is in the report instead. */
function commit(): string {
  try {
    return execFileSync('git', ['-C', projectRoot, 'rev-parse', '--short', 'HEAD'], { stdio: 'pipe' })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}
