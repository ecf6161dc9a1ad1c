import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillSeason, type SeasonOptions, TurnedClock } from '../../store/fixtures/player-season.ts';
import { drillsFor } from '../../swing/drills/choose-drills.ts';
import { playerExportSchema } from '../contract/accounts.ts';
import {
  createdGoalSchema,
  drillEffectsSchema,
  goalListSchema,
  type Progress,
  progressSchema,
} from '../contract/progress.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { type Answer, call, loginOf, type Person, personIn } from '../fixtures/people-in-test.ts';

const FIRST_VISIT = '2026-09-29T17:00:00.000Z';
const TODAY = '2026-11-24T18:00:00.000Z';
const TURN = { metric: 'shoulder-turn', at: 'top', low: 75 };

let api: ApiInTest;
let clock: TurnedClock;
let anna: Person;
let ben: Person;

beforeEach(async () => {
  clock = new TurnedClock(FIRST_VISIT);
  api = await startApi({ clock });
  anna = await personIn(api, 'player', 'anna');
  ben = await personIn(api, 'player', 'ben');
});
afterEach(() => api.close());

/** Anna’s weeks; afterwards both log in again. */
async function play(to: number, changes: Partial<SeasonOptions> = {}, wall = TODAY): Promise<string[][]> {
  const about = { player: anna.player, firstVisit: FIRST_VISIT, to, shots: 12, ...changes };
  const shots = fillSeason(api.store, clock, about);
  await goOn(wall);
  return shots;
}

async function goOn(wall: string): Promise<void> {
  clock.turnTo(wall);
  [anna, ben] = [await loginOf(api, anna.player), await loginOf(api, ben.player)];
}

const ask = (who: Person, line: string, json?: unknown): Promise<Answer> =>
  call(api, line.replace(' /', ' /api/v1/'), { token: who.accessToken, json });
const progressOf = async (query = ''): Promise<Progress> =>
  progressSchema.parse((await ask(anna, `GET /users/${anna.player}/progress${query}`)).body);

describe('a player’s progress', () => {
  it('tells the numbers that have really changed from those that only wobble', async () => {
    await play(8);
    const { visits, metrics, score, points, isCut } = await progressOf();
    expect(visits).toHaveLength(8);
    expect(visits[0]).toMatchObject({ startedAt: expect.stringContaining('2026-09-29'), shots: 12 });
    expect(visits[7]?.consistency).toMatchObject({ points: 73 });
    const verdicts: Record<string, string> = Object.fromEntries(
      metrics.map(({ id, at, verdict }) => [`${id} ${at}`, verdict]),
    );
    expect(verdicts).toMatchObject({ 'shoulder-turn top': 'improved', 'x-factor top': 'improved' });
    const wobbling = ['pelvis-turn top', 'tempo-ratio null', 'side-bend impact', 'hand-speed null'];
    for (const each of wobbling) expect(verdicts[each]).not.toMatch(/improved|declined|changed/);
    const turn = metrics.find(({ id, at }) => id === 'shoulder-turn' && at === 'top');
    expect(turn?.change).toMatchObject({ shape: 'step', since: 4 });
    expect(Math.abs((turn?.change?.value ?? 0) - 18)).toBeLessThan(3);
    expect(turn?.levels.map(({ visit, shots }) => [visit, shots])).toEqual(visits.map((_, n) => [n, 12]));
    expect(score.levels).toHaveLength(8);
    expect([points, isCut]).toEqual([null, false]);
  });

  it('has each shot of one number, with its interval and how it was measured', async () => {
    const shots = await play(5);
    const { metrics, points } = await progressOf('?metric=x-factor');
    expect(metrics.map(({ id, at }) => [id, at])).toEqual([['x-factor', 'top']]);
    expect(points?.map(({ swing }) => swing)).toEqual(shots.flat());
    expect(points?.[0]).toMatchObject({ visit: 0, method: 'corrected' });
    for (const { value, low, high } of points ?? []) expect(high - value).toBeCloseTo(value - low, 1);
    expect((await progressOf('?metric=pelvis-turn&at=impact')).metrics[0]).toMatchObject({ at: 'impact' });
  });

  it('is of one club, the most used one if none is named', async () => {
    await play(4, { club: 'I7' });
    await play(6, { club: 'DR', from: 4 });
    const { club, clubs, visits } = await progressOf();
    expect({ club, clubs }).toEqual({
      club: 'I7',
      clubs: [
        { club: 'I7', shots: 48 },
        { club: 'DR', shots: 24 },
      ],
    });
    expect(visits).toHaveLength(4);
    expect((await progressOf('?club=DR')).visits).toHaveLength(2);
    expect((await progressOf('?club=')).visits).toEqual([]);
  });

  it('is of the time that is asked for', async () => {
    await play(6);
    const query = '?from=2026-10-10T00:00:00Z&to=2026-10-24T00:00:00Z';
    expect((await progressOf(query)).visits.map(({ startedAt }) => startedAt.slice(0, 10))).toEqual([
      '2026-10-13',
      '2026-10-20',
    ]);
  });

  it('is empty for somebody who has never swung', async () => {
    const { body } = await ask(ben, `GET /users/${ben.player}/progress`);
    const { visits, metrics, score } = progressSchema.parse(body);
    expect(visits).toEqual([]);
    expect(score.verdict).toBe('too-early-to-say');
    expect(new Set(metrics.map(({ verdict }) => verdict))).toEqual(new Set(['too-early-to-say']));
  });

  it('is nobody else’s to see, but a coach’s who looks after the player', async () => {
    await play(1);
    const path = `GET /users/${anna.player}/progress`;
    expect((await ask(ben, path)).body['code']).toBe('api/forbidden');
    const coach = await personIn(api, 'coach');
    expect((await ask(coach, path)).status).toBe(403);
    api.store.accounts.assignCoach(coach.player, anna.player);
    expect((await ask(coach, path)).status).toBe(200);
  });

  it.each([
    ['metric=swagger', '"metric"'],
    ['metric=X', '"metric"'],
    ['metric=x-factor&at=finish', '"at"'],
    ['at=top', '"at"'],
    ['from=yesterday', '"from"'],
    ['from=2026-10-10T00:00:00Z&to=2026-10-01T00:00:00Z', '"to"'],
    ['colour=red', 'colour'],
  ])('refuses %s and names the field', async (query, field) => {
    const { status, body } = await ask(anna, `GET /users/${anna.player}/progress?${query}`);
    expect([status, body['code']]).toEqual([400, 'api/request-invalid']);
    expect(body['message']).toContain(field);
  });
});

describe('a goal', () => {
  const goals = async (who = anna) => goalListSchema.parse((await ask(who, 'GET /users/me/goals')).body).goals;

  it('is reached when the numbers say so beyond doubt, and not before', async () => {
    await play(3, {}, '2026-10-14T12:00:00.000Z');
    const set = await ask(anna, 'POST /users/me/goals', { ...TURN, dueOn: '2026-12-24' });
    expect(set.status).toBe(201);
    expect(createdGoalSchema.parse(set.body)).toMatchObject({ status: 'not-measured', unit: '°', high: null });
    await play(4, { from: 3 }, '2026-10-21T12:00:00.000Z');
    expect(await goals()).toMatchObject([{ status: 'not-yet', reachedAt: null }]);
    await play(5, { from: 4 }, '2026-10-28T12:00:00.000Z');
    const [goal] = await goals();
    expect(goal).toMatchObject({ status: 'reached', share: { sure: 1, likely: 1 }, now: { shots: 12 } });
    expect(goal?.reachedAt?.slice(0, 10)).toBe('2026-10-27');
    expect(Math.abs((goal?.baseline?.value ?? 0) - 66)).toBeLessThan(3);
  });

  it('is its player’s alone, and goes when it is given up', async () => {
    const { id } = createdGoalSchema.parse((await ask(anna, 'POST /users/me/goals', TURN)).body);
    expect(await goals(ben)).toEqual([]);
    expect((await ask(ben, `DELETE /users/me/goals/${id}`)).body['code']).toBe('store/goal-unknown');
    expect((await ask(anna, `DELETE /users/me/goals/${id}`)).status).toBe(204);
    expect((await ask(anna, `DELETE /users/me/goals/${id}`)).status).toBe(404);
    expect(await goals()).toEqual([]);
  });

  it.each([
    [{ ...TURN, metric: 'swagger' }, '"metric"'],
    [{ ...TURN, at: 'finish' }, '"at"'],
    [{ metric: 'shoulder-turn', at: 'top' }, '"low"'],
    [{ ...TURN, high: 60 }, '"high"'],
    [{ ...TURN, low: 9_000 }, '"low"'],
    [{ ...TURN, dueOn: '2026-02-30' }, '"dueOn"'],
    [{ ...TURN, dueOn: '2020-01-01' }, '"dueOn"'],
    [{ ...TURN, club: '' }, '"club"'],
    [{ ...TURN, player: 'ben' }, 'player'],
  ])('is refused as %j, and the refusal names the field', async (goal, field) => {
    const { status, body } = await ask(anna, 'POST /users/me/goals', goal);
    expect([status, body['code']]).toEqual([400, 'api/request-invalid']);
    expect(body['message']).toContain(field);
  });

  it('is one of twenty at most', async () => {
    for (let n = 0; n < 20; n++)
      api.store.goals.set(anna.player, { ...TURN, at: 'top', high: null, club: null, dueOn: null });
    const { status, body } = await ask(anna, 'POST /users/me/goals', TURN);
    expect([status, body['code']]).toEqual([409, 'store/goals-max']);
    expect((await ask(ben, 'POST /users/me/goals', TURN)).status).toBe(201);
  });

  it('is taken along with everything else, and deleted with the account', async () => {
    const { id } = createdGoalSchema.parse((await ask(anna, 'POST /users/me/goals', TURN)).body);
    const whole = playerExportSchema.parse((await ask(anna, 'GET /users/me/export')).body);
    expect(whole.goals).toMatchObject([{ id, metric: 'shoulder-turn', low: 75 }]);
    expect((await ask(anna, 'DELETE /users/me')).status).toBe(204);
    expect(api.store.goals.of(anna.player)).toEqual([]);
  });
});

describe('the drills that were done', () => {
  it('are told with whether their number has really moved since', async () => {
    await play(4, {}, '2026-10-21T12:00:00.000Z');
    const drill = drillsFor('short-turn')[0]?.id;
    expect((await ask(anna, `POST /drills/${drill}/complete`, { notes: 'slowly' })).status).toBe(201);
    await play(8, { from: 4 });
    const { drills } = drillEffectsSchema.parse((await ask(anna, 'GET /drills/effects')).body);
    expect(drills).toMatchObject([
      { drill, times: 1, effect: { metric: 'shoulder-turn', wanted: 'more', verdict: 'better', visitsSince: 4 } },
    ]);
    expect(drillEffectsSchema.parse((await ask(ben, 'GET /drills/effects')).body).drills).toEqual([]);
  });
});
