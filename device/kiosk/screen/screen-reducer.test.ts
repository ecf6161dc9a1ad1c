import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAY_STATES } from '../../api/contract/realtime.ts';
import { scriptedReport } from '../dev/scripted-report.ts';
import { reduceScreen } from './screen-reducer.ts';
import {
  INITIAL_STATE,
  isLineDown,
  MEASURING_MAX_MS,
  openSwing,
  RESULT_EMPTY_BAY_MS,
  RESULT_MAX_MS,
  RESULT_MIN_MS,
  type ScreenMessage,
  type ScreenState,
  SWINGS_KEPT_MAX,
} from './screen-state.ts';

const SESSION = 'session-1';

function connected(sessionId = SESSION): ScreenMessage {
  return { type: 'CONNECTED', data: { sessionId, bay: 'Bay 7', cameras: [], state: 'empty', warnings: [] } };
}

const state = (name: (typeof BAY_STATES)[number]): ScreenMessage => ({
  type: 'BAY_STATE',
  data: { state: name, warnings: [] },
});

const detected = (swingId: string): ScreenMessage => ({
  type: 'SWING_DETECTED',
  data: { swingId, kind: 'shot', impactAtNs: 1 },
});

const complete = (swingId: string, revision = 1): ScreenMessage => ({
  type: 'ANALYSIS_COMPLETE',
  data: { swingId, revision, status: 'completed' },
});

const passed = (nowMs: number): ScreenMessage => ({ type: 'time-passed', nowMs });

const loaded = (swingId: string, revision = 1): ScreenMessage => ({
  type: 'report-loaded',
  swingId,
  report: {
    ...scriptedReport({
      id: swingId,
      sequence: 1,
      session: SESSION,
      bay: 'Bay 7',
      kind: 'shot',
      score: 7,
      isSlowMotion: false,
      keyFrames: [],
      clips: [],
    }),
    revision,
  },
});

const after = (...messages: ScreenMessage[]): ScreenState => messages.reduce(reduceScreen, INITIAL_STATE);

describe('the bay screen', () => {
  it('opens the replay of a swing the moment it is detected, before it is measured', () => {
    const shown = after(connected(), state('swinging'), detected('a'));
    expect(openSwing(shown)).toMatchObject({ id: 'a', status: 'queued', report: null });
  });

  it('goes back to the live picture when the golfer stands up to the next ball', () => {
    const measured = [detected('a'), complete('a'), loaded('a')];
    const shown = after(connected(), passed(1000), ...measured, state('occupied'), passed(1000 + RESULT_MIN_MS));
    expect(shown.view.kind).toBe('result');
    expect(reduceScreen(shown, state('address')).view.kind).toBe('live');
  });

  it('shows the numbers long enough even to a golfer who is at the next ball before they are there', () => {
    const early = after(connected(), passed(1000), detected('a'), state('occupied'), state('address'), passed(12_000));
    expect(early.view.kind).toBe('result');
    const measured = [complete('a'), loaded('a')].reduce(reduceScreen, early);
    expect(reduceScreen(measured, passed(12_000 + RESULT_MIN_MS - 1)).view.kind).toBe('result');
    expect(reduceScreen(measured, passed(12_000 + RESULT_MIN_MS)).view.kind).toBe('live');
  });

  it('does not keep a golfer at the next ball waiting for numbers that do not come', () => {
    const shown = after(connected(), passed(1000), detected('a'), state('occupied'), state('address'));
    expect(reduceScreen(shown, passed(1000 + MEASURING_MAX_MS)).view.kind).toBe('live');
  });

  it('stays with a golfer who steps back from the next ball to look at the screen', () => {
    const shown = after(connected(), detected('a'), complete('a'), loaded('a'), state('occupied'), state('address'));
    const stepped = reduceScreen(shown, state('occupied'));
    expect(reduceScreen(stepped, passed(RESULT_MIN_MS + 1)).view.kind).toBe('result');
  });

  it('leaves a result that nobody looks at, sooner when the mat is empty', () => {
    const shown = after(connected(), passed(0), detected('a'), state('occupied'));
    expect(reduceScreen(shown, passed(RESULT_MAX_MS - 1)).view.kind).toBe('result');
    expect(reduceScreen(shown, passed(RESULT_MAX_MS)).view.kind).toBe('live');
    const left = reduceScreen(shown, state('empty'));
    expect(reduceScreen(left, passed(RESULT_EMPTY_BAY_MS)).view.kind).toBe('live');
  });

  it('keeps a result that is being touched', () => {
    const late = passed(RESULT_MAX_MS - 1);
    const shown = after(connected(), detected('a'), state('occupied'), late, { type: 'result-touched' });
    expect(reduceScreen(shown, passed(RESULT_MAX_MS + 10)).view.kind).toBe('result');
  });

  it('keeps result and swings through a lost connection, and drops them when another visit has begun', () => {
    const shown = after(connected(), detected('a'), complete('a'), loaded('a'), { type: 'connection-lost' });
    expect(openSwing(shown)?.report).not.toBeNull();
    expect(openSwing(reduceScreen(shown, connected()))?.id).toBe('a');
    expect(reduceScreen(shown, connected('session-2'))).toMatchObject({ swings: [], view: { kind: 'live' } });
  });

  it('says nothing of a line that is back at once, and does say it when it stays away', () => {
    const lost = after(connected(), passed(5000), { type: 'connection-lost' }, passed(5500), {
      type: 'connection-lost',
    });
    expect(isLineDown(lost)).toBe(false);
    expect(isLineDown(reduceScreen(lost, passed(6500)))).toBe(true);
    expect(isLineDown(reduceScreen(reduceScreen(lost, connected()), passed(60_000)))).toBe(false);
  });

  it('does not let a late progress message unfinish an analysis', () => {
    const shown = after(connected(), detected('a'), complete('a'));
    const late = reduceScreen(shown, {
      type: 'ANALYSIS_PROGRESS',
      data: { swingId: 'a', stage: 'pose', fraction: 0.4 },
    });
    expect(openSwing(late)).toMatchObject({ status: 'completed', progress: null });
  });

  it('ignores a list of swings that was fetched for another visit', () => {
    const summary = { id: 'x', kind: 'shot', status: 'completed', revision: 1, score: 7 } as const;
    const shown = after(connected(), { type: 'swings-loaded', sessionId: 'session-0', swings: [summary] });
    expect(shown).toMatchObject({ swings: [], areSwingsLoaded: false });
  });

  it('holds its invariants whatever comes in whatever order', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const revision = fc.integer({ min: 1, max: 4 });
    const summary = fc.record({
      id,
      kind: fc.constantFrom('shot' as const, 'practice' as const),
      status: fc.constantFrom('queued' as const, 'analysing' as const, 'completed' as const, 'failed' as const),
      revision: fc.option(revision),
      score: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
    });
    const message: fc.Arbitrary<ScreenMessage> = fc.oneof(
      fc.constantFrom(SESSION, 'session-2').map(connected),
      fc.constant<ScreenMessage>({ type: 'connection-lost' }),
      fc.constantFrom(...BAY_STATES).map(state),
      id.map(detected),
      fc.tuple(id, fc.double({ min: -1, max: 2, noNaN: true })).map(
        ([swingId, fraction]): ScreenMessage => ({
          type: 'ANALYSIS_PROGRESS',
          data: { swingId, stage: 'pose', fraction },
        }),
      ),
      fc.tuple(id, revision).map(([swingId, number]) => complete(swingId, number)),
      fc.tuple(id, revision).map(([swingId, number]) => loaded(swingId, number)),
      id.map((swingId): ScreenMessage => ({ type: 'report-not-loaded', swingId })),
      fc
        .array(summary, { maxLength: 5 })
        .map((swings): ScreenMessage => ({ type: 'swings-loaded', sessionId: SESSION, swings })),
      id.map((swingId): ScreenMessage => ({ type: 'swing-opened', swingId })),
      fc.constantFrom<ScreenMessage>({ type: 'live-opened' }, { type: 'result-touched' }),
      fc.integer({ min: 0, max: 300_000 }).map(passed),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
        let before = INITIAL_STATE;
        for (const each of messages) {
          const now = reduceScreen(before, each);
          const ids = now.swings.map((swing) => swing.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBeLessThanOrEqual(SWINGS_KEPT_MAX);
          expect(now.nowMs).toBeGreaterThanOrEqual(before.nowMs);
          if (now.view.kind === 'result') expect(openSwing(now)).not.toBeNull();
          for (const swing of now.swings) {
            const known = before.swings.find((other) => other.id === swing.id);
            expect(swing.revision ?? 0).toBeGreaterThanOrEqual(known?.revision ?? 0);
            expect(swing.report?.revision ?? 0).toBeGreaterThanOrEqual(known?.report?.revision ?? 0);
            if (swing.progress !== null) expect(swing.progress >= 0 && swing.progress <= 1).toBe(true);
          }
          before = now;
        }
      }),
    );
  });
});
