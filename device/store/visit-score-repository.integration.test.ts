import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

let directories: ReturnType<typeof temporaryDirectory>[];
let stores: Store[];
let bay: Store;

const EVER = '2000-01-01T00:00:00.000Z';

beforeEach(async () => {
  [directories, stores] = [[], []];
  bay = await open();
});
afterEach(async () => {
  for (const store of stores) await store.close();
  for (const directory of directories) directory.remove();
});

async function open(): Promise<Store> {
  const directory = temporaryDirectory();
  directories.push(directory);
  const store = await openStoreIn(directory.path);
  stores.push(store);
  return store;
}

function player(name: string): string {
  const { id } = bay.players.add(name, null);
  bay.players.change(id, { isOnLeaderboard: true });
  return id;
}

function shot(of: string | null, score: number, changes: Parameters<typeof aSwing>[0] = {}): string {
  const { id } = bay.swings.recordSwing(aSwing({ player: of, ...changes }));
  const { player: whose, session, kind } = bay.swings.find(id);
  bay.swings.storeRevision({
    report: sampleReport(id, { player: whose, session, kind, score: { overall: score, parts: {} } }),
  });
  return id;
}

/** As an exchange with the facility does it. */
async function told(from: Store, to: Store): Promise<void> {
  await to.people.takeIn(from.people.changesSince(0, 500).records);
}

describe('the board of best scores', () => {
  it('has the players who asked for it with their best and their mean over visits, the best first', () => {
    const [ada, bea] = [player('Ada'), player('Bea')];
    shot(ada, 6);
    shot(ada, 8, { session: 'visit-2' });
    shot(ada, 7, { session: 'visit-2' });
    shot(bea, 9);
    shot(null, 10);
    shot(bay.players.add('Cid', null).id, 9.5);
    shot(ada, 10, { kind: 'practice' });
    expect(bay.visitScores.best(EVER, 10)).toMatchObject([
      { name: 'Bea', scoreBest: 9, scoreMean: 9, shots: 1 },
      { name: 'Ada', scoreBest: 8, scoreMean: 7, shots: 3 },
    ]);
    expect(bay.visitScores.best('2100-01-01T00:00:00.000Z', 10)).toEqual([]);
  });

  it('follows a newer revision, a deletion, and a guest’s swings that somebody claims', async () => {
    const ada = player('Ada');
    const [first, second] = [shot(ada, 6), shot(ada, 8)];
    bay.swings.storeRevision({ report: sampleReport(first, { player: ada, score: { overall: 9, parts: {} } }) });
    expect(bay.visitScores.best(EVER, 10)).toMatchObject([{ scoreBest: 9, shots: 2 }]);
    await bay.swings.remove(first);
    expect(bay.visitScores.best(EVER, 10)).toMatchObject([{ scoreBest: 8, shots: 1 }]);
    await bay.swings.remove(second);
    expect(bay.visitScores.best(EVER, 10)).toEqual([]);
    shot(null, 5, { session: 'visit-3' });
    bay.swings.claim('visit-3', ada);
    expect(bay.visitScores.best(EVER, 10)).toMatchObject([{ scoreBest: 5, shots: 1 }]);
  });

  it('is the same in every bay of a facility, without their swings, and says where each score was', async () => {
    const ada = player('Ada');
    bay.players.beginSession('visit-1', 'Bay 1');
    const swing = shot(ada, 8);
    bay.consistency.keepBest({
      ...{ session: 'visit-1', player: ada, points: 70, low: 60, high: 80 },
      swings: [swing],
    });
    const other = await open();
    await told(bay, other);
    expect(other.visitScores.best(EVER, 10)).toEqual(bay.visitScores.best(EVER, 10));
    expect(other.visitScores.best(EVER, 10)).toMatchObject([{ name: 'Ada', bay: 'Bay 1', scoreBest: 8 }]);
    expect(other.consistency.best(10)).toEqual(bay.consistency.best(10));
    expect(other.consistency.best(10)).toMatchObject([{ playerName: 'Ada', bay: 'Bay 1' }]);
    await bay.swings.remove(swing);
    await told(bay, other);
    expect([other.visitScores.best(EVER, 10), other.consistency.best(10)]).toEqual([[], []]);
  });
});
