/**
 * Every route × every role × own or other's, over the running API. What is expected is written here in other words than
 * the table's, so that a slip in the table does not excuse itself.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../clock/clock.ts';
import { aSwing } from '../store/fixtures/store-in-directory.ts';
import { ACCESS_TABLE, routePolicyOf } from './access-table.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';
import { type Answer, call, type Person, personIn } from './fixtures/people-in-test.ts';
import { routesIn } from './fixtures/routes-in-test.ts';

const ACCOUNTS = ['player', 'coach', 'staff', 'installer', 'operator', 'admin'] as const;
const ROLES = ['nobody', 'kiosk', ...ACCOUNTS] as const;
type Role = (typeof ROLES)[number];
const STRANGER = 'phone.range.example';
const MINUTE_NS = 60e9;

/** A minute passes with every call, so that the limit of requests stays out of this. */
let minutes = 0;
const hurried: Clock = {
  monotonicNs: () => systemClock.monotonicNs() + minutes++ * MINUTE_NS,
  wall: () => systemClock.wall(),
};

let api: ApiInTest;
let people: Record<(typeof ACCOUNTS)[number], Person>;
let stranger: Person;
let pupil: Person;

beforeAll(async () => {
  api = await startApi({ clock: hurried });
  const entries = await Promise.all(ACCOUNTS.map(async (role) => [role, await personIn(api, role)] as const));
  people = Object.fromEntries(entries) as typeof people;
  api.store.players.change(people.player.player, { sharesSince: '2026-01-01T00:00:00.000Z' });
  stranger = await personIn(api, 'player', 'stranger');
  pupil = await personIn(api, 'player', 'pupil');
  api.store.accounts.assignCoach(people.coach.player, pupil.player);
  for (const visit of ['visit-0', 'visit-of-others', api.bay.sessionId()])
    api.store.players.beginSession(visit, 'bay-1');
  api.store.swings.recordSwing(aSwing({ session: 'visit-of-others', player: stranger.player }));
});
afterAll(() => api.close());

const shotOf = (role: Role, isOwn: boolean): object => ({
  ...{ device: 'monitor', shots: [{ id: 'shot' }] },
  ...(role in people ? { player: playerOf(role, isOwn) } : {}),
});

function swingOf(role: Role, isOwn: boolean, visit = 'visit-0'): string {
  if (!isOwn) return api.store.swings.recordSwing(aSwing({ session: 'visit-0', player: stranger.player })).id;
  const player = role === 'nobody' || role === 'kiosk' ? null : role === 'coach' ? pupil.player : people[role].player;
  const session = role === 'kiosk' ? api.bay.sessionId() : visit;
  return api.store.swings.recordSwing(aSwing({ session, player })).id;
}

function playerOf(role: Role, isOwn: boolean): string {
  if (!isOwn || role === 'nobody' || role === 'kiosk') return stranger.player;
  return role === 'coach' ? pupil.player : people[role].player;
}

/** Who deletes themselves is somebody else each time, so that the matrix goes on. */
async function tokenOf(role: Role, route: string): Promise<string | undefined> {
  if (role === 'nobody' || role === 'kiosk') return undefined;
  return ENDS.test(route) ? (await personIn(api, role, `${role}-${minutes}`)).accessToken : people[role].accessToken;
}

async function ask(role: Role, route: string, isOwn: boolean): Promise<Answer> {
  const subject = (ACCESS_TABLE[route.replace('HEAD ', 'GET ')] ?? { subject: 'bay' }).subject;
  api.bay.currentPlayers = isOwn && role in people ? [people[role as 'player'].player] : [];
  const values: Record<string, string> = {
    id:
      subject === 'swing'
        ? swingOf(role, isOwn)
        : subject === 'player'
          ? playerOf(role, isOwn)
          : subject === 'session' && !isOwn
            ? 'visit-of-others'
            : subject === 'visit' || subject === 'session'
              ? isOwn
                ? api.bay.sessionId()
                : 'visit-0'
              : 'tee',
    other: subject === 'swing' ? swingOf(role, isOwn) : 'other',
    name: 'top',
    camera: 'face-on',
  };
  const path = route.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? name);
  const isOthers = subject === 'swings' && !isOwn && !route.endsWith('/players') && route.startsWith('GET');
  const query = isOthers ? `?player=${stranger.player}${route.endsWith('/swings') ? '&session=visit-0' : ''}` : '';
  if (subject === 'session' && isOwn && role !== 'nobody') swingOf(role, true, values['id']);
  return call(api, `${path}${query}`, {
    ...(role === 'nobody' ? { host: STRANGER } : {}),
    token: await tokenOf(role, route),
    ...(route.startsWith('GET') ? {} : { json: route.endsWith('/integrations/shots') ? shotOf(role, isOwn) : {} }),
  });
}

const isRefused = ({ status, body }: Answer): boolean =>
  status === 401 || status === 403 || ['store/swing-unknown', 'store/session-unknown'].includes(String(body['code']));

const OPEN =
  /^(POST \/api\/v1\/(auth\/(register|login|refresh|logout)|facility\/enrolments)|GET \/api\/v1\/(health\/(live|ready)|shared.*))$/;
const ENDS = /^DELETE .*\/users\/me$/;

interface Who {
  readonly role: Role;
  readonly isOwn: boolean;
  /** Operators and admins. */
  readonly isBoss: boolean;
  /** A player or coach, about what is theirs. */
  readonly isOwnPlay: boolean;
  /** Whoever runs the visit: the screen, staff, and their bosses. */
  readonly runsVisits: boolean;
}

/** What each role may do, as its holder would say it; the first line that fits a route counts. */
const EXPECTED: readonly (readonly [RegExp, (who: Who) => boolean])[] = [
  [OPEN, () => true],
  [/\/coach\/exchanges\/:exchange$/, ({ role, isBoss }) => isBoss || role === 'coach'],
  [
    /\/coach\/(costs|exchanges)$/,
    ({ role, isBoss, isOwn }) => isBoss || role === 'staff' || (role === 'coach' && isOwn),
  ],
  [/\/users\/:id\/week$/, ({ isBoss, isOwnPlay }) => isBoss || isOwnPlay],
  [/\/coaching\/players$/, ({ role }) => role === 'coach'],
  [/\/coaching\/players\/:id(\/(goals|drill-effects))?$/, ({ role, isOwn }) => role === 'coach' && isOwn],
  [/^(POST|PATCH) .*\/(notes|notes\/:note|users\/:id\/drills)$/, ({ role, isOwn }) => role === 'coach' && isOwn],
  [/^GET .*\/notes$/, ({ role, isOwn, isBoss, isOwnPlay }) => isBoss || isOwnPlay || (role === 'kiosk' && isOwn)],
  [/\/(notes\/:note|users\/:id\/drills|drills\/:assignment)$/, ({ isBoss, isOwnPlay }) => isBoss || isOwnPlay],
  [
    /^GET .*\/(catalogue|drills|leaderboards|games\/tempo|games\/consistency\/leaderboard|openapi\.json|catalogue\/.*)$/,
    ({ role }) => role !== 'nobody',
  ],
  [/\/(auth|visit)\/pin$/, ({ role }) => role === 'kiosk' || role === 'admin'],
  [/^GET .*\/calibration$/, ({ role, isBoss }) => isBoss || role === 'installer' || role === 'staff'],
  [/\/(calibration.*|exercise)$/, ({ role, isBoss }) => isBoss || role === 'installer'],
  [/^PUT .*\/bay\/service$/, ({ role, isBoss }) => isBoss || role === 'staff'],
  [/^POST .*\/voice$/, ({ runsVisits }) => runsVisits],
  [/\/metrics$/, ({ role, isBoss }) => isBoss || role === 'installer'],
  [
    /\/(sync(\/retry)?|facility\/arrivals(\/retry)?|fleet(\/audit)?)$/,
    ({ role }) => ['staff', 'installer', 'operator', 'admin'].includes(role),
  ],
  // A bay's own credential alone; no person is one.
  [/\/facility\/exchange$/, () => false],
  [/\/facility\/accounts/, ({ role, isBoss }) => isBoss || role === 'staff'],
  [/^GET .*\/facility\/(line|bays)$/, ({ role }) => ['staff', 'installer', 'operator', 'admin'].includes(role)],
  [/\/(devices|health|voice|voice\/.*|bay\/service)$/, ({ role }) => !['nobody', 'player', 'coach'].includes(role)],
  [/\/swings\/upload$/, ({ role, isBoss }) => isBoss || role === 'player' || role === 'coach'],
  [
    /\/(ticket|visit|games\/consistency)$/,
    ({ role, runsVisits, isOwnPlay }) => runsVisits || role === 'installer' || isOwnPlay,
  ],
  [/\/visit\/(turn|players\/:id)$/, ({ runsVisits, isOwnPlay }) => runsVisits || isOwnPlay],
  [/^GET .*\/integrations\/shots$/, ({ role, isBoss, isOwnPlay }) => isBoss || role === 'staff' || isOwnPlay],
  [
    /\/integrations\/shots$/,
    ({ role, isBoss, isOwnPlay }) => isBoss || role === 'staff' || role === 'installer' || isOwnPlay,
  ],
  // Whose a file is stands in the form, which is read only once there is one.
  [/\/integrations\/import$/, ({ role }) => role !== 'nobody' && role !== 'kiosk'],
  [/^GET .*\/players$/, ({ role, isBoss }) => isBoss || role === 'staff' || role === 'coach'],
  [/^POST .*\/players$/, ({ role, isBoss }) => isBoss || role === 'staff'],
  [/^GET .*\/players\/:id$/, ({ role, isBoss, isOwnPlay }) => isBoss || role === 'staff' || isOwnPlay],
  [/^GET .*\/bay$/, ({ role }) => !['nobody', 'player', 'coach'].includes(role)],
  [
    /^GET .*\/sessions$/,
    ({ role, isBoss, isOwn, isOwnPlay }) => isBoss || role === 'staff' || isOwnPlay || (role === 'kiosk' && isOwn),
  ],
  [
    /^GET .*\/sessions\/:id(\/coach)?$/,
    ({ role, isBoss, isOwn, isOwnPlay }) => isBoss || role === 'staff' || isOwnPlay || (role === 'kiosk' && isOwn),
  ],
  [/\/(visit\/end|sessions\/:id\/end|join-code)$/, ({ runsVisits }) => runsVisits],
  [/\/visit\/(turn|club|stay|players\/:id)$/, ({ runsVisits, isOwnPlay }) => runsVisits || isOwnPlay],
  [/\/(visit\/end|join-code)$/, ({ runsVisits }) => runsVisits],
  [/\/sessions\/:id\/summary$/, ({ role, isOwn, runsVisits }) => runsVisits && (role !== 'kiosk' || isOwn)],
  [/\/clear-fault$/, ({ role, isBoss }) => isBoss || role === 'staff' || role === 'installer'],
  [/\/coaches\//, ({ role, isOwn, isBoss }) => isBoss || (role === 'player' && isOwn)],
  [/\/guardian$/, ({ role, isBoss }) => isBoss || role === 'staff'],
  [/\/(users\/me.*|sessions\/join|drills\/.*)$/, ({ role }) => role !== 'kiosk' && role !== 'nobody'],
  [/\/swings\/:id\/shares/, ({ role, isOwn }) => role === 'player' && isOwn],
  [/\/swings\/:id\/exports/, ({ role, isOwn, isBoss }) => isBoss || (role === 'player' && isOwn)],
  [/\/handedness$/, ({ role, isOwn, isBoss }) => isBoss || ((role === 'player' || role === 'kiosk') && isOwn)],
  [/^(POST|DELETE) .*\/swings/, ({ role, isOwn, isBoss }) => isBoss || (role === 'player' && isOwn)],
  [
    /\/swings/,
    ({ role, isBoss, isOwn, isOwnPlay }) => isBoss || role === 'staff' || isOwnPlay || (role === 'kiosk' && isOwn),
  ],
  [/\/users\/:id/, ({ role, isBoss, isOwnPlay }) => isBoss || role === 'staff' || isOwnPlay],
];

function isExpected(role: Role, route: string, isOwn: boolean): boolean {
  const isBoss = role === 'operator' || role === 'admin';
  const isOwnPlay = (role === 'player' || role === 'coach') && isOwn;
  const runsVisits = isBoss || role === 'kiosk' || role === 'staff';
  const rule = EXPECTED.find(([pattern]) => pattern.test(route))?.[1];
  return rule?.({ role, isOwn, isBoss, isOwnPlay, runsVisits }) ?? isBoss;
}

describe('the access table', () => {
  it('has a row for every route, and none for a route that is not there', () => {
    const routes = routesIn(api);
    expect(routes.filter((route) => !Object.hasOwn(ACCESS_TABLE, route))).toEqual([]);
    expect(Object.keys(ACCESS_TABLE).filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('refuses a route that it does not know', () => {
    expect(routePolicyOf('GET', '/api/v1/constructor')).toBeUndefined();
    expect(routePolicyOf('PUT', '/api/v1/swings')).toBeUndefined();
    expect(routePolicyOf('HEAD', '/api/v1/swings')).toBe(routePolicyOf('GET', '/api/v1/swings'));
  });

  it.each(ROLES)('gives %s what is theirs on every route, and nothing else', async (role) => {
    const wrong: string[] = [];
    for (const route of routesIn(api)) {
      for (const isOwn of [true, false]) {
        const answer = await ask(role, route, isOwn);
        if (isRefused(answer) === isExpected(role, route, isOwn)) {
          wrong.push(`${route} ${isOwn ? 'own' : 'other'}: ${answer.status} ${String(answer.body['code'])}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('lets nobody compare a swing of theirs with somebody else’s', async () => {
    const [mine, other] = [swingOf('player', true), swingOf('player', false)];
    const { accessToken: token } = people.player;
    for (const path of [`${mine}/compare/${other}`, `${other}/compare/${mine}`, `${mine}/compare/${other}/page`]) {
      const answer = await call(api, `GET /api/v1/swings/${path}`, { token });
      expect([answer.status, answer.body['code']]).toEqual([404, 'store/swing-unknown']);
    }
  });

  it('lists to a player nothing but their own swings, whatever they ask for', async () => {
    const mine = swingOf('player', true);
    swingOf('player', false);
    const { accessToken: token, player } = people.player;
    for (const query of ['', `?player=${player}`, '?session=visit-0', '?limit=100']) {
      const { body } = await call(api, `GET /api/v1/swings${query}`, { token });
      const swings = body['swings'] as { id: string; player: string }[];
      expect(swings.map((swing) => swing.id)).toContain(mine);
      expect(new Set(swings.map((swing) => swing.player))).toEqual(new Set([player]));
    }
  });

  it('answers for somebody else’s swing as for one that never was', async () => {
    const { accessToken: token } = people.player;
    const others = await call(api, `GET /api/v1/swings/${swingOf('player', false)}`, { token });
    const never = await call(api, 'GET /api/v1/swings/00000000-0000-7000-8000-000000000000', { token });
    expect(others.status).toBe(never.status);
    expect(others.body['code']).toBe(never.body['code']);
  });
});
