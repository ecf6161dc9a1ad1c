import { expect, it } from 'vitest';
import { turnsDuring } from '../clock/turns.fixture.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import { forgetSwingsOf } from './forget-swings.ts';

it('forgets a player’s swings one after the other, while everybody else has their turn', async () => {
  const directory = temporaryDirectory();
  const store = await openStoreIn(directory.path);
  try {
    const player = store.players.add('Ada', null).id;
    const swings = 30;
    store.transact('swings without files', () => {
      for (let n = 0; n < swings; n++) store.swings.recordSwing(aSwing({ player }));
    });
    expect(await turnsDuring(() => forgetSwingsOf(player, store))).toBeGreaterThanOrEqual(swings);
    expect(store.swings.list({ owner: player }, 1).swings).toEqual([]);
  } finally {
    await store.close();
    directory.remove();
  }
});
