/**
 * `swingbay test`: every check and every tier of tests that this machine can run, one after the other, and one last
 * line that counts them. `./swingbay` has already seen to Chromium and, with --install-servers, to the test servers.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../config/project-root.ts';
import { isPresent, TEST_SERVERS, testsThatNeed } from './test-servers.ts';
import {
  add,
  failedTests,
  NOTHING,
  sentence,
  skippedTests,
  type Tally,
  tallyOfVitest,
  unsteadyTests,
} from './test-tally.ts';

/** Scripts of package.json, each counted as one test. The architecture's rules are among the unit tests. */
const STATIC_CHECKS = ['format:check', 'lint', 'types', 'dead-code'] as const;

const STATIC = 'static';
const TIERS = ['unit', 'contract', 'integration', 'page', 'e2e'] as const;

interface Selection {
  readonly staticChecks: boolean;
  readonly tiers: readonly string[];
  /** Parts of test file names, as vitest takes them; none means every file. */
  readonly files: readonly string[];
}

export function testCommand(): Command {
  return new Command('test')
    .argument('[what...]', `tiers (${STATIC}, ${TIERS.join(', ')}) or parts of test file names; everything when absent`)
    .option('--install-servers', 'first install, through apt, the servers that some tests talk to')
    .action(async (what: readonly string[]) => {
      const tally = await runTests(selectionOf(what));
      process.exitCode = tally.failed === 0 ? 0 : 1;
    });
}

/** A file's name alone runs it in whichever tier it is; no static check is made then. */
export function selectionOf(what: readonly string[]): Selection {
  const named = new Set(what);
  const tiers = TIERS.filter((tier) => named.has(tier));
  const files = what.filter((word) => word !== STATIC && !TIERS.some((tier) => tier === word));
  const nothingNamed = tiers.length === 0 && !named.has(STATIC);
  return {
    staticChecks: named.has(STATIC) || what.length === 0,
    tiers: nothingNamed ? TIERS : tiers,
    files,
  };
}

async function runTests(selection: Selection): Promise<Tally> {
  nameMissingServers();
  let tally = NOTHING;
  const failures: string[] = [];
  const skipped: string[] = [];
  const unsteady: string[] = [];
  // Beside each other: most of them keep one core busy.
  const checks = (selection.staticChecks ? STATIC_CHECKS : []).map((script) => ({ script, ended: check(script) }));
  for (const { script, ended } of checks) {
    const { passed, said } = await ended;
    heading(script);
    print(said);
    tally = add(tally, passed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 });
    if (!passed) failures.push(script);
  }
  for (const tier of selection.tiers) {
    heading(`${tier} tests`);
    const { tally: counted, leftOut, failed, unsteady: shaky } = await runTier(tier, selection.files);
    tally = add(tally, counted);
    skipped.push(...leftOut);
    unsteady.push(...shaky);
    if (counted.failed > 0) failures.push(...(failed.length > 0 ? failed : [`the ${tier} tests, which ended early`]));
  }
  heading('result');
  for (const name of skipped) print(`left out: ${name}`);
  for (const name of unsteady) print(`passed at the second try: ${name}`);
  for (const failure of failures) print(`failed: ${failure}`);
  print(sentence(tally));
  return tally;
}

function nameMissingServers(): void {
  for (const server of TEST_SERVERS.filter((candidate) => !isPresent(candidate))) {
    const tests = testsThatNeed(server, projectRoot);
    if (tests.length === 0) continue;
    print(`${server.name} is missing (${server.debianPackages}); these leave out what needs it: ${tests.join(', ')}.`);
    print('To run them too: ./swingbay test --install-servers');
  }
}

interface TierResult {
  readonly tally: Tally;
  readonly leftOut: readonly string[];
  readonly failed: readonly string[];
  readonly unsteady: readonly string[];
}

async function runTier(tier: string, files: readonly string[]): Promise<TierResult> {
  const folder = join(projectRoot, '.swingbay', 'test');
  const reportFile = join(folder, `${tier}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(reportFile, { force: true });
  const exitCode = await run('env', [
    // Whoever names a file may want to see it; the pictures of all pages take a quarter of their time.
    ...(files.length === 0 ? ['SWINGBAY_TEST_PICTURES=none'] : []),
    ...[process.execPath, join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs')],
    ...['run', '--project', tier, '--passWithNoTests'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    ...files,
  ]);
  const report = readReport(reportFile);
  return {
    tally: tallyOfVitest(report, exitCode),
    leftOut: skippedTests(report),
    failed: failedTests(report).map(inProject),
    unsteady: unsteadyTests(report).map(inProject),
  };
}

const inProject = (text: string) => text.replace(`${projectRoot}/`, '');

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A crash leaves no report or half of one; the tally counts that as a failure.
    return null;
  }
}

/** One script of package.json, with what it says kept until its turn to be shown has come. */
async function check(script: string): Promise<{ readonly passed: boolean; readonly said: string }> {
  const child = spawn(process.execPath, ['--run', script], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise<number>((resolve) => {
    child.once('error', ({ message }) => {
      said += message;
      resolve(1);
    });
    child.once('close', (ended) => resolve(ended ?? 1));
  });
  return { passed: code === 0, said: said.trimEnd() };
}

/** Runs in the project's folder with this terminal; a signal's end reads as 1. */
function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function heading(title: string): void {
  print(`\n── ${title} ${'─'.repeat(Math.max(2, 70 - title.length))}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
