/**
 * Which routes and pages only one role of an appliance has: a facility's has no golfer in front of it, and a bay has no
 * other bays. Where it has them not it says so, once it is known that the caller might use them.
 */
export const ROLES = ['bay', 'facility'] as const;
export type ApplianceRole = (typeof ROLES)[number];

export const APPLIANCE_ROLE = Symbol('ApplianceRole');

const v1 = '/api/v1';

const BAY_ROUTES: ReadonlySet<string> = new Set([
  `POST ${v1}/auth/pin`,
  `POST ${v1}/users/me/card`,
  `GET ${v1}/visit`,
  `POST ${v1}/visit/pin`,
  `POST ${v1}/visit/turn`,
  `DELETE ${v1}/visit/players/:id`,
  `PUT ${v1}/visit/club`,
  `POST ${v1}/visit/stay`,
  `POST ${v1}/visit/end`,
  `POST ${v1}/sessions/:id/join-code`,
  `POST ${v1}/sessions/join`,
  `POST ${v1}/sessions/:id/end`,
  `GET ${v1}/bay`,
  `GET ${v1}/bay/service`,
  `PUT ${v1}/bay/service`,
  `POST ${v1}/integrations/shots`,
  `POST ${v1}/integrations/import`,
  `POST ${v1}/swings/upload`,
  `POST ${v1}/swings/:id/reanalyze`,
  `PUT ${v1}/swings/:id/handedness`,
  `GET ${v1}/voice`,
  `POST ${v1}/voice`,
  `GET ${v1}/voice/sounds/:id`,
  `GET ${v1}/games/consistency`,
  `GET ${v1}/calibration`,
  `POST ${v1}/calibration`,
  `DELETE ${v1}/calibration`,
  `POST ${v1}/calibration/mat`,
  `POST ${v1}/calibration/carry`,
  `POST ${v1}/calibration/clap`,
  `POST ${v1}/calibration/no-clap`,
  `POST ${v1}/calibration/save`,
  `GET ${v1}/calibration/pictures/:camera`,
  `POST ${v1}/devices/:id/clear-fault`,
  `POST ${v1}/devices/:id/exercise`,
  `POST ${v1}/realtime/ticket`,
  `GET ${v1}/facility/line`,
]);

const FACILITY_ROUTES: ReadonlySet<string> = new Set([
  `GET ${v1}/facility/arrivals`,
  `POST ${v1}/facility/arrivals/retry`,
  `GET ${v1}/facility/bays`,
  `POST ${v1}/facility/bays`,
  `DELETE ${v1}/facility/bays/:name`,
  `GET ${v1}/facility/accounts`,
  `POST ${v1}/facility/accounts/joins`,
  `DELETE ${v1}/facility/accounts/joins/:id`,
  `POST ${v1}/facility/enrolments`,
  `POST ${v1}/facility/exchange`,
]);

const BAY_PAGES: ReadonlySet<string> = new Set(['/index.html', '/calibrate.html', '/games.html']);
const FACILITY_PAGES: ReadonlySet<string> = new Set(['/facility.html']);

/** The role that has a route, as the access table names it; null for one that every appliance has. */
export function roleOfRoute(name: string): ApplianceRole | null {
  if (BAY_ROUTES.has(name)) return 'bay';
  return FACILITY_ROUTES.has(name) ? 'facility' : null;
}

/** The role that has a page, by its file. */
export function roleOfPage(file: string): ApplianceRole | null {
  if (BAY_PAGES.has(file)) return 'bay';
  return FACILITY_PAGES.has(file) ? 'facility' : null;
}

/** The page at `/`. */
export function firstPageOf(role: ApplianceRole): string {
  return role === 'facility' ? '/facility.html' : '/index.html';
}
