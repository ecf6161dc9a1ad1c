import { afterEach, describe, expect, it } from 'vitest';
import { seenSwing } from '../../device/cli/bench/restore/measured-swings.ts';
import { embedSwing } from '../../device/swing/embedding/embed-swing.ts';
import type { SwingMotion } from '../../device/swing/metrics/swing-motion.ts';
import { EmbeddingThreads } from './embedding-threads.ts';

let threads: EmbeddingThreads;

afterEach(() => threads.close());

describe('points that are found in threads of their own', () => {
  it('are those that this thread finds, each its swing’s, however many are asked for at once', async () => {
    threads = new EmbeddingThreads(2);
    const swings = [1, 2, 3].map(seenSwing);
    const without = { ...seenSwing(1), events: [] };
    const found = await Promise.all([...swings, without, ...swings].map(threads.embed));
    const expected = swings.map(embedSwing);
    expect(found).toEqual([...expected, null, ...expected]);
    expect(expected).not.toContain(null);
  });

  it('give this thread its turns meanwhile', async () => {
    threads = new EmbeddingThreads(1);
    let isFound = false;
    const found = threads.embed(seenSwing(1)).then(() => {
      isFound = true;
    });
    let turns = 0;
    while (!isFound) {
      await new Promise(setImmediate);
      turns++;
    }
    await found;
    expect(turns).toBeGreaterThan(10);
  });

  it('are refused one by one: what cannot be looked at keeps nobody else from theirs', async () => {
    threads = new EmbeddingThreads(1);
    const swing = seenSwing(1);
    const broken = { ...swing, views: [{ role: 'face-on' }] } as unknown as SwingMotion;
    const [bad, good] = await Promise.allSettled([threads.embed(broken), threads.embed(swing)]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'restore/point-failed', retryable: false } });
    expect(good).toMatchObject({ status: 'fulfilled', value: embedSwing(swing) });
  });

  it('are given up when they are closed, which may be done twice', async () => {
    threads = new EmbeddingThreads(1);
    const asked = Promise.allSettled([threads.embed(seenSwing(1)), threads.embed(seenSwing(2))]);
    await threads.close();
    await threads.close();
    const late = await threads.embed(seenSwing(1)).catch((error: unknown) => error);
    expect(late).toMatchObject({ code: 'restore/point-failed' });
    for (const outcome of await asked) expect(outcome).toMatchObject({ status: 'rejected' });
  });
});
