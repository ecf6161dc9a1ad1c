import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { besideEachOther } from './beside-each-other.ts';

/** Longer than any item takes to come. */
async function slowly(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
}

it('does so many at once and no more, and each once', async () => {
  const done: number[] = [];
  let [running, most] = [0, 0];
  await besideEachOther([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++running);
    await slowly();
    running--;
    done.push(item);
  });
  expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it.each(['the work', 'the listing'])('has nothing running any more when %s has failed', async (what) => {
  async function* listing(): AsyncGenerator<number> {
    yield 1;
    yield 2;
    if (what === 'the listing') throw new Error(what);
    await nextTurn();
    yield 3;
  }
  const ended: number[] = [];
  const doing = besideEachOther(listing(), 4, async (item) => {
    if (what === 'the work' && item === 2) throw new Error(what);
    await slowly();
    ended.push(item);
  });
  await expect(doing).rejects.toThrow(what);
  expect(ended).toEqual(what === 'the work' ? [1] : [1, 2]);
});
