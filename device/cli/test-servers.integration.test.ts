import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../config/project-root.ts';
import { findTestFiles, isPresent, TEST_SERVERS, testsThatNeed } from './test-servers.ts';

const sh = { name: 'a shell', debianPackages: 'dash', probe: 'command -v sh', usedBy: /mkdtempSync/ };

it('tells a program that is there from one that is not', () => {
  expect(isPresent(sh)).toBe(true);
  expect(isPresent({ ...sh, probe: 'command -v a-program-that-nobody-wrote' })).toBe(false);
});

it('names test files that are there, and only of tiers that may talk to a server', () => {
  const files = findTestFiles(projectRoot);
  expect(files).toContain('device/cli/test-servers.integration.test.ts');
  expect(files).not.toContain('device/cli/test-tally.test.ts');
  expect(files.filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
});

it('knows for every test server a test that needs it', () => {
  const useless = TEST_SERVERS.filter((server) => testsThatNeed(server, projectRoot).length === 0);
  expect(useless.map(({ name }) => name)).toEqual([]);
});

it('is installed, every one, by the command that sets a machine up for the tests', () => {
  const script = readFileSync(join(projectRoot, 'swingbay'), 'utf8');
  const installed = [...script.matchAll(/^(?:video|browser|controller|server)_packages='([^']*)'/gm)]
    .flatMap(([, names = '']) => names.split(' '))
    .toSorted();
  const needed = TEST_SERVERS.flatMap(({ debianPackages }) => debianPackages.split(' '));
  expect(installed).toEqual(expect.arrayContaining(needed));
});
