import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Subject } from 'rxjs';
import type { BayFact } from '../bay/bay-fact.ts';
import { keepConsistency } from '../bay/games/consistency-keeper.ts';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import type { ReportMetric } from '../swing/report/swing-report.ts';
import { silentLog } from '../telemetry/log.ts';
import { consistencySchema, leaderboardSchema, swingOnBeatSchema, tempoBeatsSchema } from './contract/games.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';

let api: ApiInTest;
let facts: Subject<BayFact>;
beforeEach(async () => {
  api = await startApi();
  facts = new Subject();
  keepConsistency({ bay: { facts }, store: api.store, log: silentLog });
});
afterEach(() => api.close());

const metric = (id: string, at: 'top' | null, unit: string, value: number): ReportMetric => ({
  ...{ id, at, unit, value, low: value - 0.01, high: value + 0.01, method: 'planar', cameras: ['face-on'] },
});

/** A shot of a visit with its report, as the bay tells of it. */
function shoot(session: string, sway: number): string {
  const { store } = api;
  const about = { kind: 'shot', bay: 'bay-1', player: null, bootId: 'boot', monotonicNs: 1 } as const;
  const { id } = store.swings.recordSwing({ ...about, session });
  const metrics = [
    metric('backswing-time', null, 's', 0.9),
    metric('downswing-time', null, 's', 0.24),
    metric('tempo-ratio', null, 'ratio', 3.75),
    metric('pelvis-sway', 'top', 'cm', sway),
  ];
  store.swings.storeRevision({ report: sampleReport(id, { session, metrics }) });
  facts.next({ type: 'swing-settled', swing: id, revision: 1, status: 'completed' });
  return id;
}

const get = async (path: string) => (await api.fetch(`/api/v1/games${path}`)).json();

describe('the games over the API', () => {
  it('has the rhythms, and a swing beside one with what really differs', async () => {
    const { beats } = tempoBeatsSchema.parse(await get('/tempo'));
    expect(beats.map(({ id }) => id)).toEqual(['18-6', '21-7', '24-8', '27-9']);
    const swing = shoot('visit-1', 2);
    const beside = swingOnBeatSchema.parse(await get(`/tempo/21-7/swings/${swing}`));
    expect(beside).toMatchObject({
      backswing: { beat: 0.7, value: 0.9, verdict: 'longer' },
      downswing: { verdict: 'no-real-difference' },
    });
    expect((await api.fetch(`/api/v1/games/tempo/99-9/swings/${swing}`)).status).toBe(400);
  });

  it('says how far a challenge is, then how it ended', async () => {
    for (let n = 0; n < 9; n++) shoot('visit-1', 2);
    const underWay = consistencySchema.parse(await get('/consistency'));
    expect(underWay).toMatchObject({ status: 'under-way', swingsWanted: 10, score: null });
    expect(underWay.swings).toHaveLength(9);
    shoot('visit-1', 2);
    const done = consistencySchema.parse(await get('/consistency'));
    expect(done).toMatchObject({ status: 'complete', score: { points: 100 } });
    expect(done.metrics.map(({ id }) => id)).toEqual(['tempo-ratio', 'backswing-time', 'pelvis-sway']);
  });

  it('keeps each visit’s best on the bay’s board, and knows whose visit it is', async () => {
    for (let n = 0; n < 10; n++) shoot('visit-0', n % 2 === 0 ? 0 : 4);
    for (let n = 0; n < 10; n++) shoot('visit-1', n % 2 === 0 ? 1 : 2);
    shoot('visit-1', 9);
    const { entries } = leaderboardSchema.parse(await get('/consistency/leaderboard'));
    expect(entries).toMatchObject([
      { place: 1, player: null, isThisVisit: true, isTooCloseToCall: false },
      { place: 2, player: null, isThisVisit: false },
    ]);
    expect(entries[0]?.points).toBeGreaterThan(entries[1]?.points ?? 100);
    expect(leaderboardSchema.parse(await get('/consistency/leaderboard?limit=1')).entries).toHaveLength(1);
    expect((await api.fetch('/api/v1/games/consistency/leaderboard?limit=0')).status).toBe(400);
  });
});
