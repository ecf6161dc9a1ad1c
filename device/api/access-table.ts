/**
 * Who may call which route: the one table. A route that is not in it is refused, and a test fails.
 *
 * `own` is what belongs to the caller: a player's swings and data, a coach's players besides, on the bay's own screen
 * what was recorded in the visit that is going on. The token of the configuration, and whoever is at the machine of a
 * bay that nobody owns yet, count as `admin`.
 */
import type { AccountRole } from '../store/account-repository.ts';

/** `kiosk` is the bay's own screen, `scraper` whoever holds the token for metrics alone, `bay` a bay of this facility. */
export type Role = AccountRole | 'kiosk' | 'scraper' | 'bay';
export type Reach = 'own' | 'any';

/** What a route is about: whose it is decides between own and other's. */
export type Subject =
  /** Nothing that belongs to anybody. */
  | 'bay'
  /** The swing of the path; a second one counts as well. */
  | 'swing'
  /** Several swings: with `own`, the route itself gives out no others. */
  | 'swings'
  /** The player of the path. */
  | 'player'
  /** The caller's own account: no way to name another. */
  | 'self'
  /** The visit of the path, or the one that goes on. */
  | 'visit'
  /** The visit of the path, over or not: whoever swung in it. */
  | 'session';

export interface RoutePolicy {
  readonly subject: Subject;
  /** Without any credential, from anywhere. */
  readonly everyone?: true;
  readonly reach: Readonly<Partial<Record<Role, Reach>>>;
}

const everyone: RoutePolicy = { subject: 'bay', everyone: true, reach: {} };

/** Whoever may see a swing. */
const seeSwing: RoutePolicy = {
  subject: 'swing',
  reach: { kiosk: 'own', player: 'own', coach: 'own', staff: 'any', operator: 'any', admin: 'any' },
};
const changeSwing: RoutePolicy = { subject: 'swing', reach: { player: 'own', operator: 'any', admin: 'any' } };
/** As said at the screen by whoever stands before it, or by whose swing it is. */
const correctSwing: RoutePolicy = { ...changeSwing, reach: { ...changeSwing.reach, kiosk: 'own' } };
/** Only whose swing it is lets strangers see it: no coach, no staff, no screen. */
const shareSwing: RoutePolicy = { subject: 'swing', reach: { player: 'own' } };
const seeSwings: RoutePolicy = { ...seeSwing, subject: 'swings' };

const known: RoutePolicy = {
  subject: 'bay',
  reach: {
    kiosk: 'any',
    player: 'any',
    coach: 'any',
    staff: 'any',
    installer: 'any',
    operator: 'any',
    admin: 'any',
  },
};
const seeBay: RoutePolicy = {
  subject: 'bay',
  reach: { kiosk: 'any', staff: 'any', installer: 'any', operator: 'any', admin: 'any' },
};
const install: RoutePolicy = { subject: 'bay', reach: { installer: 'any', operator: 'any', admin: 'any' } };
const manage: RoutePolicy = { subject: 'bay', reach: { operator: 'any', admin: 'any' } };

const self: RoutePolicy = {
  subject: 'self',
  reach: { player: 'own', coach: 'own', staff: 'own', installer: 'own', operator: 'own', admin: 'own' },
};

/** Whoever runs the visit that goes on. */
const runVisit: RoutePolicy = {
  subject: 'visit',
  reach: { kiosk: 'any', staff: 'any', operator: 'any', admin: 'any' },
};

const seeVisit: RoutePolicy = {
  ...runVisit,
  reach: { ...runVisit.reach, player: 'own', coach: 'own', installer: 'any' },
};
const runBay: RoutePolicy = { ...runVisit, subject: 'bay' };

/** Shots of other programs: of this bay by whoever looks after it, of a player by the player or their coach. */
const giveShots: RoutePolicy = {
  subject: 'swings',
  reach: { player: 'own', coach: 'own', staff: 'any', installer: 'any', operator: 'any', admin: 'any' },
};

/** Whoever may see how a player does. */
const seePlayer: RoutePolicy = {
  subject: 'player',
  reach: { player: 'own', coach: 'own', staff: 'any', operator: 'any', admin: 'any' },
};
/** What the screen alone may not do: whoever stands before it is anybody. */
const runByStaff: RoutePolicy = { subject: 'bay', reach: { staff: 'any', operator: 'any', admin: 'any' } };

/** Who coaches a player is the player's to say, never the coach's. */
const chooseCoach: RoutePolicy = { subject: 'player', reach: { player: 'own', operator: 'any', admin: 'any' } };

/** What passes between a coach and a player is nobody else's: staff run bays, and the bay's screen shows what is for players. */
const seeNotes: RoutePolicy = {
  subject: 'swing',
  reach: { kiosk: 'own', player: 'own', coach: 'own', operator: 'any', admin: 'any' },
};
const seeLesson: RoutePolicy = {
  subject: 'player',
  reach: { player: 'own', coach: 'own', operator: 'any', admin: 'any' },
};
/** What the coach in words costs: a coach sees it of their players. */
const seeCosts: RoutePolicy = {
  subject: 'swings',
  reach: { coach: 'own', staff: 'any', operator: 'any', admin: 'any' },
};
/** Only a coach coaches: whoever else may do everything else has not been chosen by the player. */
const coachSwing: RoutePolicy = { subject: 'swing', reach: { coach: 'own' } };
const coachPlayer: RoutePolicy = { subject: 'player', reach: { coach: 'own' } };

const v1 = '/api/v1';
const swing = `${v1}/swings/:id`;
const calibration = `${v1}/calibration`;

export const ACCESS_TABLE: Readonly<Record<string, RoutePolicy>> = {
  [`POST ${v1}/auth/register`]: everyone,
  [`POST ${v1}/auth/login`]: everyone,
  [`POST ${v1}/auth/refresh`]: everyone,
  [`POST ${v1}/auth/logout`]: everyone,
  [`POST ${v1}/auth/pin`]: { subject: 'bay', reach: { kiosk: 'any', admin: 'any' } },
  [`POST ${v1}/accounts`]: manage,

  [`GET ${v1}/users/me`]: self,
  [`PATCH ${v1}/users/me`]: self,
  [`DELETE ${v1}/users/me`]: self,
  [`GET ${v1}/users/me/export`]: self,
  [`POST ${v1}/users/me/card`]: self,
  [`GET ${v1}/users/me/coaches`]: self,
  [`GET ${v1}/users/:id/stats`]: seePlayer,
  [`GET ${v1}/users/:id/progress`]: seePlayer,
  [`GET ${v1}/users/me/goals`]: self,
  [`POST ${v1}/users/me/goals`]: self,
  [`DELETE ${v1}/users/me/goals/:id`]: self,
  [`PUT ${v1}/users/:id/coaches/:coach`]: chooseCoach,
  [`DELETE ${v1}/users/:id/coaches/:coach`]: chooseCoach,
  [`PUT ${v1}/users/:id/guardian`]: { subject: 'player', reach: { staff: 'any', operator: 'any', admin: 'any' } },
  [`GET ${v1}/coaching/players`]: { subject: 'self', reach: { coach: 'own' } },
  [`GET ${v1}/coaching/players/:id`]: coachPlayer,
  [`GET ${v1}/coaching/players/:id/goals`]: coachPlayer,
  [`GET ${v1}/coaching/players/:id/drill-effects`]: coachPlayer,
  [`GET ${v1}/users/:id/drills`]: seeLesson,
  [`POST ${v1}/users/:id/drills`]: coachPlayer,
  [`DELETE ${v1}/users/:id/drills/:assignment`]: seeLesson,
  [`POST ${v1}/drills/:id/complete`]: self,
  [`GET ${v1}/drills/completed`]: self,
  [`GET ${v1}/drills/recommended`]: self,
  [`GET ${v1}/drills/effects`]: self,
  [`GET ${v1}/drills`]: known,
  [`GET ${v1}/leaderboards`]: known,

  [`GET ${v1}/visit`]: seeVisit,
  [`POST ${v1}/visit/pin`]: { subject: 'bay', reach: { kiosk: 'any', admin: 'any' } },
  [`POST ${v1}/visit/turn`]: { ...runVisit, reach: { ...runVisit.reach, player: 'own', coach: 'own' } },
  [`DELETE ${v1}/visit/players/:id`]: {
    subject: 'player',
    reach: { kiosk: 'any', player: 'own', coach: 'own', staff: 'any', operator: 'any', admin: 'any' },
  },
  [`PUT ${v1}/visit/club`]: { ...runVisit, reach: { ...runVisit.reach, player: 'own', coach: 'own' } },
  [`POST ${v1}/visit/stay`]: { ...runVisit, reach: { ...runVisit.reach, player: 'own', coach: 'own' } },
  [`POST ${v1}/visit/end`]: runVisit,
  [`GET ${v1}/sessions/:id/summary`]: { ...runVisit, reach: { ...runVisit.reach, kiosk: 'own' } },
  [`POST ${v1}/sessions/:id/join-code`]: {
    subject: 'bay',
    reach: { kiosk: 'any', staff: 'any', operator: 'any', admin: 'any' },
  },
  [`POST ${v1}/sessions/join`]: self,
  [`GET ${v1}/sessions`]: { ...seeSwing, subject: 'swings' },
  [`GET ${v1}/sessions/:id`]: { ...seeSwing, subject: 'session' },
  [`POST ${v1}/sessions/:id/end`]: runVisit,

  [`GET ${v1}/sessions/:id/coach`]: { ...seeSwing, subject: 'session' },
  [`GET ${v1}/users/:id/week`]: seeLesson,
  [`POST ${v1}/users/:id/week`]: seeLesson,
  [`GET ${v1}/coach/costs`]: seeCosts,
  [`GET ${v1}/coach/exchanges`]: seeCosts,
  // What players wrote about themselves stands in the questions.
  [`GET ${v1}/coach/exchanges/:exchange`]: { subject: 'bay', reach: { coach: 'own', operator: 'any', admin: 'any' } },

  [`GET ${v1}/players`]: { subject: 'swings', reach: { coach: 'own', staff: 'any', operator: 'any', admin: 'any' } },
  [`POST ${v1}/players`]: { subject: 'bay', reach: { staff: 'any', operator: 'any', admin: 'any' } },
  [`GET ${v1}/players/:id`]: {
    subject: 'player',
    reach: { player: 'own', coach: 'own', staff: 'any', operator: 'any', admin: 'any' },
  },

  [`GET ${v1}/bay`]: seeBay,

  [`POST ${v1}/integrations/shots`]: giveShots,
  [`POST ${v1}/integrations/import`]: giveShots,
  [`GET ${v1}/integrations/shots`]: {
    subject: 'swings',
    reach: { player: 'own', coach: 'own', staff: 'any', operator: 'any', admin: 'any' },
  },

  [`POST ${v1}/swings/upload`]: {
    subject: 'bay',
    reach: { player: 'any', coach: 'any', operator: 'any', admin: 'any' },
  },
  [`GET ${v1}/swings`]: seeSwings,
  [`GET ${swing}`]: seeSwing,
  [`DELETE ${swing}`]: changeSwing,
  [`GET ${swing}/analysis`]: seeSwing,
  [`GET ${swing}/video`]: seeSwing,
  [`GET ${swing}/frames`]: seeSwing,
  [`GET ${swing}/frames/:name`]: seeSwing,
  [`GET ${swing}/poses`]: seeSwing,
  [`GET ${swing}/joints`]: seeSwing,
  [`GET ${swing}/revisions`]: seeSwing,
  [`POST ${swing}/reanalyze`]: changeSwing,
  [`PUT ${swing}/handedness`]: correctSwing,
  [`GET ${swing}/compare/:other`]: seeSwing,
  [`GET ${swing}/compare/:other/page`]: seeSwing,
  [`GET ${swing}/similar`]: seeSwing,

  [`GET ${swing}/coach`]: seeSwing,
  [`GET ${swing}/notes`]: seeNotes,
  [`POST ${swing}/notes`]: coachSwing,
  [`PATCH ${swing}/notes/:note`]: coachSwing,
  [`DELETE ${swing}/notes/:note`]: {
    ...seeNotes,
    reach: { player: 'own', coach: 'own', operator: 'any', admin: 'any' },
  },
  [`POST ${swing}/exports`]: changeSwing,
  [`GET ${swing}/exports/:export`]: changeSwing,
  [`GET ${swing}/exports/:export/video`]: changeSwing,
  [`POST ${swing}/shares`]: shareSwing,
  [`GET ${swing}/shares`]: shareSwing,
  [`DELETE ${swing}/shares/:share`]: shareSwing,
  // The token of a link is their credential; `ShareDesk` asks for it.
  [`GET ${v1}/shared`]: everyone,
  [`GET ${v1}/shared/clips/:camera`]: everyone,
  [`GET ${v1}/shared/poses/:camera`]: everyone,
  [`GET ${v1}/shared/film`]: everyone,

  [`GET ${v1}/catalogue`]: known,

  [`GET ${v1}/voice`]: seeBay,
  [`POST ${v1}/voice`]: runBay,
  [`GET ${v1}/voice/sounds/:id`]: seeBay,

  [`GET ${v1}/games/tempo`]: known,
  [`GET ${v1}/games/tempo/:beat/swings/:id`]: seeSwing,
  [`GET ${v1}/games/consistency`]: seeVisit,
  [`GET ${v1}/games/consistency/leaderboard`]: known,

  [`GET ${v1}/catalogue/drills/:id/drawing`]: known,

  [`GET ${calibration}`]: { ...install, reach: { ...install.reach, staff: 'any' } },
  [`POST ${calibration}`]: install,
  [`DELETE ${calibration}`]: install,
  [`POST ${calibration}/mat`]: install,
  [`POST ${calibration}/carry`]: install,
  [`POST ${calibration}/clap`]: install,
  [`POST ${calibration}/no-clap`]: install,
  [`POST ${calibration}/save`]: install,
  [`GET ${calibration}/pictures/:camera`]: install,

  [`GET ${v1}/bay/service`]: seeBay,
  [`PUT ${v1}/bay/service`]: runByStaff,
  [`GET ${v1}/facility/arrivals`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },
  [`POST ${v1}/facility/arrivals/retry`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },
  [`GET ${v1}/sync`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },
  [`POST ${v1}/sync/retry`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },

  [`GET ${v1}/fleet`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },
  [`GET ${v1}/fleet/audit`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },

  [`GET ${v1}/facility/line`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },
  [`GET ${v1}/facility/bays`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },
  [`GET ${v1}/facility/accounts`]: runByStaff,
  [`POST ${v1}/facility/accounts/joins`]: runByStaff,
  [`DELETE ${v1}/facility/accounts/joins/:id`]: runByStaff,
  [`POST ${v1}/facility/bays`]: manage,
  [`DELETE ${v1}/facility/bays/:name`]: manage,
  // The code is the credential.
  [`POST ${v1}/facility/enrolments`]: everyone,
  [`POST ${v1}/facility/exchange`]: { subject: 'bay', reach: { bay: 'any' } },

  [`GET ${v1}/devices`]: seeBay,
  [`POST ${v1}/devices/:id/clear-fault`]: { ...runByStaff, reach: { ...runByStaff.reach, installer: 'any' } },
  [`POST ${v1}/devices/:id/exercise`]: install,
  [`POST ${v1}/realtime/ticket`]: {
    subject: 'visit',
    reach: { kiosk: 'any', player: 'own', coach: 'own', staff: 'any', installer: 'any', operator: 'any', admin: 'any' },
  },
  [`GET ${v1}/health`]: seeBay,
  [`GET ${v1}/health/live`]: everyone,
  [`GET ${v1}/health/ready`]: everyone,
  [`GET ${v1}/openapi.json`]: known,
  'GET /metrics': { ...install, reach: { ...install.reach, scraper: 'any' } },
};

/** How the tables name a route. */
export function routeNameOf(method: string, path: string): string {
  return `${method === 'HEAD' ? 'GET' : method} ${path}`;
}

export function routePolicyOf(method: string, path: string): RoutePolicy | undefined {
  const key = routeNameOf(method, path);
  return Object.hasOwn(ACCESS_TABLE, key) ? ACCESS_TABLE[key] : undefined;
}
