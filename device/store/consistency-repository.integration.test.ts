import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

const about = { kind: 'shot', bay: 'bay-1', player: null, bootId: 'boot', monotonicNs: 1 } as const;
const swingsOf = (session: string) => [0, 1, 2].map(() => store.swings.recordSwing({ ...about, session }).id);
const score = (session: string, points: number, swings: readonly string[]) => ({
  ...{ session, player: null, points, low: points - 5, high: points + 5, swings },
});

describe('the consistency scores of a bay', () => {
  it('keeps the best of each visit, the most points first', () => {
    const [one, two] = [swingsOf('one'), swingsOf('two')];
    expect(store.consistency.keepBest(score('one', 60, one))).toBe(true);
    expect(store.consistency.keepBest(score('two', 70, two))).toBe(true);
    expect(store.consistency.keepBest(score('one', 55, one))).toBe(false);
    expect(store.consistency.keepBest(score('one', 60, one))).toBe(false);
    expect(store.consistency.keepBest(score('one', 80, one))).toBe(true);
    expect(store.consistency.best(10).map(({ session, points }) => [session, points])).toEqual([
      ['one', 80],
      ['two', 70],
    ]);
    expect(store.consistency.best(1)).toHaveLength(1);
  });

  it('shows a score no longer when one of its swings was deleted', async () => {
    const swings = swingsOf('one');
    store.consistency.keepBest(score('one', 60, swings));
    expect(store.consistency.best(10)).toMatchObject([{ playerName: null, swings }]);
    await store.swings.remove(swings[1] ?? '');
    expect(store.consistency.best(10)).toEqual([]);
  });

  it('gives a guest’s score to the player who claims its swings, the better one where both have one', () => {
    const [ada, ben] = [store.players.add('Ada', null).id, store.players.add('Ben', null).id];
    store.consistency.keepBest(score('one', 60, swingsOf('one')));
    expect(store.swings.claim('one', ada)).toBe(3);
    expect(store.consistency.best(10)).toMatchObject([{ playerName: 'Ada', points: 60 }]);
    const mixed = swingsOf('two');
    store.swings.claim('two', ben);
    store.consistency.keepBest(score('two', 50, [...mixed.slice(1), ...swingsOf('two').slice(0, 1)]));
    store.swings.claim('two', ada);
    expect(store.consistency.best(10)).toMatchObject([{ points: 60 }, { playerName: null, points: 50 }]);
    store.consistency.keepBest({ ...score('one', 70, swingsOf('one')), player: null });
    store.swings.claim('one', ada);
    expect(store.consistency.best(1)).toMatchObject([{ playerName: 'Ada', points: 70 }]);
    store.consistency.keepBest({ ...score('one', 65, swingsOf('one')), player: null });
    store.swings.claim('one', ada);
    expect(store.consistency.best(10).map(({ points }) => points)).toEqual([70, 50]);
  });
});
