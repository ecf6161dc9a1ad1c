import type { Leaderboard, StaffToken } from '../../api/contract/accounts.ts';
import type { CoachCosts, VisitCoach } from '../../api/contract/coach.ts';
import type { BayService, Exercise } from '../../api/contract/devices.ts';
import type { LeaderboardBody } from '../../api/contract/games.ts';
import type { Language } from '../../api/contract/language.ts';
import type { Health } from '../../api/contract/rest.ts';
import type { ClubChoice, JoinCode, VisitBody } from '../../api/contract/visit.ts';
import type { VisitSummary } from '../../api/contract/visit-summary.ts';

/** What the panels of a visit ask of the bay. Every call ends by itself; a refusal is a {@link BayRefusal}. */
export interface VisitApi {
  fetchJoinCode(session: string): Promise<JoinCode>;
  joinByPin(pin: string): Promise<VisitBody>;
  /** Null for a guest; the next in order where absent. */
  giveTurn(player?: string | null): Promise<VisitBody>;
  leave(player: string): Promise<VisitBody>;
  takeClub(club: ClubChoice['club']): Promise<VisitBody>;
  /** Somebody is still there. */
  stay(): Promise<VisitBody>;
  /** With the token of staff, or as whoever stands before the screen. */
  endVisit(token?: string): Promise<VisitBody>;
  fetchSummary(session: string): Promise<VisitSummary>;
  fetchCoach(session: string, language: Language): Promise<VisitCoach>;
  fetchCoachCosts(token: string): Promise<CoachCosts>;
  fetchScores(): Promise<Leaderboard>;
  fetchConsistency(): Promise<LeaderboardBody>;
  loginStaff(pin: string): Promise<StaffToken>;
  fetchHealth(token: string): Promise<Health>;
  fetchService(token: string): Promise<BayService>;
  setService(token: string, service: BayService): Promise<BayService>;
  clearFault(token: string, device: string): Promise<Exercise>;
}

/** The bay answered that it will not. */
export class BayRefusal extends Error {
  readonly code: string;
  readonly retryAfterSeconds: number | null;

  constructor(code: string, message: string, retryAfterSeconds: number | null) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const ANSWER_MS_MAX = 10_000;
const PLACES_SHOWN = 7;
/** A bay that has failed still says how it is. */
const TOLD_ALL_THE_SAME = 503;

export function createVisitApi(origin: string): VisitApi {
  const call = async <T>(line: string, of: { body?: unknown; token?: string | undefined } = {}): Promise<T> => {
    const [method = 'GET', path = ''] = line.split(' ');
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        ...(of.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(of.token === undefined ? {} : { authorization: `Bearer ${of.token}` }),
      },
      ...(of.body === undefined ? {} : { body: JSON.stringify(of.body) }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const isHealth = answer.status === TOLD_ALL_THE_SAME && path === '/health';
    if (!answer.ok && !isHealth) throw await refusalOf(answer);
    return (await answer.json()) as T;
  };
  return {
    fetchJoinCode: (session) => call(`POST /sessions/${encodeURIComponent(session)}/join-code`),
    joinByPin: (pin) => call('POST /visit/pin', { body: { pin } }),
    giveTurn: (player) => call('POST /visit/turn', { body: player === undefined ? {} : { player } }),
    leave: (player) => call(`DELETE /visit/players/${encodeURIComponent(player)}`),
    takeClub: (club) => call('PUT /visit/club', { body: { club } }),
    stay: () => call('POST /visit/stay'),
    endVisit: (token) => call('POST /visit/end', { token }),
    fetchSummary: (session) => call(`GET /sessions/${encodeURIComponent(session)}/summary`),
    fetchCoach: (session, language) => call(`GET /sessions/${encodeURIComponent(session)}/coach?lang=${language}`),
    fetchCoachCosts: (token) => call('GET /coach/costs', { token }),
    fetchScores: () => call(`GET /leaderboards?limit=${PLACES_SHOWN}`),
    fetchConsistency: () => call(`GET /games/consistency/leaderboard?limit=${PLACES_SHOWN}`),
    loginStaff: (pin) => call('POST /auth/pin', { body: { pin } }),
    fetchHealth: (token) => call('GET /health', { token }),
    fetchService: (token) => call('GET /bay/service', { token }),
    setService: (token, service) => call('PUT /bay/service', { body: service, token }),
    clearFault: (token, device) => call(`POST /devices/${encodeURIComponent(device)}/clear-fault`, { token }),
  };
}

async function refusalOf(answer: Response): Promise<BayRefusal> {
  const waits = Number(answer.headers.get('retry-after') ?? Number.NaN);
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
  return new BayRefusal(
    said.code ?? `http/${answer.status}`,
    said.message ?? answer.statusText,
    Number.isFinite(waits) ? waits : null,
  );
}
