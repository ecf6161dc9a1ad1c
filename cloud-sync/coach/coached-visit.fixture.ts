/** Visits of players to be talked over, true answers about them, and every way in which an answer can be bad. */
import { visitWords } from '../../device/swing/coach/visit-words.ts';
import { weekWords } from '../../device/swing/coach/week-words.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { Act, WireQuestion } from './claude-server.fixture.ts';
import { type CoachBay, whose } from './coach-bay.fixture.ts';

export interface CoachedVisit {
  /** Also the player's only goal, by which a question tells whose it is. */
  readonly name: string;
  readonly player: string;
  readonly session: string;
  /** Oldest first. */
  readonly shots: readonly SwingReport[];
}

export type TogetherTask = 'visit' | 'week';

const SHOTS = 9;
const NO_WAIT = { 'retry-after-ms': '5' };

/** A visit of one player that is over. */
export function addVisit(bay: CoachBay, index: number): CoachedVisit {
  const name = `visitor ${index}`;
  const session = `visit-of-${index}`;
  const player = bay.addPlayer(name);
  bay.store.players.beginSession(session, 'bay-1');
  const recordedAt = bay.clock.wall().toISOString();
  const shots = Array.from({ length: SHOTS }, (_, shot) =>
    bay.addSwing(player, 1_000 * index + shot, { session, report: { recordedAt } }),
  );
  bay.store.players.endSession(session);
  return { name, player, session, shots };
}

/** What is asked for: a plan of a week says how to tell that it works, and no summary does. */
export function taskOf({ format }: WireQuestion): TogetherTask {
  return JSON.stringify(format.schema).includes('howToTell') ? 'week' : 'visit';
}

/** True of the visit: the bay's own words are. */
export function trueWords(task: TogetherTask, { shots }: CoachedVisit): object {
  return task === 'visit' ? visitWords(shots, 'en') : weekWords({ swings: shots, goals: [] }, 'en');
}

export interface TogetherCase {
  readonly name: string;
  /** What the server does at each try, the last one again and again. */
  readonly acts: (task: TogetherTask, visit: CoachedVisit) => readonly Act[];
  readonly reachesThePlayer: boolean;
}

const say = (document: object, more: object = {}): Act => ({ kind: 'say', text: JSON.stringify(document), ...more });
const good = (task: TogetherTask, visit: CoachedVisit): Act => say(trueWords(task, visit));
const first = (task: TogetherTask): string => (task === 'visit' ? 'overview' : 'aim');
const saying = (sentence: string) => (task: TogetherTask, visit: CoachedVisit) => [
  say({ ...trueWords(task, visit), [first(task)]: sentence }),
];
const drilling = (task: TogetherTask, visit: CoachedVisit): Act => {
  const text = JSON.stringify(trueWords(task, visit));
  return { kind: 'say', text: text.replace(/"drillId":"[^"]*"/u, '"drillId":"moon-walk"') };
};
const failing = (status: number): Act => ({ kind: 'error', status, headers: NO_WAIT });

export const TOGETHER_CASES: readonly TogetherCase[] = [
  { name: 'true', acts: (task, visit) => [good(task, visit)], reachesThePlayer: true },
  { name: 'an invented number', acts: saying('Your shoulder turn is 173.3 degrees.'), reachesThePlayer: false },
  { name: 'an invented change', acts: saying('Your tempo improved by 4.71.'), reachesThePlayer: false },
  { name: 'an invented count', acts: saying('You made 77 swings.'), reachesThePlayer: false },
  {
    name: 'an invented number, mended',
    acts: (task, visit) => [...saying('You gained 12.3 % of speed.')(task, visit), good(task, visit)],
    reachesThePlayer: true,
  },
  { name: 'a withheld metric claimed', acts: saying('Your hand path shift is small.'), reachesThePlayer: false },
  { name: 'an unknown drill', acts: (task, visit) => [drilling(task, visit)], reachesThePlayer: false },
  {
    name: 'an unknown drill, mended',
    acts: (task, visit) => [drilling(task, visit), good(task, visit)],
    reachesThePlayer: true,
  },
  { name: 'cut JSON', acts: () => [{ kind: 'say', text: '{"overview":"You' }], reachesThePlayer: false },
  { name: 'too long', acts: () => [{ kind: 'say', text: '{"a', stop: 'max_tokens' }], reachesThePlayer: false },
  { name: 'a refusal', acts: () => [{ kind: 'refuse' }], reachesThePlayer: false },
  { name: 'busy (429)', acts: (task, visit) => [failing(429), good(task, visit)], reachesThePlayer: true },
  {
    name: 'overloaded (529) for longer than is waited for at once',
    acts: (task, visit) => [failing(529), failing(529), failing(529), good(task, visit)],
    reachesThePlayer: true,
  },
  { name: 'broken (500)', acts: (task, visit) => [failing(500), good(task, visit)], reachesThePlayer: true },
  {
    name: 'a stream that stops',
    acts: (task, visit) => [{ kind: 'stop-in-mid-answer', text: '{"aim":', next: 'close' }, good(task, visit)],
    reachesThePlayer: true,
  },
  {
    name: 'a stream that always stops',
    acts: () => [{ kind: 'stop-in-mid-answer', text: '{"aim":', next: 'error-event' }],
    reachesThePlayer: false,
  },
];

/** Plays each visit's case, try by try. */
export function playCases(bay: CoachBay, visits: readonly (readonly [CoachedVisit, TogetherCase])[]): void {
  const byName = new Map(visits.map(([visit, one]) => [visit.name, { visit, one }]));
  const tries = new Map<string, number>();
  bay.server.script = (question) => {
    const task = taskOf(question);
    const found = byName.get(whose(question));
    if (found === undefined) return { kind: 'error', status: 400 };
    const key = `${task} ${found.visit.name}`;
    const before = tries.get(key) ?? 0;
    tries.set(key, before + 1);
    const acts = found.one.acts(task, found.visit);
    return acts[Math.min(before, acts.length - 1)] as Act;
  };
}
