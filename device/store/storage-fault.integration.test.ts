import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';

const RECORDING_PROCESS = fileURLToPath(new URL('./fixtures/recording-process.ts', import.meta.url));

const canInject = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!canInject)
  process.stdout.write('A disk that fails to flush is not tested: it needs strace, and the right to trace.\n');

describe.skipIf(!canInject)('a disk that fails to flush', () => {
  it('ends the recording with a coded error, and every swing acknowledged before is there', async () => {
    const directory = temporaryDirectory();
    try {
      const inject = ['-f', '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO:when=60+'];
      const recorder = spawnSync('strace', [...inject, process.execPath, RECORDING_PROCESS, directory.path], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect(recorder.stderr).toContain('store/io-failed');
      const recorded = recorder.stdout.split('\n').filter((line) => line.startsWith('recorded '));
      expect(recorded.length).toBeGreaterThan(0);
      const store = await openStoreIn(directory.path);
      for (const line of recorded) expect(store.swings.find(line.split(' ')[1] ?? '').kind).toBe('shot');
      await store.close();
    } finally {
      directory.remove();
    }
  });
});
