import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import type { Store } from '../../store/store.ts';
import { weekOf } from '../../swing/coach/week-of.ts';
import type { VisitSummary, WeeklyPlan } from '../../swing/report/coach-answer.ts';
import {
  coachCostsSchema,
  coachExchangeSchema,
  coachExchangesSchema,
  visitCoachSchema,
  weekPlanBodySchema,
} from '../contract/coach.ts';
import { swingCoachSchema } from '../contract/coach.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { call, type Person, personIn } from '../fixtures/people-in-test.ts';

let api: ApiInTest;
let anna: Person;
let bert: Person;
let admin: Person;

beforeEach(async () => {
  api = await startApi();
  admin = await personIn(api, 'admin');
  anna = await personIn(api, 'player', 'anna');
  bert = await personIn(api, 'player', 'bert');
  api.store.players.beginSession('visit-1', 'bay-1');
});
afterEach(() => api.close());

const get = async (line: string, { accessToken: token }: Person) =>
  (await call(api, `GET /api/v1/${line}`, { token })).body;
const weekOfAnna = async (query = '') => weekPlanBodySchema.parse(await get(`users/${anna.player}/week${query}`, anna));

function addShot(player: string | null, turn = 80): string {
  const { id } = api.store.swings.recordSwing(aSwing({ session: 'visit-1', player }));
  const report = sampleReport(id, {
    ...{ session: 'visit-1', player, kind: 'shot', recordedAt: new Date().toISOString() },
    faults: [{ id: 'sway', severity: 'major', phase: 'backswing', evidence: ['pelvis-sway'] }],
    advice: { offline: ['fault.sway.sentence', 'drill.weight-inside.feel'], claude: null },
    metrics: [
      {
        ...{ id: 'shoulder-turn', at: 'top', value: turn, unit: '°', low: turn - 3, high: turn + 3 },
        ...{ method: 'triangulated', cameras: ['face-on'] },
      },
    ],
  });
  api.store.swings.storeRevision({ report });
  return id;
}

const SUMMARY: VisitSummary = {
  overview: 'Well done.',
  positives: [],
  focus: [],
  drills: [],
  coachingCues: ['Breathe.'],
};
const PLAN: WeeklyPlan = {
  aim: 'A calm week.',
  days: [{ day: 1, focus: 'Slow swings.', drills: [{ drillId: 'stop-at-the-top', why: 'It helps.' }], event: null }],
  howToTell: 'It feels easy.',
};

/** As the desk writes what came of a question. */
function answer(store: Store, task: 'visit' | 'week', subject: string, player: string, document: object): number {
  store.coach.want({ task, subject, player });
  const job = store.coach.waiting(10).find((each) => each.player === player && each.task === task);
  if (job === undefined) throw new Error('Nobody asked.');
  const day = new Date().toISOString().slice(0, 10);
  const [exchange] = store.coach.open([
    {
      ...{ job, way: 'direct', bay: 'bay-1', facility: 'range', day, model: 'model-a' },
      ...{
        reserved: { tokens: 9_000, pico: 9e9 },
        question: { turns: [{ role: 'user', text: 'FACTS' }], pictures: [] },
      },
    },
  ]);
  store.coach.close(exchange?.id ?? 0, {
    ...{ state: 'answered', verdict: 'grounded', answeredBy: 'model-a-1', latencyMs: 900, costPico: 12_500_000_000 },
    tokens: { input: 100, cacheRead: 1_000, cacheWrite5m: 20, cacheWrite1h: 3, output: 400 },
    answer: JSON.stringify(document),
  });
  store.coach.keepAnswer(job.id, { language: 'en', model: 'model-a-1', document: { ...document } });
  return exchange?.id ?? 0;
}

describe('words about a visit', () => {
  it('are there at once, of each golfer whom the caller may see, in the language that is asked for', async () => {
    for (const player of [null, anna.player, bert.player]) for (let shot = 0; shot < 3; shot++) addShot(player);
    const mine = visitCoachSchema.parse(await get('sessions/visit-1/coach?lang=de', anna));
    expect(mine.golfers.map(({ player }) => player)).toEqual([anna.player]);
    expect(mine.golfers[0]?.offline.overview).toContain('Du hast 3 Schläge gemacht.');
    const all = visitCoachSchema.parse(await get('sessions/visit-1/coach', admin));
    expect(all.golfers.map(({ player }) => player)).toEqual([null, anna.player, bert.player]);
    expect(all.golfers[0]?.claude).toMatchObject({ state: 'refused', why: 'guest' });
    expect(all.golfers[1]?.claude).toMatchObject({ state: 'refused', why: 'no-consent' });
  });

  it('are Claude’s as well once they were found to be true', async () => {
    addShot(anna.player);
    answer(api.store, 'visit', 'visit-1', anna.player, SUMMARY);
    const { golfers } = visitCoachSchema.parse(await get('sessions/visit-1/coach', anna));
    expect(golfers[0]?.claude).toMatchObject({ state: 'there', language: 'en', document: SUMMARY });
  });
});

describe('words about a swing', () => {
  it('begin with the one thing to feel', async () => {
    const words = swingCoachSchema.parse(await get(`swings/${addShot(anna.player)}/coach`, anna));
    expect(words.offline).toHaveLength(2);
    expect(words.claude).toMatchObject({ state: 'refused', why: 'no-consent', document: null });
  });
});

describe('the plan of a week', () => {
  it('is there at once, and says what keeps Claude’s away', async () => {
    for (let shot = 0; shot < 6; shot++) addShot(anna.player);
    const plan = await weekOfAnna();
    expect(plan.offline.aim).toContain('Sway');
    expect(plan.offline.days).toHaveLength(3);
    expect(plan.claude).toMatchObject({ state: 'refused', why: 'no-consent' });
    api.store.players.change(anna.player, { sharesSince: '2026-01-01T00:00:00.000Z' });
    expect((await weekOfAnna()).claude).toMatchObject({ state: 'not-asked', why: null });
    const asked = await call(api, `POST /api/v1/users/${anna.player}/week`, { token: anna.accessToken, json: {} });
    expect(weekPlanBodySchema.parse(asked.body).claude).toMatchObject({ state: 'waiting', why: null });
    api.coach.current = { ...api.coach.current, isOverBudget: true };
    expect((await weekOfAnna()).claude.why).toBe('budget');
    api.coach.current = {
      ...api.coach.current,
      trouble: { code: 'coach/unreachable', message: 'The line is down.', hint: null },
    };
    expect((await weekOfAnna()).claude.why).toBe('no-line');
    answer(api.store, 'week', weekOf(new Date()), anna.player, PLAN);
    expect((await weekOfAnna('?lang=ja')).claude).toMatchObject({ state: 'there', document: PLAN });
  });

  it('counts what was done of it since its Monday', async () => {
    api.store.players.noteDrillDone(anna.player, 'stop-at-the-top', null);
    api.store.players.noteDrillDone(anna.player, 'stop-at-the-top', null);
    expect((await weekOfAnna()).done).toEqual([{ drill: 'stop-at-the-top', times: 2 }]);
  });

  it('works towards the player’s goal until that is reached', async () => {
    const goal = { metric: 'shoulder-turn', at: 'top' as const, high: null, club: null, dueOn: null };
    api.store.goals.set(anna.player, { ...goal, low: 85 });
    for (let shot = 0; shot < 6; shot++) addShot(anna.player, 80);
    expect((await weekOfAnna()).offline.aim).toContain('at least 85°');
    for (let shot = 0; shot < 20; shot++) addShot(anna.player, 95);
    expect((await weekOfAnna()).offline.aim).not.toContain('85');
  });
});

describe('the book of what Claude cost', () => {
  it('is told by player and facility, exactly, beside its limits', async () => {
    answer(api.store, 'week', weekOf(new Date()), anna.player, PLAN);
    answer(api.store, 'visit', 'visit-1', bert.player, SUMMARY);
    api.store.players.remove(bert.player);
    const costs = coachCostsSchema.parse(await get('coach/costs', admin));
    expect(costs).toMatchObject({ isOn: true, limits: { bay: { money: 5 }, facility: { money: 25, bays: 5 } } });
    expect(costs.spent).toEqual({ tokens: 2 * 1_523, money: 0.025 });
    expect(costs.rows.map(({ player, facility, money }) => [player?.name ?? null, facility, money])).toEqual(
      expect.arrayContaining([
        ['anna', 'range', 0.0125],
        [null, 'range', 0.0125],
      ]),
    );
    expect(costs.rows[0]?.tokens).toEqual({ input: 100, cacheRead: 1_000, cacheWrite: 23, output: 400 });
    expect(coachCostsSchema.parse(await get('coach/costs?day=2020-01-01', admin)).rows).toEqual([]);
  });

  it('says why an answer did not come: what the checker found, that it was mended, and that the bay’s words stand', async () => {
    const { coach } = api.store;
    coach.want({ task: 'visit', subject: 'visit-1', player: anna.player });
    const [job] = coach.waiting(1);
    if (job === undefined) throw new Error('Nobody asked.');
    const problems = ['number-not-in-the-report', 'drill-unknown', 'drill-unknown'].map((problem) => ({
      ...{ path: 'focus.0.why', problem, found: 'a secret word' },
    }));
    const ask = (outcome: Parameters<typeof coach.close>[1]) => {
      const [exchange] = coach.open([
        {
          ...{ job, way: 'direct', bay: 'bay-1', facility: 'range', day: '2026-01-01', model: 'model-a' },
          ...{ reserved: { tokens: 1, pico: 1 }, question: { turns: [], pictures: [] } },
        },
      ]);
      coach.close(exchange?.id ?? 0, outcome);
    };
    ask({ state: 'answered', verdict: 'ungrounded', problems });
    ask({ state: 'answered', verdict: 'ungrounded', problems: problems.slice(0, 1) });
    coach.settle(job.id, 'given-up', 'ungrounded');
    const staff = await personIn(api, 'staff');
    const text = JSON.stringify(await get('coach/exchanges', staff));
    expect(text).not.toContain('secret');
    const told = coachExchangesSchema.parse(JSON.parse(text)).exchanges;
    expect(told.map(({ problems: kinds, isRepair, question }) => [kinds, isRepair, question])).toEqual([
      [['number-not-in-the-report'], true, 'given-up'],
      [['number-not-in-the-report', 'drill-unknown'], false, 'given-up'],
    ]);
  });

  it('shows a coach their own players alone, and its words to nobody who only looks after the bay', async () => {
    const coach = await personIn(api, 'coach');
    const staff = await personIn(api, 'staff');
    api.store.accounts.assignCoach(coach.player, anna.player);
    const annas = answer(api.store, 'week', weekOf(new Date()), anna.player, PLAN);
    const berts = answer(api.store, 'visit', 'visit-1', bert.player, SUMMARY);
    const seen = coachExchangesSchema.parse(await get('coach/exchanges', coach));
    expect(seen.exchanges.map(({ id }) => id)).toEqual([annas]);
    expect(coachCostsSchema.parse(await get('coach/costs', coach)).rows).toHaveLength(1);
    expect(await get(`coach/costs?player=${bert.player}`, coach)).toMatchObject({ code: 'api/forbidden' });
    expect(await get(`coach/exchanges/${berts}`, coach)).toMatchObject({ code: 'api/exchange-unknown' });
    const whole = coachExchangeSchema.parse(await get(`coach/exchanges/${annas}`, coach));
    expect(whole.texts).toMatchObject({ turns: [{ role: 'user', text: 'FACTS' }], answer: JSON.stringify(PLAN) });
    expect(await get(`coach/exchanges/${annas}`, staff)).toMatchObject({ code: 'api/forbidden' });
    const first = coachExchangesSchema.parse(await get('coach/exchanges?limit=1', staff));
    expect(first.exchanges.map(({ id }) => id)).toEqual([berts]);
    const next = coachExchangesSchema.parse(await get(`coach/exchanges?limit=1&cursor=${first.nextCursor}`, staff));
    expect([next.exchanges[0]?.id, next.nextCursor]).toEqual([annas, null]);
  });
});
