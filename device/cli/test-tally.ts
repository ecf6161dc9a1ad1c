/**
 * What `swingbay test` counts, and how it reads vitest's report. Pure: it neither runs nor prints anything.
 *
 * A run may fail without any failed test: a file that does not load, an error after the last test, a crash before
 * the report is written. Each counts as one failure, or a broken run would end with a pass.
 */
import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

/** What vitest says of a test whose process ended before it: one that is left out on purpose is `skipped`. */
const NEVER_RUN = 'pending';

const vitestReport = z.object({
  numPassedTests: z.int().nonnegative(),
  numFailedTests: z.int().nonnegative(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      /** Why a file did not load; empty where it did. */
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** `report` is the parsed report, or null where vitest wrote none. */
export function tallyOfVitest(report: unknown, exitCode: number): Tally {
  const read = vitestReport.safeParse(report);
  if (!read.success) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, testResults } = read.data;
  const filesNotLoaded = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const neverRun = testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === NEVER_RUN));
  const failed = numFailedTests + filesNotLoaded + neverRun.length;
  return {
    passed: numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: skippedTests(report).length,
  };
}

export function skippedTests(report: unknown): readonly string[] {
  const read = vitestReport.safeParse(report);
  if (!read.success) return [];
  return read.data.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => !['passed', 'failed', NEVER_RUN].includes(test.status))
      .map((test) => test.fullName.trim()),
  );
}

/**
 * Every failed test, every one that was not come to, and every file that did not load, with the first line of why: the
 * whole log may be long gone.
 */
export function failedTests(report: unknown): readonly string[] {
  const read = vitestReport.safeParse(report);
  if (!read.success) return [];
  return read.data.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => ['failed', NEVER_RUN].includes(test.status));
    if (file.status === 'failed' && failed.length === 0) return [`${file.name} › ${firstLine(file.message)}`];
    return failed.map(
      (test) =>
        `${file.name} › ${test.fullName.trim()} › ${test.status === NEVER_RUN ? ENDED_EARLY : firstLine(test.failureMessages?.[0] ?? '')}`,
    );
  });
}

/** Every test that passed at its second try alone, with what the first one said: it is to be mended all the same. */
export function unsteadyTests(report: unknown): readonly string[] {
  const read = vitestReport.safeParse(report);
  if (!read.success) return [];
  return read.data.testResults.flatMap((file) =>
    file.assertionResults.flatMap(({ status, fullName, failureMessages }) => {
      const [first] = failureMessages ?? [];
      return status === 'passed' && first !== undefined
        ? [`${file.name} › ${fullName.trim()} › ${firstLine(first)}`]
        : [];
    }),
  );
}

const ENDED_EARLY = 'never run: the process of its file ended before it';

const firstLine = (text: string) => text.trim().split('\n', 1)[0];

/** The last line of a run; continuous integration reads it. */
export function sentence(tally: Tally): string {
  const skipped = tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`;
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}
