import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCeph, WITHOUT_CEPH } from '../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { RunStoreFolder } from './run-store.fixture.ts';

if (!hasCeph()) process.stdout.write(WITHOUT_CEPH);

describe.runIf(hasCeph())('the stack’s object store', () => {
  let folder: RunStoreFolder;
  beforeAll(() => {
    folder = new RunStoreFolder();
  });
  afterAll(() => folder.remove());

  it('ends whole, so that it is started again, when its disk’s process dies; and goes on from there', async () => {
    const store = await folder.start();
    const programs = ['ceph-mon', 'ceph-osd', 'radosgw'];
    const running = programs.flatMap((program) => store.pidsOf(program));
    expect(running).toHaveLength(programs.length);
    process.kill(store.pidsOf('ceph-osd')[0] ?? 0, 'SIGKILL');
    expect(await store.exited).toEqual({ code: 1, signal: null });
    expect(running.filter(isThere)).toEqual([]);
    const again = await folder.start();
    expect((await fetch(again.url)).status).toBe(200);
    expect(await again.end()).toEqual({ code: 0, signal: null });
  });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
