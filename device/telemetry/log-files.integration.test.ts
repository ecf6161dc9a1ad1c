import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { LogFiles } from './log-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swingbay-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('the log in files is bounded, ends with the newest lines, and is nobody else’s to read', async () => {
  const files = new LogFiles(join(folder, 'logs'), 1);
  for (let part = 0; part < 40; part++) {
    for (let line = 0; line < 500; line++) files.write(`{"line":${part * 500 + line},"filling":"${'x'.repeat(60)}"}\n`);
    // As a bay does, it leaves the disk time between its lines.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  files.write('{"line":20000}\n');
  await files.close();
  const kept = files.files();
  expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1.5 * 1024 * 1024);
  expect(kept.length).toBe(4);
  const lines = kept.flatMap(({ path }) => readFileSync(path, 'utf8').trimEnd().split('\n'));
  const numbers = lines.map((line) => (JSON.parse(line) as { line: number }).line);
  expect(numbers.at(-1)).toBe(20_000);
  const missing = numbers.filter((number, at) => at > 0 && number !== (numbers[at - 1] ?? 0) + 1);
  expect(missing.length).toBeLessThanOrEqual(files.dropped);
  expect(statSync(kept[0]?.path ?? '').mode & 0o077).toBe(0);
});

it('what the daemon logs is in the files as well, without its secrets', async () => {
  const files = new LogFiles(folder, 1);
  const said: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => said.push(line) }, files });
  log.room('fleet').info({ token: 'abc', n: 1 }, 'Something happened.');
  await files.close();
  const [file] = files.files();
  expect(readFileSync(file?.path ?? '', 'utf8')).toBe(said.join(''));
  expect(said.join('')).not.toContain('abc');
});

it('a folder that cannot be made costs the log in files, and nothing else', async () => {
  writeFileSync(join(folder, 'file'), '');
  const files = new LogFiles(join(folder, 'file', 'logs'), 1);
  files.write('a line\n');
  await new Promise((resolve) => setTimeout(resolve, 50));
  files.write('another\n');
  await files.close();
  expect(files.dropped).toBeGreaterThan(0);
});
