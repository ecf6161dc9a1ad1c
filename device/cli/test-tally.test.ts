import { describe, expect, it } from 'vitest';
import { add, failedTests, sentence, skippedTests, tallyOfVitest, unsteadyTests } from './test-tally.ts';

const test = (status: string, fullName = 'a test') => ({ status, fullName });

function report(...files: { status: string; tests: { status: string; fullName: string }[] }[]) {
  const tests = files.flatMap((file) => file.tests);
  const count = (status: string) => tests.filter((one) => one.status === status).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    testResults: files.map((file) => ({ name: 'a file', status: file.status, assertionResults: file.tests })),
  };
}

describe('the tally of a test run', () => {
  it('counts what vitest counted', () => {
    const tests = [test('passed'), test('failed'), test('skipped')];
    expect(tallyOfVitest(report({ status: 'failed', tests }), 1)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('counts a file that did not load as one failure', () => {
    const good = { status: 'passed', tests: [test('passed')] };
    const tally = tallyOfVitest(report(good, { status: 'failed', tests: [] }), 1);
    expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts an error outside every test as one failure', () => {
    const tally = tallyOfVitest(report({ status: 'passed', tests: [test('passed')] }), 1);
    expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts and names what was never run, because the process of its file ended, as failed', () => {
    const read = report({ status: 'passed', tests: [test('passed'), test('pending'), test('skipped')] });
    expect(tallyOfVitest(read, 1)).toEqual({ passed: 1, failed: 1, skipped: 1 });
    expect(failedTests(read)).toEqual(['a file › a test › never run: the process of its file ended before it']);
    expect(skippedTests(read)).toHaveLength(1);
  });

  it('counts a run without a report as one failure', () => {
    expect(tallyOfVitest(null, 139)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('names the tests that were left out', () => {
    const tests = [test('passed'), test('skipped', ' RTSP camera gives frames')];
    expect(skippedTests(report({ status: 'passed', tests }))).toEqual(['RTSP camera gives frames']);
  });

  it('names each failed test with its file and the first line of why', () => {
    const broken = { ...test('failed', 'a bay sees a swing'), failureMessages: ['Error: saw none\n    at a line'] };
    const named = failedTests(report({ status: 'failed', tests: [test('passed'), broken] }));
    expect(named).toEqual(['a file › a bay sees a swing › Error: saw none']);
  });

  it('names each test that needed its second try, with what the first one said', () => {
    const unsteady = { ...test('passed', 'a bay sees a swing'), failureMessages: ['Error: saw none\n    at a line'] };
    const read = report({ status: 'passed', tests: [test('passed'), unsteady] });
    expect(unsteadyTests(read)).toEqual(['a file › a bay sees a swing › Error: saw none']);
    expect(failedTests(read)).toEqual([]);
  });

  it('names a file that did not load', () => {
    const { testResults, ...counts } = report({ status: 'failed', tests: [] });
    const unloaded = { ...counts, testResults: testResults.map((file) => ({ ...file, message: 'no such module\n' })) };
    expect(failedTests(unloaded)).toEqual(['a file › no such module']);
  });

  it('ends with a line that names skipped tests only when there are some', () => {
    const one = { passed: 2, failed: 0, skipped: 0 };
    expect(sentence(one)).toBe('2 passed, 0 failed');
    expect(sentence(add(one, { passed: 1, failed: 3, skipped: 4 }))).toBe('3 passed, 3 failed, 4 skipped');
  });
});
