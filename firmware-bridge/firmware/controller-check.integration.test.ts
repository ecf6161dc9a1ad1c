/** The check that who writes a controller runs, held against controllers that keep and break what is promised. */
import { spawnSync } from 'node:child_process';
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CheckedPromise, checkController } from './controller-check.ts';
import { ControllerProgram } from './controller-program.ts';
import { startSimulatedController } from './simulated-controller.ts';

const isThere = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
const NO_C = !isThere('make') || !isThere('cc');
const NO_PYTHON = !isThere('python3');
if (NO_C) process.stderr.write('The controller is left out: no make or no C compiler.\n');
if (NO_PYTHON) process.stderr.write('The example controller is not tried: no python3.\n');

const EXAMPLE = fileURLToPath(new URL('../examples/controller.py', import.meta.url));

async function problemsOf({ path }: ControllerProgram): Promise<readonly string[]> {
  const told: CheckedPromise[] = [];
  const isKept = await checkController(path, (checked) => told.push(checked));
  const problems = told.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
  expect(isKept).toBe(problems.length === 0);
  return problems;
}

describe.skipIf(NO_C)('the check of a controller', { retry: 2 }, () => {
  it('finds nothing wrong with the firmware, and moves nothing', async () => {
    const controller = await startSimulatedController();
    const before = await controller.report();
    expect(await problemsOf(controller)).toEqual([]);
    const { height, stock, on } = await controller.report();
    expect({ height, stock, on }).toEqual({ height: before['height'], stock: before['stock'], on: '0' });
    await controller.close();
  });
});

describe.skipIf(NO_PYTHON)('the check of a controller in Python', { retry: 2 }, () => {
  const problemsOfScript = async (script: string): Promise<readonly string[]> => {
    const controller = await ControllerProgram.start('python3', [script], /^line (\S+)/);
    try {
      return await problemsOf(controller);
    } finally {
      await controller.close();
    }
  };

  it('finds nothing wrong with the example', async () => {
    expect(await problemsOfScript(EXAMPLE)).toEqual([]);
  });

  it.each([
    ['forgets the lock', 'if kind != 0x14 and self.locked:', 'if False:', 'while a player swings'],
    ['outlives silence', 'at - self.heard >= 400000', 'at - self.heard >= 4000000', '400 ms of silence'],
    ['carries copies out', 'sequence < self.last: return', 'False: return', 'an older one not at all'],
    [
      'has a wrong checksum',
      'zlib.crc32(packet))) + b"\\0")',
      'zlib.crc32(packet) ^ 1)) + b"\\0")',
      'its CRC is wrong',
    ],
    ['is safe too late', 'len(DEVICES), 0, 400)', 'len(DEVICES), 0, 900)', 'safe after 900 ms'],
  ])('says so when it %s', async (_, right, wrong, problem) => {
    const text = await readFile(EXAMPLE, 'utf8');
    expect(text.split(right)).toHaveLength(2);
    const directory = await mkdtemp(join(tmpdir(), 'swingbay-check-'));
    try {
      const script = join(directory, 'controller.py');
      await writeFile(script, text.replace(right, wrong));
      expect((await problemsOfScript(script)).join('\n')).toContain(problem);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
