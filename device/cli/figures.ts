/**
 * `swingbay figures --into docs/figures.md FILE…`: puts into that page what `swingbay bench NAME --json` printed, so that
 * no number in it was ever typed by hand. Benches take hours together: those that did not run keep what they said.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { BayError } from '../errors/bay-error.ts';
import type { BenchResult, Figure } from './bench/figure.ts';

const benchResultSchema: z.ZodType<BenchResult> = z.object({
  bench: z.string(),
  commit: z.string(),
  machine: z.string(),
  figures: z.array(
    z.object({
      name: z.string(),
      value: z.number(),
      unit: z.string(),
      floor: z.number().nullable(),
      ratio: z.number().nullable(),
      limit: z.number().nullable(),
      ok: z.boolean(),
    }),
  ),
});

export function figuresCommand(): Command {
  return new Command('figures')
    .argument('<file...>', 'what bench --json printed, one file a bench')
    .option('--into <page>', 'the page whose figures of these benches are exchanged; otherwise it is printed')
    .action((files: readonly string[], { into }: { into?: string }) => {
      const results = files.map(readResult);
      if (into === undefined) process.stdout.write(figuresPage(results));
      else writeFileSync(into, figuresPage(results, readPage(into)));
    });
}

function readPage(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BayError('figures/no-page', `There is no page ${file} into which figures could go.`, {
      hint: 'Name docs/figures.md, or leave --into out to have a page printed.',
      cause,
    });
  }
}

function readResult(file: string): BenchResult {
  try {
    return benchResultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new BayError('figures/unreadable', `${file} is not what a bench prints.`, {
      hint: 'Write it with: ./swingbay bench NAME --json > FILE',
      cause,
    });
  }
}

/** @param earlier a page made before: benches that are not among the results keep their place and figures */
export function figuresPage(results: readonly BenchResult[], earlier = ''): string {
  const sections = new Map<string, string>();
  for (const told of earlier.split(SECTION).slice(1)) {
    sections.set(told.slice(0, told.indexOf('\n')), `## bench ${told.trimEnd()}\n`);
  }
  for (const result of results) sections.set(result.bench, section(result).join('\n'));
  return [...INTRODUCTION, ...sections.values()].join('\n');
}

const SECTION = /^## bench /m;
const INTRODUCTION = [
  '# Figures',
  '',
  'What the benches measured. The page is made, not written: `./swingbay bench NAME --json > NAME.json` for each, then',
  '`./swingbay figures --into docs/figures.md *.json`. A figure with a floor is held against that floor, measured in the',
  'same run on the same machine; the others are promises in seconds or frames, or are only told. A limit is in the unit',
  'of its value.',
  '',
];

function section({ bench, commit, machine, figures }: BenchResult): readonly string[] {
  return [
    `## bench ${bench}`,
    '',
    `Commit ${commit}, on ${machine}.`,
    '',
    '| figure | value | floor | ratio | limit | kept |',
    '|---|---|---|---|---|---|',
    ...figures.map(row),
    '',
  ];
}

function row({ name, value, unit, floor, ratio, limit, ok }: Figure): string {
  const cells = [name, `${short(value)} ${unit}`, short(floor), short(ratio), short(limit)];
  const kept = limit === null ? '' : ok ? 'yes' : '**no**';
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} | ${kept} |`;
}

/** Four digits say more than any of these measurements is good for. */
function short(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(4)));
}
