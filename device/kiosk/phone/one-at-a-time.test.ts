import { expect, it } from 'vitest';
import { type Lockers, oneAtATime } from './one-at-a-time.ts';

/** The storage that all tabs of a browser share. */
function sharedStorage(): Lockers['storage'] {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

it('lets two tabs without locks do their work one after the other', async () => {
  const lockers = { locks: undefined, storage: sharedStorage() };
  let running = 0;
  let most = 0;
  const work = async (name: string) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
    return name;
  };
  const first = oneAtATime('refresh', lockers, () => work('first'));
  const second = oneAtATime('refresh', lockers, () => work('second'));
  expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  expect(most).toBe(1);
});

it('tells whoever waited that somebody else did the same just now', async () => {
  const lockers = { locks: undefined, storage: sharedStorage() };
  const work = (hasWaited: boolean) => Promise.resolve(hasWaited);
  const both = [oneAtATime('refresh', lockers, work), oneAtATime('refresh', lockers, work)];
  expect(await Promise.all(both)).toEqual([false, true]);
  expect(await oneAtATime('refresh', lockers, work)).toBe(false);
});

it('gives the lease back also when the work fails', async () => {
  const lockers = { locks: undefined, storage: sharedStorage() };
  await expect(oneAtATime('refresh', lockers, () => Promise.reject(new Error('no line')))).rejects.toThrow('no line');
  expect(lockers.storage.getItem('refresh')).toBeNull();
});
