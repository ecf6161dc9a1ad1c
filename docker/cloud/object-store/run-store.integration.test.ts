import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCeph, WITHOUT_CEPH } from '../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { s3ConfigSchema } from '../../../cloud-sync/object-store/object-store.config.ts';
import { openObjectStore } from '../../../cloud-sync/object-store/open-object-store.ts';
import type { ObjectContent } from '../../../device/ports/object-store.port.ts';
import { type RunStore, RunStoreFolder } from './run-store.fixture.ts';

if (!hasCeph()) process.stdout.write(WITHOUT_CEPH);

const KEY = 'users/anna/swings/s1/x';
const CONTENT = contentOf('a report');

describe.runIf(hasCeph())('the stack’s object store', () => {
  let folder: RunStoreFolder;
  let store: RunStore;
  beforeAll(async () => {
    folder = new RunStoreFolder();
    store = await folder.start();
  });
  afterAll(() => folder.remove());

  it('has what a bay is to be given: a bucket, and a key to it', async () => {
    const bay = openObjectStore(s3ConfigSchema.parse(store.forBays), { dataDirectory: null });
    await bay.put(KEY, CONTENT);
    expect(await bay.holds(KEY, CONTENT, 'read')).toBe(true);
    await bay.close();
  });

  it('ends whole, so that it is started again, when its disk’s process dies; and goes on from there', async () => {
    const programs = ['ceph-mon', 'ceph-osd', 'radosgw'];
    const running = programs.flatMap((program) => store.pidsOf(program));
    expect(running).toHaveLength(programs.length);
    process.kill(store.pidsOf('ceph-osd')[0] ?? 0, 'SIGKILL');
    expect(await store.exited).toEqual({ code: 1, signal: null });
    expect(running.filter(isThere)).toEqual([]);
    const again = await folder.start();
    const bay = openObjectStore(s3ConfigSchema.parse(again.forBays), { dataDirectory: null });
    expect(await bay.holds(KEY, CONTENT, 'read')).toBe(true);
    await bay.close();
    expect(await again.end()).toEqual({ code: 0, signal: null });
  });
});

function contentOf(text: string): ObjectContent {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { from: { bytes }, sha256, bytes: bytes.length, mediaType: 'application/json' };
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
