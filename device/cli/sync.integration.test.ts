import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { systemClock } from '../clock/clock.ts';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { freePort } from './free-port.fixture.ts';

const run = promisify(execFile);
/** Each command is a process of its own, read from its sources. */
const PATIENCE_MS = 120_000;
const program = fileURLToPath(new URL('main.ts', import.meta.url));

/** The command as its user runs it. */
async function swingbay(...words: string[]): Promise<{ code: number; out: string; error: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [program, ...words], { timeout: PATIENCE_MS });
    return { code: 0, out: stdout, error: stderr };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, error: stderr };
  }
}

function describeBay(directory: string, dataDirectory: string, port: number): string {
  const camera = { name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 64, height: 36, fps: 5 };
  const file = join(directory, 'bay.yaml');
  const store = { dataDirectory, floorMiB: 0, reserveMiB: 0 };
  const sync = { to: { kind: 'folder', path: join(directory, 'drive') } };
  writeFileSync(file, stringify({ cameras: [camera], store, sync, api: { host: '127.0.0.1', port } }));
  return file;
}

describe('swingbay sync, asked of a bay that is open', () => {
  let api: ApiInTest;
  let config: string;
  beforeEach(async () => {
    api = await startApi();
    config = describeBay(api.directory, api.store.dataDirectory, Number(new URL(api.origin).port));
  });
  afterEach(() => api.close());

  it(
    'says what waits, since when, what holds it up and what was given up, and lets that try again',
    async () => {
      const said = await swingbay('sync', '--config', config);
      expect(said.code).toBe(3);
      expect(said.out).toContain('Swings go to: s3 (resting)');
      expect(said.out).toContain(
        'sent 40 · waiting 3, the oldest since 2026-06-01T10:00:00.000Z · withheld 2 · given up 1',
      );
      expect(said.out).toContain('object-store/unreachable: The object store cannot be reached. Check the line.');
      expect(said.out).toContain('given up, swing s: The file is gone. (sync/file-gone)');
      expect((await swingbay('sync', 'retry', '--config', config)).out).toBe(
        'Tried again: 1 that had been given up.\n',
      );
      const { out } = await swingbay('sync', '--config', config, '--json');
      expect(JSON.parse(out)).toMatchObject({ pending: 4, parked: 0, parkedReasons: [] });
      expect((await swingbay('sync', 'accept-folder', '--config', config)).error).toContain('sync/bay-running');
    },
    PATIENCE_MS,
  );
});

describe('swingbay sync, where no bay runs', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let config: string;
  beforeEach(async () => {
    directory = temporaryDirectory();
    const store = await openStoreIn(directory.path, {}, systemClock, { guestsMayLeave: false });
    const { id } = store.players.add('Ada', null);
    store.players.change(id, { sharesSince: '2026-05-01T10:00:00.000Z' });
    const swing = store.swings.recordSwing(aSwing({ player: id }));
    store.swings.storeRevision({ report: sampleReport(swing.id) });
    store.swings.recordSwing(aSwing({ player: null }));
    const [first] = store.outbox.waiting(1);
    store.outbox.claim(first?.id ?? 0);
    const refusal = { code: 'sync/file-gone', message: 'The file is gone.' } as const;
    store.outbox.markRefused(first?.id ?? 0, refusal, 'park');
    const { dataDirectory } = store;
    await store.close();
    config = describeBay(directory.path, dataDirectory, await freePort());
  });
  afterEach(() => directory.remove());

  it(
    'reads it from the bay’s data, and lets what was given up go when the bay is opened again',
    async () => {
      const { code, out } = await swingbay('sync', '--config', config, '--json');
      expect(code).toBe(3);
      expect(JSON.parse(out)).toMatchObject({
        to: 'folder',
        activity: 'off',
        pending: 1,
        withheld: 1,
        parked: 1,
        sent: 0,
      });
      expect(JSON.parse(out).parkedReasons).toMatchObject([{ code: 'sync/file-gone', message: 'The file is gone.' }]);
      expect((await swingbay('sync', 'retry', '--config', config)).out).toBe(
        'Tried again: 1 that had been given up.\n',
      );
      const again = await swingbay('sync', '--config', config);
      expect([again.code, again.out]).toEqual([0, expect.stringContaining('sent 0 · waiting 2')]);
      expect((await swingbay('sync', 'retry', '--config', config)).out).toBe('Nothing had been given up.\n');
    },
    PATIENCE_MS,
  );

  it(
    'takes another folder for the object store when it is told to, and sends everything there again',
    async () => {
      const drive = join(directory.path, 'drive');
      const accept = () => swingbay('sync', 'accept-folder', '--config', config);
      const none = await accept();
      expect([none.code === 0, none.out]).toEqual([false, '']);
      expect(none.error).toContain('object-store/folder-missing');
      mkdirSync(drive);
      expect((await accept()).out).toBe(
        `${drive} is used from now on. Sent again: 0 that had been sent to the one before.\n`,
      );
      expect((await accept()).out).toBe(`${drive} is the folder that was used before.\n`);
    },
    PATIENCE_MS,
  );

  it(
    'says what is wrong with a configuration that is not there',
    async () => {
      const { code, error, out } = await swingbay('sync', '--config', join(directory.path, 'none.yaml'));
      expect(code).not.toBe(0);
      expect(out).toBe('');
      expect(error).toContain('none.yaml');
    },
    PATIENCE_MS,
  );
});
