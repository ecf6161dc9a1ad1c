import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import { openDatabase } from './database.ts';
import { MediaRows } from './media-rows.ts';
import type { OutboxRepository } from './outbox-repository.ts';

it('reads the files of a state page by page, each once and the oldest first', async () => {
  const directory = temporaryDirectory();
  const store = await openStoreIn(directory.path);
  const { id: swing } = store.swings.recordSwing(aSwing());
  await store.close();
  const database = openDatabase(join(directory.path, 'swingbay.sqlite'));
  try {
    const rows = new MediaRows({ database, outbox: {} as OutboxRepository, remote: null });
    const about = { kind: 'clip', camera: 'face-on', bytes: 1, mediaType: 'video/mp4' } as const;
    const files = Array.from({ length: 1_001 }, (_, n) => ({ ...about, sha256: String(n).padStart(64, '0') }));
    rows.attachRemote(swing, files, '2026-11-26T10:00:00.000Z');
    expect([...rows.inState('remote')].map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256));
    expect([...rows.inState('lost')]).toEqual([]);
  } finally {
    database.close();
    directory.remove();
  }
});
