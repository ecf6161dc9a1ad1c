import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { databaseBefore } from './fixtures/database-before.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';
import type { SwingFilter } from './swing-list.ts';

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

const fault = (id: string): SwingReport['faults'][number] => ({
  ...{ id, severity: 'major', phase: 'downswing', evidence: ['tempo-ratio'] },
});

function measured(changes: Partial<SwingReport>, about: Parameters<typeof aSwing>[0] = {}): string {
  const { id } = store.swings.recordSwing(aSwing(about));
  store.swings.storeRevision({ report: sampleReport(id, changes) });
  return id;
}

const listed = (filter: SwingFilter): string[] => store.swings.list(filter, 100).swings.map(({ id }) => id);

describe('the list of swings', () => {
  it('is found by score, club and fault of the newest revision alone', async () => {
    const good = measured({ score: { overall: 8.2, parts: {} }, club: 'I7' });
    const poor = measured({ score: { overall: 4, parts: {} }, club: 'DR', faults: [fault('early-extension')] });
    const unscored = measured({ score: null });
    expect(listed({ scoreMin: 8.2 })).toEqual([good]);
    expect(listed({ scoreMin: 0 })).toEqual([poor, good]);
    expect(listed({ club: 'DR' })).toEqual([poor]);
    expect(listed({ fault: 'early-extension' })).toEqual([poor]);
    store.swings.storeRevision({ report: sampleReport(poor, { score: { overall: 9, parts: {} }, club: 'wedge' }) });
    expect(listed({ fault: 'early-extension' })).toEqual([]);
    expect(listed({ scoreMin: 8.5, club: 'wedge' })).toEqual([poor]);
    await store.swings.remove(poor);
    expect(listed({})).toEqual([unscored, good]);
  });

  it('says the club and the gravest fault of the newest revision', () => {
    const faults = ['early-extension', 'casting', 'sway'].map(fault);
    const id = measured({ club: 'I7', faults });
    measured({});
    const told = () => store.swings.list({}, 100).swings.map(({ club, mainFault }) => [club, mainFault]);
    expect(told()).toEqual([
      [null, null],
      ['I7', 'early-extension'],
    ]);
    store.swings.storeRevision({ report: sampleReport(id, { club: 'DR', faults: faults.toReversed() }) });
    expect(told()[1]).toEqual(['DR', 'sway']);
  });

  it('is found by the time of recording, both ends included', () => {
    const id = measured({});
    const { recordedAt } = store.swings.find(id);
    const later = new Date(Date.parse(recordedAt) + 1).toISOString();
    expect(listed({ from: recordedAt, to: recordedAt })).toEqual([id]);
    expect(listed({ from: later })).toEqual([]);
    expect(listed({ to: new Date(0).toISOString() })).toEqual([]);
  });

  it('is the pages put together, whatever is stored or deleted between them', async () => {
    const step = fc.oneof(fc.constant('store' as const), fc.constant('delete-newest' as const));
    const filters: readonly SwingFilter[] = [{}, { kind: 'shot' }, { scoreMin: 5 }, { club: 'I7' }];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ isShot: fc.boolean(), score: fc.integer({ min: 0, max: 10 }), isIron: fc.boolean() }), {
          maxLength: 12,
        }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(...filters),
        fc.array(step, { maxLength: 12 }),
        async (swings, size, filter, between) => {
          for (const { isShot, score, isIron } of swings) {
            measured(
              { score: { overall: score, parts: {} }, club: isIron ? 'I7' : null },
              { kind: isShot ? 'shot' : 'practice' },
            );
          }
          const whole = listed(filter);
          const seen: string[] = [];
          const gone = new Set<string>();
          let before: number | undefined;
          for (let page = 0; ; page++) {
            const { swings: rows, nextBefore } = store.swings.list(filter, size, before);
            seen.push(...rows.map(({ id }) => id));
            if (nextBefore === null) break;
            before = nextBefore;
            const what = between[page];
            if (what === 'store') measured({ score: { overall: 9, parts: {} }, club: 'I7' });
            const newest = listed({}).find((id) => !seen.includes(id));
            if (what === 'delete-newest' && newest !== undefined) {
              gone.add(newest);
              await store.swings.remove(newest);
            }
          }
          expect(seen.filter((id) => !gone.has(id))).toEqual(whole.filter((id) => !gone.has(id)));
          expect(new Set(seen).size).toBe(seen.length);
          for (const id of listed({})) await store.swings.remove(id);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a database of before', () => {
  it('knows scores, clubs and faults of the reports that it has', async () => {
    const old = temporaryDirectory();
    const sqlite = databaseBefore('listed-swings', old.path);
    const id = '0193d7f0-0000-7000-8000-000000000001';
    sqlite
      .prepare(
        `insert into swings (id, kind, bay, session, recorded_at, boot_id, monotonic_ns, sequence, status, revision, missing)
         values (?, 'shot', 'bay-1', 'visit-1', '2026-01-01T00:00:00.000Z', 'boot', 1, 0, 'completed', 2, '[]')`,
      )
      .run(id);
    const document = sampleReport(id, { club: 'DR', faults: [fault('sway'), fault('sway')] });
    for (const revision of [1, 2]) {
      sqlite
        .prepare(`insert into reports (swing, revision, document, created_at) values (?, ?, ?, '2026-01-01')`)
        .run(id, revision, JSON.stringify({ ...document, revision, ...(revision === 1 ? { club: 'putter' } : {}) }));
    }
    sqlite.close();
    const opened = await openStoreIn(old.path);
    try {
      const found = opened.swings.list({ club: 'DR', fault: 'sway', scoreMin: 7.5 }, 10).swings;
      expect(found.map((swing) => [swing.id, swing.score])).toEqual([[id, 7.5]]);
    } finally {
      await opened.close();
      old.remove();
    }
  });
});
