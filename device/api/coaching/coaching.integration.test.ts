/** Coach and player over the running API: what each sees of the other, and what neither can get at by any way. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import type { AssignedDrillBody, CoachedPlayersBody, SwingNote } from '../contract/coaching.ts';
import { POINTS_MAX } from '../contract/drawing-bounds.ts';
import { drillEffectsSchema, goalListSchema } from '../contract/progress.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { type Answer, call, type Person, personIn } from '../fixtures/people-in-test.ts';

let api: ApiInTest;
let people = 0;
let coach: Person;
let other: Person;
let player: Person;
let swing: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

beforeEach(async () => {
  people += 1;
  coach = await personIn(api, 'coach', `coach-${people}`);
  other = await personIn(api, 'coach', `other-${people}`);
  player = await personIn(api, 'player', `player-${people}`);
  api.store.accounts.assignCoach(coach.player, player.player);
  api.store.accounts.assignCoach(other.player, player.player);
  swing = measuredSwing('visit-1');
});

function measuredSwing(session: string, turn = 80, fault = 'early-extension'): string {
  const { id } = api.store.swings.recordSwing(aSwing({ session, player: player.player }));
  const measured = { unit: '°', low: turn - 3, high: turn + 3, method: 'corrected' as const, cameras: ['face-on'] };
  const report = sampleReport(id, {
    metrics: [{ id: 'shoulder-turn', at: 'top', value: turn, ...measured }],
    faults: [{ id: fault, severity: 'major', phase: 'downswing', evidence: ['spine-angle'] }],
  });
  api.store.swings.storeRevision({ report });
  return id;
}

const as = (person: Person | undefined, line: string, json?: unknown): Promise<Answer> =>
  call(api, line, { token: person?.accessToken, ...(json === undefined ? {} : { json }) });
const notes = (): string => `/api/v1/swings/${swing}/notes`;
const said = ({ body }: Answer): string[] => ((body['notes'] ?? []) as SwingNote[]).map(({ words }) => words);
const AT = { camera: 'face-on', timeMs: 1000, event: 'impact' };
const ANGLE = {
  kind: 'angle',
  colour: 'lime',
  points: [
    [0.4, 0.3],
    [0.5, 0.6],
    [0.6, 0.3],
  ],
};

async function written(by: Person, content: object): Promise<SwingNote> {
  const answer = await as(by, `POST ${notes()}`, content);
  expect(answer.status, answer.text).toBe(201);
  return answer.body as SwingNote;
}

describe('notes on a swing', () => {
  it('reach the player with their words, their picture and their drawings', async () => {
    const note = await written(coach, { words: 'Stay down.', at: AT, drawings: [ANGLE], visibility: 'player' });
    const { body } = await as(player, `GET ${notes()}`);
    expect(body['notes']).toEqual([{ ...note, isMine: false }]);
    expect(note).toMatchObject({ author: { id: coach.player }, isMine: true, at: AT, drawings: [ANGLE] });
  });

  it('that are for the coach alone are read by their author and by nobody else, whatever their role', async () => {
    await written(coach, { words: 'Tense today.', visibility: 'coach-only' });
    await written(coach, { words: 'Well done.', visibility: 'player' });
    expect(said(await as(coach, `GET ${notes()}`))).toEqual(['Tense today.', 'Well done.']);
    const operator = await personIn(api, 'operator', `operator-${people}`);
    const admin = await personIn(api, 'admin', `admin-${people}`);
    api.bay.currentPlayers = [player.player];
    for (const reader of [player, other, operator, admin, undefined]) {
      expect(said(await as(reader, `GET ${notes()}`))).toEqual(['Well done.']);
    }
  });

  it('for the coach alone do not come to the player by any other way', async () => {
    const { id } = await written(coach, { words: 'Tense today.', at: AT, drawings: [ANGLE], visibility: 'coach-only' });
    const ways = [
      ['GET /api/v1/users/me/export'],
      [`GET /api/v1/swings/${swing}`],
      [`GET /api/v1/swings/${swing}/analysis`],
      ['GET /api/v1/drills/recommended'],
      [`GET /api/v1/users/${player.player}/drills`],
      [`GET /api/v1/coaching/players/${player.player}`],
      [`PATCH ${notes()}/${id}`, { visibility: 'player' }],
      [`DELETE ${notes()}/${id}`],
    ] as const;
    for (const [line, json] of ways) {
      const answer = await as(player, line, json);
      expect(answer.text, line).not.toContain('Tense');
      expect(answer.text, line).not.toContain(id);
    }
    expect(said(await as(coach, `GET ${notes()}`))).toEqual(['Tense today.']);
  });

  it('are in the player’s own export where they are for the player', async () => {
    await written(coach, { words: 'Well done.', visibility: 'player' });
    const { body } = await as(player, 'GET /api/v1/users/me/export');
    const [exported] = body['swings'] as { notes: SwingNote[] }[];
    expect(exported?.notes.map(({ words }) => words)).toEqual(['Well done.']);
  });

  it('are changed and deleted by their author, never by another coach of the player', async () => {
    const { id } = await written(coach, { words: 'Stay down.', visibility: 'player' });
    for (const line of [`PATCH ${notes()}/${id}`, `DELETE ${notes()}/${id}`]) {
      const refused = await as(other, line, line.startsWith('PATCH') ? { words: 'Mine now.' } : undefined);
      expect([refused.status, refused.body['code']]).toEqual([404, 'api/note-unknown']);
    }
    const changed = await as(coach, `PATCH ${notes()}/${id}`, { words: 'Stay down longer.' });
    expect(changed.body).toMatchObject({ words: 'Stay down longer.', visibility: 'player' });
    expect((await as(coach, `DELETE ${notes()}/${id}`)).status).toBe(204);
    expect(said(await as(coach, `GET ${notes()}`))).toEqual([]);
  });

  it('may be deleted by the player whom they are for', async () => {
    const { id } = await written(coach, { words: 'Stay down.', visibility: 'player' });
    expect((await as(player, `DELETE ${notes()}/${id}`)).status).toBe(204);
  });

  it('are not reached through another swing of the same player', async () => {
    const { id } = await written(coach, { words: 'Stay down.', visibility: 'player' });
    const line = `/api/v1/swings/${measuredSwing('visit-1')}/notes/${id}`;
    for (const method of ['PATCH', 'DELETE']) {
      const refused = await as(coach, `${method} ${line}`, method === 'PATCH' ? { words: 'x' } : undefined);
      expect([refused.status, refused.body['code']]).toEqual([404, 'api/note-unknown']);
    }
  });

  it('refuse what is not theirs to say, naming the field', async () => {
    const note = { words: 'x', at: AT, drawings: [ANGLE], visibility: 'player' };
    const far = {
      ...ANGLE,
      points: [
        [0.4, 0.3],
        [0.5, 1.6],
        [0.6, 0.3],
      ],
    };
    const scrawl = { kind: 'freehand', colour: 'sky', points: Array.from({ length: 100 }, () => [0.5, 0.5]) };
    const refused: readonly (readonly [object, string])[] = [
      [{ ...note, author: other.player }, 'author'],
      [{ ...note, player: other.player }, 'player'],
      [{ ...note, visibility: 'everybody' }, 'visibility'],
      [{ words: 'x' }, 'visibility'],
      [{ words: '  ', visibility: 'player' }, 'words'],
      [{ ...note, words: 'x'.repeat(2_001) }, 'words'],
      [{ ...note, at: null }, 'at'],
      [{ ...note, at: { ...AT, camera: 'behind' } }, 'at.camera'],
      [{ ...note, at: { ...AT, timeMs: -1 } }, 'at.timeMs'],
      [{ ...note, drawings: [{ ...ANGLE, colour: '#fff' }] }, 'drawings.0.colour'],
      [{ ...note, drawings: [{ ...ANGLE, onclick: 'x' }] }, 'onclick'],
      [{ ...note, drawings: [far] }, 'drawings.0.points.1.1'],
      [{ ...note, drawings: Array.from({ length: 21 }, () => ANGLE) }, 'drawings'],
      [{ ...note, drawings: Array.from({ length: POINTS_MAX / 100 + 1 }, () => scrawl) }, 'drawings'],
    ];
    for (const [content, field] of refused) {
      const { status, body } = await as(coach, `POST ${notes()}`, content);
      expect([status, body['code']], field).toEqual([400, 'api/request-invalid']);
      expect(body['message']).toContain(field);
    }
    const { id } = await written(coach, note);
    for (const [change, field] of [
      [{ author: other.player }, 'author'],
      [{ swing: 'x' }, 'swing'],
      [{ at: null }, 'at'],
      [{ words: '', drawings: [] }, 'words'],
    ] as const) {
      const { status, body } = await as(coach, `PATCH ${notes()}/${id}`, change);
      expect([status, body['code']], field).toEqual([400, 'api/request-invalid']);
      expect(body['message']).toContain(field);
    }
  });

  it('with as many drawings as there may be fit into the body that the API takes', async () => {
    const points = Array.from({ length: 100 }, (_, i) => [0.1234 + i / 1e4, 0.5678]);
    const drawings = Array.from({ length: POINTS_MAX / 100 }, () => ({ kind: 'freehand', colour: 'coral', points }));
    await written(coach, { words: 'x'.repeat(2_000), at: AT, drawings, visibility: 'player' });
  });

  it('are no more than somebody could ever read', async () => {
    for (let n = 0; n < 50; n++) {
      const content = { words: `${n}`, at: null, drawings: [], visibility: 'player' as const };
      api.store.notes.add({ id: swing, player: player.player }, coach.player, content);
    }
    const { status, body } = await as(coach, `POST ${notes()}`, { words: 'one more', visibility: 'player' });
    expect([status, body['code']]).toEqual([409, 'api/too-many-notes']);
  });

  it('go with the swing, with the player and with the coach', async () => {
    const content = { words: 'x', at: null, drawings: [], visibility: 'player' } as const;
    const left = (): number => api.store.notes.countsSeenBy(coach.player, player.player).size;
    await written(coach, content);
    await as(player, `DELETE /api/v1/swings/${swing}`);
    expect(left()).toBe(0);
    swing = measuredSwing('visit-1');
    const { id } = await written(other, content);
    await as(other, 'DELETE /api/v1/users/me');
    expect(api.store.notes.find(id)).toBeUndefined();
    const last = await written(coach, content);
    await as(player, 'DELETE /api/v1/users/me');
    expect(api.store.notes.find(last.id)).toBeUndefined();
  });
});

describe('drills from a coach', () => {
  const given = { drill: 'wall-behind-hips', note: 'Slowly.', dose: { rehearsals: 10, balls: 5 } };
  const drills = (): string => `/api/v1/users/${player.player}/drills`;

  it('are recommended to the player with the coach’s word and dose, and tell the coach when they were done', async () => {
    await as(coach, `POST ${drills()}`, given);
    const { body } = await as(player, 'GET /api/v1/drills/recommended');
    const [drill] = body['fromCoach'] as AssignedDrillBody[];
    expect(drill).toMatchObject({ ...given, coach: { id: coach.player }, timesDone: 0 });
    await as(player, `POST /api/v1/drills/${given.drill}/complete`, {});
    const [seen] = (await as(coach, `GET ${drills()}`)).body['drills'] as AssignedDrillBody[];
    expect(seen?.timesDone).toBe(1);
    const { body: exported } = await as(player, 'GET /api/v1/users/me/export');
    expect(exported['drillsFromCoach']).toHaveLength(1);
  });

  it('are taken back by the coach who gave them and by the player, not by another coach', async () => {
    const first = (await as(coach, `POST ${drills()}`, given)).body as AssignedDrillBody;
    const second = (await as(coach, `POST ${drills()}`, given)).body as AssignedDrillBody;
    expect((await as(other, `DELETE ${drills()}/${first.id}`)).status).toBe(404);
    expect((await as(coach, `DELETE ${drills()}/${first.id}`)).status).toBe(204);
    expect((await as(player, `DELETE ${drills()}/${second.id}`)).status).toBe(204);
  });

  it('refuse a drill that there is not, a dose beyond reason and what nobody asked for', async () => {
    const unknown = await as(coach, `POST ${drills()}`, { ...given, drill: 'stand-on-one-leg' });
    expect(unknown.body['code']).toBe('api/drill-unknown');
    for (const [content, field] of [
      [{ ...given, dose: { rehearsals: 10_000, balls: 5 } }, 'dose.rehearsals'],
      [{ ...given, coach: other.player }, 'coach'],
    ] as const) {
      const { status, body } = await as(coach, `POST ${drills()}`, content);
      expect(status).toBe(400);
      expect(body['message']).toContain(field);
    }
  });
});

describe('a coach’s players', () => {
  it('are those who chose the coach, with visits, faults and nothing that is only noise', async () => {
    for (const session of ['visit-2', 'visit-3']) for (let n = 0; n < 4; n++) measuredSwing(session, 80 + n);
    const stranger = await personIn(api, 'player', `stranger-${people}`);
    const { players } = (await as(coach, 'GET /api/v1/coaching/players')).body as unknown as CoachedPlayersBody;
    expect(players.map(({ id }) => id)).toEqual([player.player]);
    expect(players[0]).toMatchObject({ swings: 9, visits: 3, changes: [] });
    expect(players[0]?.faults).toEqual([{ id: 'early-extension', swings: 9 }]);
    expect((await as(coach, `GET /api/v1/coaching/players/${stranger.player}`)).status).toBe(403);
  });

  it('show what has really changed, and every number from visit to visit', async () => {
    for (const [visit, turn] of [70, 70.5, 78, 86, 86.5, 87].entries()) {
      for (let n = 0; n < 6; n++) measuredSwing(`visit-${visit + 10}`, turn + (n % 3) * 0.4);
    }
    const { players } = (await as(coach, 'GET /api/v1/coaching/players')).body as unknown as CoachedPlayersBody;
    expect(players[0]?.changes).toEqual([expect.objectContaining({ id: 'shoulder-turn', at: 'top' })]);
    const detail = await as(coach, `GET /api/v1/coaching/players/${player.player}`);
    const [trend] = detail.body['trends'] as { visits: unknown[]; verdict: string }[];
    expect(trend?.visits).toHaveLength(6);
  });

  it('show what they aim at and whether their drills show, to their own coach alone', async () => {
    const goal = { metric: 'shoulder-turn', at: 'top', low: 85, high: null, club: null, dueOn: null } as const;
    api.store.goals.set(player.player, goal);
    api.store.players.noteDrillDone(player.player, 'wall-behind-hips', 'between us');
    const page = `GET /api/v1/coaching/players/${player.player}`;
    const { body } = await as(coach, `${page}/goals`);
    expect(goalListSchema.parse(body).goals).toMatchObject([{ ...goal, status: 'not-measured', now: null }]);
    const effects = await as(coach, `${page}/drill-effects`);
    expect(drillEffectsSchema.parse(effects.body).drills).toMatchObject([{ drill: 'wall-behind-hips', times: 1 }]);
    expect(effects.text).not.toContain('between us');
    const stranger = await personIn(api, 'coach', `stranger-${people}`);
    api.store.accounts.releaseCoach(coach.player, player.player);
    for (const reader of [stranger, coach, player]) {
      for (const part of ['goals', 'drill-effects']) {
        expect((await as(reader, `${page}/${part}`)).status, part).toBe(403);
      }
    }
  });

  it('are out of sight the moment they no longer want the coach', async () => {
    const { id } = await written(coach, { words: 'x', visibility: 'player' });
    await as(coach, `POST /api/v1/users/${player.player}/drills`, {
      drill: 'wall-behind-hips',
      dose: { rehearsals: 1, balls: 1 },
    });
    await as(player, `DELETE /api/v1/users/${player.player}/coaches/${coach.player}`);
    expect((await as(coach, 'GET /api/v1/coaching/players')).body).toEqual({ players: [] });
    for (const [line, json] of [
      [`GET ${notes()}`],
      [`POST ${notes()}`, { words: 'y', visibility: 'player' }],
      [`PATCH ${notes()}/${id}`, { words: 'y' }],
      [`DELETE ${notes()}/${id}`],
      [`GET /api/v1/swings/${swing}`],
      [`GET /api/v1/swings/${swing}/analysis`],
      [`GET /api/v1/swings/${swing}/video`],
      [`GET /api/v1/swings?player=${player.player}`],
      [`GET /api/v1/coaching/players/${player.player}`],
      [`GET /api/v1/users/${player.player}/drills`],
      [`GET /api/v1/users/${player.player}/stats`],
    ] as const) {
      const answer = await as(coach, line, json);
      expect([403, 404], line).toContain(answer.status);
      expect(answer.text).not.toContain('visit-1');
    }
  });
});
