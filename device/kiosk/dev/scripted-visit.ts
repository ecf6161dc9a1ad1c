/** The scripted bay's visits: players, turns, clubs, codes, summaries, boards and staff, as the daemon answers them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Leaderboard } from '../../api/contract/accounts.ts';
import type { Health } from '../../api/contract/rest.ts';
import type { VisitBody } from '../../api/contract/visit.ts';
import type { SummaryNumber, VisitSummary } from '../../api/contract/visit-summary.ts';
import { SCRIPTED_COSTS, scriptedVisitCoach } from './scripted-coach.ts';
import type { ScriptedSwing } from './scripted-swing.ts';

/** Whoever is known here, by PIN. */
const PLAYERS: Readonly<Record<string, string>> = {
  '111111': 'Aiko',
  '222222': 'Maximiliane von Hohenstein-Bergen',
  '333333': 'Ben',
};
const STAFF_PIN = '424242';
const STAFF_TOKEN = 'staff-of-the-script';
/** As the daemon, but sooner: a test has less patience than a guesser. */
const GUESSES_MAX = 5;
const CODE_SECONDS = 120;
const OF_VISITS =
  /^\/(visit|sessions\/[^/]+\/(join-code|summary|coach)$|leaderboards$|coach\/costs$|auth\/pin$|health$|bay\/service$|devices\/[^/]+\/clear-fault$)/;

type Answer = { readonly status: number; readonly body: unknown; readonly retryAfter?: number };
const ok = (body: unknown): Answer => ({ status: 200, body });
const refusal = (status: number, code: string): Answer => ({ status, body: { code, message: code, hint: null } });

export class ScriptedVisit {
  body: VisitBody;
  address: string | null = 'http://192.168.4.17:8080';
  codesGiven = 0;
  isInService = true;
  stays = 0;
  health: Health = {
    ...{ status: 'ok', version: '1.0.0', uptimeSeconds: 86_400 },
    parts: ['store', 'disk', 'camera face-on', 'camera down-the-line', 'microphone', 'recorder', 'voice'].map(
      (name) => {
        return { name, status: 'ok', code: null, message: null, hint: null };
      },
    ),
  };
  readonly faultsCleared: string[] = [];
  /** A summary as the daemon would make it; made of the scripted swings where none is given. */
  summary: VisitSummary | null = null;
  /** Whether Claude's words about the visit are there. */
  hasClaude = false;
  readonly #onChange: () => void;
  readonly #swings: readonly ScriptedSwing[];
  #guesses = 0;

  constructor(session: string, swings: readonly ScriptedSwing[], onChange: () => void) {
    this.#onChange = onChange;
    this.#swings = swings;
    this.body = { session, players: [], inTurn: null, over: null, goesOn: true, club: null, ends: null, card: null };
  }

  change(change: Partial<VisitBody>): VisitBody {
    this.body = { ...this.body, ...change };
    this.#onChange();
    return this.body;
  }

  /** Whether it was a call about a visit, and is answered. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = new URL(request.url ?? '/', 'http://bay').pathname.replace('/api/v1', '');
    if (!OF_VISITS.test(path)) return false;
    const isStaff = request.headers.authorization === `Bearer ${STAFF_TOKEN}`;
    const answer = this.#answerTo(`${request.method} ${path}`, await bodyOf(request), isStaff);
    if (answer === null) return false;
    const { status, body, retryAfter } = answer;
    const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    response.writeHead(status, { 'content-type': 'application/json', ...wait });
    response.end(JSON.stringify(body));
    return true;
  }

  #answerTo(line: string, body: Record<string, unknown>, isStaff: boolean): Answer | null {
    const [, leaving = ''] = /^DELETE \/visit\/players\/(.+)$/.exec(line) ?? [];
    const [, device = ''] = /^POST \/devices\/(.+)\/clear-fault$/.exec(line) ?? [];
    const answers: Readonly<Record<string, () => Answer>> = {
      'GET /visit': () => ok(this.body),
      'POST /visit/pin': () => this.#join(String(body['pin'])),
      'POST /visit/turn': () => ok(this.change({ inTurn: this.#turn(body['player'] as string | null | undefined) })),
      [`DELETE /visit/players/${leaving}`]: () => ok(this.#leave(leaving)),
      'PUT /visit/club': () => ok(this.change({ club: body['club'] as string | null })),
      'POST /visit/stay': () => {
        this.stays += 1;
        return ok(this.change({ ends: { why: 'inactive', inSeconds: 600 } }));
      },
      'POST /visit/end': () => ok(this.change({ over: 'ended', goesOn: false, inTurn: null, ends: null })),
      [`POST /sessions/${this.body.session}/join-code`]: () => this.#code(),
      [`GET /sessions/${this.body.session}/summary`]: () => ok(this.summary ?? this.#summary()),
      [`GET /sessions/${this.body.session}/coach`]: () =>
        ok(scriptedVisitCoach(this.body.session, null, this.hasClaude)),
      'GET /coach/costs': () => (isStaff ? ok(SCRIPTED_COSTS) : refusal(403, 'api/forbidden')),
      'GET /leaderboards': () => ok(SCORES),
      'POST /auth/pin': () =>
        this.#guess() ??
        (body['pin'] === STAFF_PIN
          ? ok({ accessToken: STAFF_TOKEN, expiresInSeconds: 600 })
          : refusal(401, 'auth/pin-wrong')),
      'GET /health': () => ok(this.health),
      'GET /bay/service': () => ok({ isInService: this.isInService }),
      'PUT /bay/service': () => {
        if (!isStaff) return refusal(403, 'api/forbidden');
        this.isInService = body['isInService'] === true;
        this.#onChange();
        return ok({ isInService: this.isInService });
      },
      [`POST /devices/${device}/clear-fault`]: () => {
        if (!isStaff) return refusal(403, 'api/forbidden');
        this.faultsCleared.push(device);
        return ok({ device, outcome: 'done', reason: null });
      },
    };
    return Object.hasOwn(answers, line) ? (answers[line]?.() ?? null) : null;
  }

  #join(pin: string): Answer {
    const refused = this.#guess();
    if (refused !== null) return refused;
    const name = PLAYERS[pin];
    if (name === undefined) return refusal(401, 'auth/pin-wrong');
    return ok(this.join(name));
  }

  /** By phone, card or PIN. */
  join(name: string): VisitBody {
    const id = `00000000-0000-7000-8000-00000000000${Object.values(PLAYERS).indexOf(name) + 1}`;
    const players = [...this.body.players.filter((player) => player.id !== id), { id, name }];
    return this.change({ players, inTurn: this.body.inTurn ?? id });
  }

  #guess(): Answer | null {
    this.#guesses += 1;
    return this.#guesses <= GUESSES_MAX ? null : { ...refusal(429, 'auth/too-many-guesses'), retryAfter: 840 };
  }

  #turn(player: string | null | undefined): string | null {
    if (player !== undefined) return player;
    const { players, inTurn } = this.body;
    const at = players.findIndex(({ id }) => id === inTurn);
    return players[(at + 1) % Math.max(1, players.length)]?.id ?? null;
  }

  #leave(player: string): VisitBody {
    const players = this.body.players.filter(({ id }) => id !== player);
    return this.change({ players, inTurn: players[0]?.id ?? null });
  }

  #code(): Answer {
    this.codesGiven += 1;
    const code = `code-${this.codesGiven}-of-the-script-`.padEnd(22, 'x');
    const unreachable = this.address === null ? 'loopback-only' : null;
    const { session } = this.body;
    return { status: 201, body: { code, expiresInSeconds: CODE_SECONDS, session, address: this.address, unreachable } };
  }

  #summary(): VisitSummary {
    const done = this.#swings.filter(({ status }) => status === 'completed').toReversed();
    const swings = done.map(({ report: { id, kind, score, club, handedness } }) => {
      return { id, kind, score: score?.overall ?? null, club, handedness };
    });
    const best = swings.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]?.id ?? null;
    const [newest] = this.#swings;
    const [fault] = newest?.report.faults ?? [];
    const golfer = {
      ...{ player: null, swings, best, drill: newest?.report.drills[0] ?? null },
      fault: fault === undefined ? null : { id: fault.id, shots: swings.length },
      numbers:
        swings.length === 0
          ? []
          : NUMBERS.map((number) =>
              numberOf(
                number,
                swings.map(({ id }) => id),
              ),
            ),
    };
    return { session: this.body.session, golfers: swings.length === 0 ? [] : [golfer] };
  }
}

const SCORES: Leaderboard = {
  days: 30,
  rows: [
    ['Aiko', 8.7, 7.9, 112, 'Bay 2'],
    ['Maximiliane von Hohenstein-Bergen', 8.1, 7.2, 64, 'Bay 4'],
    ['Ben', 8.1, 6.6, 31, 'Bay 4'],
    ['Jo', 6.4, 5.8, 12, 'Bay 2'],
  ].map(([name, scoreBest, scoreMean, shots, bay], at) => {
    const scores = { scoreBest: Number(scoreBest), scoreMean: Number(scoreMean), shots: Number(shots) };
    return { rank: at === 2 ? 2 : at + 1, name: String(name), bay: String(bay), ...scores };
  }),
  // The facility has not been heard of since.
  othersHeardAt: '2026-05-01T12:32:00.000Z',
};

interface DrawnNumber extends Pick<SummaryNumber, 'id' | 'at' | 'unit' | 'decimals' | 'verdict'> {
  readonly from: number;
  readonly to: number;
  readonly error: number;
}

const NUMBERS: readonly DrawnNumber[] = [
  { id: 'shoulder-turn', at: 'top', unit: '°', decimals: 0, verdict: 'improved', from: 74, to: 86, error: 4 },
  { id: 'pelvis-sway', at: 'top', unit: 'cm', decimals: 1, verdict: 'declined', from: -1, to: -4.2, error: 0.8 },
  { id: 'tempo-ratio', at: null, unit: 'ratio', decimals: 1, verdict: 'steady', from: 3, to: 3.05, error: 0.2 },
  { id: 'spine-angle', at: 'address', unit: '°', decimals: 0, verdict: 'too-early-to-say', from: 36, to: 38, error: 3 },
  { id: 'x-factor', at: 'top', unit: '°', decimals: 0, verdict: 'too-early-to-say', from: 40, to: 43, error: 6 },
];
const SCATTER = [0.4, -0.9, 0.2, 1.1, -0.3, -1, 0.8, 0.1];
const CHANGE_FROM = 8;

function numberOf({ from, to, error, ...number }: DrawnNumber, swings: readonly string[]): SummaryNumber {
  const values = swings.map((swing, at) => {
    const level = at < swings.length / 2 ? from : to;
    const value = level + (SCATTER[at % SCATTER.length] ?? 0) * error;
    return { swing, value, low: value - error, high: value + error };
  });
  if (swings.length < CHANGE_FROM) return { ...number, values, change: null, verdict: 'too-early-to-say' };
  const value = to - from;
  const isReal = number.verdict === 'improved' || number.verdict === 'declined';
  return { ...number, values, change: { from, to, value, low: value - error, high: value + error, isReal } };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (request.method === 'GET') return {};
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
