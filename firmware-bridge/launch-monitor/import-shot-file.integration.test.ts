import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import { importShotFile } from './import-shot-file.ts';
import { launchMonitorConfigSchema } from './launch-monitor.config.ts';

const columns = { time: 'Date', club: 'Club', distance: 'Distance' };
const config = launchMonitorConfigSchema.parse({ arccos: { columns } }).arccos;
const withCode = (code: string, message = ''): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message), hint: expect.any(String) });

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let file: string;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(join(directory.path, 'data'));
  file = join(directory.path, 'shots.csv');
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

describe('a file of shots', () => {
  it('is read in once, however often, and what is new in it later is added', async () => {
    const player = store.players.add('A. Player', null).id;
    writeFileSync(file, 'Date,Club,Distance\n2026-05-01T10:15:00Z,I7,158\n2026-05-01T10:19:00Z,DR,251\n');
    expect(await importShotFile(store, config, file, player)).toEqual({ added: 2, known: 0 });
    expect(await importShotFile(store, config, file, player)).toEqual({ added: 0, known: 2 });
    writeFileSync(file, 'Date,Club,Distance\n2026-05-01T10:19:00Z,DR,251\n2026-05-02T09:00:00Z,PW,101\n');
    expect(await importShotFile(store, config, file, player)).toEqual({ added: 1, known: 1 });
    expect(store.shots.list(10)[2]).toMatchObject({
      source: 'arccos',
      player,
      recordedAt: '2026-05-01T10:15:00.000Z',
      data: { ball: null, distanceM: 158 * 0.9144, clubName: 'I7' },
      raw: '2026-05-01T10:15:00Z,I7,158',
      received: null,
    });
  });

  it('with a mistake is not read in at all', async () => {
    writeFileSync(file, 'Date,Club,Distance\n2026-05-01T10:15:00Z,I7,158\n2026-05-01T10:19:00Z,DR,far\n');
    await expect(importShotFile(store, config, file, null)).rejects.toEqual(
      withCode('launch-monitor/shot-file-invalid', 'Line 3, “Distance”'),
    );
    expect(store.shots.list(10)).toEqual([]);
  });

  it('that is not there, or of whose columns nobody has spoken, is an error with a hint', async () => {
    await expect(importShotFile(store, config, file, null)).rejects.toEqual(
      withCode('launch-monitor/shot-file-unreadable'),
    );
    await expect(importShotFile(store, null, file, null)).rejects.toEqual(withCode('launch-monitor/columns-not-given'));
  });
});
