import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const MODULE = new URL('./open-cv.ts', import.meta.url).href;

/** In a process of its own: the runner of tests has handlers too. */
async function inProcess(script: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { timeout: 60_000 });
  return JSON.parse(stdout);
}

describe('OpenCV in a process', () => {
  it('leaves its handlers of last resort to whoever started it, and takes none of theirs', async () => {
    const counted = await inProcess(`
      const count = () => ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
      const own = () => undefined;
      process.on('unhandledRejection', own);
      const { openCv } = await import('${MODULE}');
      const loading = openCv();
      const during = () => undefined;
      process.on('uncaughtException', during);
      await loading;
      const ours = process.listeners('unhandledRejection').includes(own) &&
        process.listeners('uncaughtException').includes(during);
      console.log(JSON.stringify({ count: count(), ours }));
    `);
    expect(counted).toEqual({ count: [1, 1], ours: true });
  });

  it('does not end it by a rejection that somebody handles', async () => {
    const told = await inProcess(`
      const { openCv } = await import('${MODULE}');
      await openCv();
      process.on('unhandledRejection', (reason) => console.log(JSON.stringify(reason.message)));
      void Promise.reject(new Error('nobody awaits me'));
    `);
    expect(told).toBe('nobody awaits me');
  });
});
