import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AnalysisQueue } from './analysis-queue.ts';
import { type Database, openDatabase } from './database.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let database: Database;
const alive = new Set(['one', 'two']);

/** Two processes on the same file. */
function queueOf(owner: string, jobsMax = 10): AnalysisQueue {
  return new AnalysisQueue(database, { owner, jobsMax, attemptsMax: 2, isAlive: (who) => alive.has(who) });
}

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
  database = openDatabase(`${directory.path}/swingbay.sqlite`);
  alive.add('one').add('two');
});
afterEach(async () => {
  database.close();
  await store.close();
  directory.remove();
});

const swing = (kind: 'shot' | 'upload' = 'shot'): string => store.swings.recordSwing(aSwing({ kind })).id;
const failure = { code: 'analysis/broken', message: 'It broke.' } as const;

describe('the queue of analyses', () => {
  it('gives live swings out before uploads, older before newer, each to one process', () => {
    const [upload, first, second] = [swing('upload'), swing(), swing()];
    for (const id of [upload, first, second]) queueOf('one').enqueue(id);
    const claims = ['one', 'two', 'one', 'two'].map((owner) => queueOf(owner).claim()?.swing);
    expect(claims).toEqual([first, second, upload, undefined]);
  });

  it('has at most one open job for a swing', () => {
    const id = swing();
    expect([queueOf('one').enqueue(id), queueOf('one').enqueue(id)]).toEqual([true, true]);
    expect(queueOf('one').openJobs()).toBe(1);
  });

  it('gives the job of a dead process to a living one, and not for ever', () => {
    const id = swing();
    queueOf('one').enqueue(id);
    expect(queueOf('one').claim()?.attempt).toBe(1);
    alive.delete('one');
    expect(queueOf('two').claim()).toMatchObject({ swing: id, attempt: 2 });
    alive.delete('two');
    expect(queueOf('three').claim()).toBeUndefined();
    expect(store.swings.find(id)).toMatchObject({ status: 'failed', failure: { code: 'analysis/process-died' } });
  });

  it('gives the job of a store that was closed to the next one, though the process lives on', async () => {
    const id = swing();
    store.queue.enqueue(id);
    store.queue.claim();
    expect(store.queue.claim()).toBeUndefined();
    await store.close();
    store = await openStoreIn(directory.path);
    expect(store.queue.claim()).toMatchObject({ swing: id, attempt: 2 });
  });

  it('does not let a process end a job that was taken from it', () => {
    queueOf('one').enqueue(swing());
    const job = queueOf('one').claim();
    alive.delete('one');
    queueOf('two').claim();
    expect(() => queueOf('one').finish(job?.id ?? 0)).toThrow(expect.objectContaining({ code: 'store/job-not-held' }));
  });

  it('tries a retryable failure again until its attempts are used up, another one never', () => {
    const [retried, refused] = [swing(), swing()];
    const queue = queueOf('one');
    queue.enqueue(retried);
    queue.enqueue(refused);
    expect(queue.fail(queue.claim()?.id ?? 0, failure, true)).toBe('queued');
    expect(queue.fail(queue.claim()?.id ?? 0, failure, true)).toBe('failed');
    expect(queue.fail(queue.claim()?.id ?? 0, failure, false)).toBe('failed');
    for (const id of [retried, refused]) expect(store.swings.find(id)).toMatchObject({ status: 'failed', failure });
  });

  it('keeps a swing beyond its bound, and says that it was not analysed', () => {
    const [first, second] = [swing(), swing()];
    expect(queueOf('one', 1).enqueue(first)).toBe(true);
    expect(queueOf('one', 1).enqueue(second)).toBe(false);
    expect(store.swings.find(second).failure?.code).toBe('analysis/queue-full');
  });
});
