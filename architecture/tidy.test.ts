import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSourceFiles } from './source-files.ts';
import { TIDY_RULES } from './tidy-rules.ts';

describe('the tree is tidy', () => {
  const files = readSourceFiles(join(import.meta.dirname, '..'));

  it.each(TIDY_RULES)('$name', ({ appliesTo, problems }) => {
    const found = files
      .filter(({ path }) => appliesTo(path))
      .flatMap((file) => problems(file).map((problem) => `${file.path}: ${problem}`));
    expect(found).toEqual([]);
  });
});

const lines = (count: number) => 'x\n'.repeat(count);
const metric = "export const tempo: Metric = { entry: { id: 'tempo-ratio' } };";

/** For each rule, in their order: a file that breaks it and one that keeps it. */
const SAMPLES: readonly { breaks: [path: string, text: string]; keeps: [path: string, text: string] }[] = [
  { breaks: ['device/a.ts', lines(401)], keeps: ['device/a.test.ts', lines(600)] },
  { breaks: ['device/pose/pose-utils.ts', ''], keeps: ['device/bay/base-line.ts', ''] },
  { breaks: ['device/poseTracker.ts', ''], keeps: ['device/pose-tracker.contract.test.ts', ''] },
  { breaks: ['device/a.ts', `// ${'TO' + 'DO'}: later`], keeps: ['device/a.ts', '// Nothing to do here.'] },
  { breaks: ['device/a.test.ts', `it.${'only'}('x')`], keeps: ['device/a.test.ts', "it.skipIf(!clips)('x')"] },
  {
    breaks: ['device/a.ts', `const home = process.${'env'}['HOME'];`],
    keeps: ['device/config/environment.ts', `process.${'env'}`],
  },
  {
    breaks: ['README.md', `see ${['', 'home', 'anna', 'swingbay'].join('/')}`],
    keeps: ['README.md', 'see ../home/ and ./bay/'],
  },
  {
    breaks: ['device/swing/tempo.ts', 'const seed = Math.random();'],
    keeps: ['device/swing/tempo.test.ts', 'const seed = Math.random();'],
  },
  {
    breaks: ['device/swing/metrics/tempo.ts', metric],
    keeps: ['device/swing/metrics/tempo-ratio.ts', metric],
  },
];

describe('the rules of tidiness', () => {
  it('have each a sample that breaks them and one that keeps them', () => {
    expect(SAMPLES).toHaveLength(TIDY_RULES.length);
  });

  it.each(TIDY_RULES.map((rule, at) => ({ rule, ...SAMPLES[at] })))('$rule.name', ({ rule, breaks, keeps }) => {
    const problems = ([path, text]: [string, string] = ['', '']) =>
      rule.appliesTo(path) ? rule.problems({ path, text }) : [];
    expect(problems(breaks)).not.toEqual([]);
    expect(problems(keeps)).toEqual([]);
  });
});
