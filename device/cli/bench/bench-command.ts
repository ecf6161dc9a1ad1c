/** `swingbay bench NAME`: measures one promise and says whether it is kept. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { Argument, Command, Option } from 'commander';
import { projectRoot } from '../../config/project-root.ts';
import type { BenchResult, Figure } from './figure.ts';

interface BenchOptions {
  readonly quick: boolean;
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<readonly Figure[]>>> = {
  live: async (options) => (await import('./live.bench.ts')).benchLive(options),
  capture: async (options) => (await import('../../capture/capture.bench.ts')).benchCapture(options),
  analyze: async (options) => (await import('../../analysis/analyze.bench.ts')).benchAnalyze(options),
  recovery: async () => (await import('./recovery.bench.ts')).benchRecovery(),
  render: async () => (await import('../../virtual-bay/render.bench.ts')).benchRender(),
  similarity: async (options) => (await import('./similarity/similarity.bench.ts')).benchSimilarity(options),
  crop: async () => (await import('../../pose/crop-sampler.bench.ts')).benchCrop(),
};

const BYTES_PER_GIB = 2 ** 30;

export function benchCommand(): Command {
  return new Command('bench')
    .addArgument(new Argument('<name>', 'which promise').choices(Object.keys(BENCHES)))
    .addOption(new Option('--quick', 'a shorter, rougher measurement').default(false))
    .addOption(new Option('--json', 'the figures as JSON on standard output').default(false))
    .action(async (name: string, options: { quick: boolean; json: boolean }) => {
      const measure = BENCHES[name];
      if (measure === undefined) return;
      const figures = await measure({ quick: options.quick });
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
