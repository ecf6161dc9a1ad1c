/** Answers about one swing: true ones, and every way in which one can be bad. */
import type { CoachAnswer } from '../../device/swing/report/coach-answer.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { Act } from './claude-server.fixture.ts';
import { trueAnswer } from './coached-swing.fixture.ts';

const NO_WAIT = { 'retry-after-ms': '5' };

export interface SwingCase {
  readonly name: string;
  /** What the server does at each try, the last one again and again. */
  readonly acts: (report: SwingReport) => readonly Act[];
  readonly reachesThePlayer: boolean;
}

const say = (answer: object, more: object = {}): Act => ({ kind: 'say', text: JSON.stringify(answer), ...more });
const with_ = (report: SwingReport, changes: Partial<CoachAnswer>): Act => say({ ...trueAnswer(report), ...changes });
const good = (report: SwingReport): Act => say(trueAnswer(report), { usage: { cacheRead: 0, cacheWrite5m: 7_013 } });
const drill = (report: SwingReport, drillId: string): Act =>
  with_(report, { recommendations: trueAnswer(report).recommendations.map((one) => ({ ...one, drillId })) });

export const SWING_CASES: readonly SwingCase[] = [
  { name: 'true', acts: (report) => [good(report)], reachesThePlayer: true },
  {
    name: 'an invented number, twice',
    acts: (report) => [with_(report, { overallFeedback: 'Your shoulder turn is 173.3 degrees.' })],
    reachesThePlayer: false,
  },
  {
    name: 'an invented number, mended',
    acts: (report) => [with_(report, { overallFeedback: 'You gained 12.3 % of speed.' }), good(report)],
    reachesThePlayer: true,
  },
  {
    name: 'a withheld metric claimed',
    acts: (report) => [with_(report, { overallFeedback: 'Your hand path shift is small.' })],
    reachesThePlayer: false,
  },
  {
    name: 'a shot that nobody measured',
    acts: (report) => [with_(report, { coachingCues: ['Swing for 240 yards of carry.'] })],
    reachesThePlayer: false,
  },
  { name: 'an unknown drill', acts: (report) => [drill(report, 'moon-walk')], reachesThePlayer: false },
  {
    name: 'an unknown drill, mended',
    acts: (report) => [drill(report, 'moon-walk'), good(report)],
    reachesThePlayer: true,
  },
  { name: 'cut JSON', acts: () => [{ kind: 'say', text: '{"swingPhases":[{"phase":"top' }], reachesThePlayer: false },
  { name: 'too long', acts: () => [{ kind: 'say', text: '{"a', stop: 'max_tokens' }], reachesThePlayer: false },
  { name: 'another document', acts: () => [say({ answer: 'Fine.' })], reachesThePlayer: false },
  { name: 'a refusal', acts: () => [{ kind: 'refuse' }], reachesThePlayer: false },
  {
    name: 'busy (429)',
    acts: (report) => [{ kind: 'error', status: 429, headers: NO_WAIT }, good(report)],
    reachesThePlayer: true,
  },
  {
    name: 'overloaded (529) for longer than is waited for at once',
    acts: (report) =>
      [529, 529, 529].map((status): Act => ({ kind: 'error', status, headers: NO_WAIT })).concat(good(report)),
    reachesThePlayer: true,
  },
  {
    name: 'broken (500)',
    acts: (report) => [{ kind: 'error', status: 500, headers: NO_WAIT }, good(report)],
    reachesThePlayer: true,
  },
  {
    name: 'a stream that stops',
    acts: (report) => [{ kind: 'stop-in-mid-answer', text: '{"swingPhases":', next: 'close' }, good(report)],
    reachesThePlayer: true,
  },
  {
    name: 'a stream that always stops',
    acts: () => [{ kind: 'stop-in-mid-answer', text: '{"swingPhases":', next: 'error-event' }],
    reachesThePlayer: false,
  },
  { name: 'a login page', acts: (report) => [{ kind: 'portal' }, good(report)], reachesThePlayer: true },
  {
    name: 'another language',
    acts: (report) => [say(trueAnswer(report, 'ja'))],
    reachesThePlayer: false,
  },
];
