import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { turnsDuring } from '../clock/turns.fixture.ts';
import type { SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
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

const at = (x: number, changes: Partial<SwingEmbedding> = {}): SwingEmbedding => ({
  space: 'space',
  version: 1,
  values: Float32Array.of(x, 0, 0),
  ...changes,
});

function stored(embedding: SwingEmbedding | null, changes: Parameters<typeof aSwing>[0] = {}): string {
  const { id } = store.swings.recordSwing(aSwing(changes));
  store.swings.storeRevision({ report: sampleReport(id), embedding });
  return id;
}

const near = (x: number, more: object = {}, limit = 10) =>
  store.similarity.nearest({ embedding: at(x), except: '', limit, ...more }).map(({ swing }) => swing);

describe('swings that are alike', () => {
  it('are found nearest first, with what was stored since the last search', () => {
    const [far, close] = [stored(at(9)), stored(at(1))];
    expect(near(0)).toEqual([close, far]);
    const closest = stored(at(0.5));
    expect(near(0)).toEqual([closest, close, far]);
    expect(near(0, { except: closest }, 1)).toEqual([close]);
  });

  it('are never of another space or version, and never practice', () => {
    const own = stored(at(1));
    stored(at(0, { space: 'face-on' }));
    stored(at(0, { version: 2 }));
    stored(at(0), { kind: 'practice' });
    stored(null);
    expect(near(0)).toEqual([own]);
  });

  it('are looked for among one player’s or one visit’s', () => {
    const { id: player } = store.players.add('A player', 'right');
    const [visit, players] = [stored(at(1), { session: 'visit-2' }), stored(at(2), { player })];
    expect(near(0, { among: { session: 'visit-2' } })).toEqual([visit]);
    expect(near(0, { among: { player } })).toEqual([players]);
  });

  it('are no more named once they are deleted, and lie elsewhere after a new revision', async () => {
    const [first, second] = [stored(at(1)), stored(at(2))];
    expect(near(0)).toEqual([first, second]);
    store.swings.storeRevision({ report: sampleReport(first), embedding: at(3) });
    expect(near(0)).toEqual([second, first]);
    await store.swings.remove(second);
    expect(near(0)).toEqual([first]);
  });

  it('are read in pieces before the first search, while everybody else has their turn', async () => {
    const swings = 1_001;
    store.transact('many swings', () => {
      for (let n = 1; n <= swings; n++) store.embeddings.store(store.swings.recordSwing(aSwing()).id, 1, at(n));
    });
    expect(await turnsDuring(() => store.similarity.readOn(at(0)))).toBeGreaterThan(1);
    expect(near(swings, {}, 1)).toEqual(near(swings + 1, {}, 1));
  });

  it('are forgotten with a revision that does not say where the swing lies, until somebody finds out', () => {
    const id = stored(at(1));
    expect(store.embeddings.outdated(1, 10)).toEqual([]);
    store.swings.storeRevision({ report: sampleReport(id) });
    expect(store.embeddings.find(id)).toBeUndefined();
    expect(store.embeddings.outdated(1, 10)).toEqual([id]);
    store.embeddings.store(id, 1, null);
    expect(store.embeddings.outdated(1, 10)).toEqual([]);
    expect(store.embeddings.outdated(2, 10)).toEqual([id]);
    const later = stored(at(2));
    expect(store.embeddings.outdated(2, 10)).toEqual([later, id]);
    expect(store.embeddings.outdated(2, 10, store.swings.find(later).ordinal)).toEqual([id]);
  });
});
