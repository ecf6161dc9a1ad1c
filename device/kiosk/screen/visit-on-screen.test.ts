import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAY_STATES } from '../../api/contract/realtime.ts';
import type { VisitBody } from '../../api/contract/visit.ts';
import { neededLoads } from './needed-loads.ts';
import { reduceScreen } from './screen-reducer.ts';
import {
  ATTRACT_AFTER_MS,
  INITIAL_STATE,
  openSwing,
  PANEL_MAX_MS,
  type PanelKind,
  RESULT_EMPTY_BAY_MS,
  RESULT_MAX_MS,
  type ScreenMessage,
  type ScreenState,
  STAFF_MAX_MS,
  SUMMARY_AFTER_MS,
  visitEndsInSeconds,
  refusedCard,
} from './screen-state.ts';

const SESSION = 'session-1';
const PANELS: readonly PanelKind[] = ['join', 'club', 'session', 'leaderboard'];

const connected: ScreenMessage = {
  type: 'CONNECTED',
  data: { sessionId: SESSION, bay: 'Bay 7', cameras: [], state: 'empty', warnings: [] },
};
const mat = (state: (typeof BAY_STATES)[number]): ScreenMessage => ({
  type: 'BAY_STATE',
  data: { state, warnings: [] },
});
const detected = (swingId: string): ScreenMessage => ({
  type: 'SWING_DETECTED',
  data: { swingId, kind: 'shot', impactAtNs: 1 },
});
const passed = (nowMs: number): ScreenMessage => ({ type: 'time-passed', nowMs });
const opened = (panel: PanelKind): ScreenMessage => ({ type: 'panel-opened', panel });
const changed = (sessionId = SESSION): ScreenMessage => ({ type: 'VISIT_CHANGED', data: { sessionId } });

const GUEST: VisitBody = {
  session: SESSION,
  ...{ players: [], inTurn: null, over: null, goesOn: true, club: null, ends: null, card: null },
};
const AIKO = { id: '00000000-0000-7000-8000-000000000001', name: 'Aiko' };
let asked = 0;
const visit = (change: Partial<VisitBody> = {}): ScreenMessage => ({
  type: 'visit-loaded',
  asked: ++asked,
  visit: { ...GUEST, ...change },
});
const over = (why: VisitBody['over']) => visit({ over: why, goesOn: false });

const after = (...messages: ScreenMessage[]): ScreenState => messages.reduce(reduceScreen, INITIAL_STATE);

describe('a card that nobody joined by', () => {
  const card = { refused: 'unknown' as const, shown: 1, forSeconds: 20 };

  it('is spoken of for as long as the bay said, whatever is on the screen', () => {
    const told = after(connected, passed(5_000), visit({ card }));
    expect(refusedCard(told)).toEqual(card);
    expect(refusedCard(reduceScreen(told, passed(24_999)))).toEqual(card);
    expect(refusedCard(reduceScreen(told, passed(25_000)))).toBeNull();
  });

  it('is spoken of no more once somebody has joined by it', () => {
    expect(refusedCard(after(connected, visit({ card }), visit()))).toBeNull();
  });
});

describe('a bay with nobody in it', () => {
  it('asks whoever passes by to come, after a while in which nothing happened', () => {
    const still = after(connected, mat('occupied'), passed(10_000), mat('empty'));
    const shown = reduceScreen(still, passed(10_000 + ATTRACT_AFTER_MS - 1));
    expect(shown.view.kind).toBe('live');
    expect(reduceScreen(shown, passed(10_000 + ATTRACT_AFTER_MS)).view.kind).toBe('attract');
  });

  it('stops asking as soon as somebody comes or touches a way in', () => {
    const asking = after(connected, passed(ATTRACT_AFTER_MS));
    expect(asking.view.kind).toBe('attract');
    expect(reduceScreen(asking, mat('occupied')).view.kind).toBe('live');
    // They may have come while the line to the bay was lost.
    const came: ScreenMessage = { ...connected, data: { ...connected.data, state: 'occupied' } };
    expect(reduceScreen(asking, came).view.kind).toBe('live');
    expect(reduceScreen(asking, connected).view.kind).toBe('attract');
    expect(reduceScreen(asking, opened('join')).view.kind).toBe('join');
  });

  it('does not ask while players of a visit take a break, nor without a line', () => {
    const playing = after(connected, visit({ players: [AIKO], inTurn: AIKO.id }), passed(10 * ATTRACT_AFTER_MS));
    expect(playing.view.kind).toBe('live');
    const lost = after(connected, { type: 'connection-lost' }, passed(10 * ATTRACT_AFTER_MS));
    expect(lost.view.kind).toBe('live');
  });
});

describe('a panel', () => {
  it.each(PANELS)('%s gives way by itself when nobody touches it, and stays while somebody does', (panel) => {
    const shown = after(connected, passed(1_000), mat('occupied'), opened(panel));
    const almost = reduceScreen(shown, passed(1_000 + PANEL_MAX_MS[panel] - 1));
    expect(almost.view.kind).toBe(panel);
    expect(reduceScreen(almost, passed(1_000 + PANEL_MAX_MS[panel])).view.kind).toBe('live');
    const touched = reduceScreen(almost, { type: 'screen-touched' });
    expect(reduceScreen(touched, passed(1_000 + PANEL_MAX_MS[panel])).view.kind).toBe(panel);
  });

  it.each(PANELS)('%s gives way to a swing', (panel) => {
    expect(openSwing(after(connected, opened(panel), detected('a')))?.id).toBe('a');
  });

  it('of staff locks itself after a minute without a touch, over whatever else is shown', () => {
    const shown = after(connected, passed(5_000), { type: 'staff-asked' }, detected('a'));
    expect(reduceScreen(shown, passed(5_000 + STAFF_MAX_MS - 1)).staffSinceMs).toBe(5_000);
    expect(reduceScreen(shown, passed(5_000 + STAFF_MAX_MS)).staffSinceMs).toBeNull();
  });
});

describe('the end of a visit', () => {
  const played = [connected, passed(1_000), mat('occupied'), visit(), detected('a')];

  it('by a tap or by time shows what it came to, at once', () => {
    for (const why of ['ended', 'inactive', 'time-up'] as const) {
      expect(after(...played, over(why)).view.kind).toBe('session');
    }
  });

  it('by walking away lets the last result be read first', () => {
    const gone = after(...played, mat('empty'), over('left'));
    expect(gone.view.kind).toBe('result');
    const read = reduceScreen(gone, passed(1_000 + RESULT_EMPTY_BAY_MS));
    const summed = reduceScreen(read, passed(1_000 + RESULT_EMPTY_BAY_MS + SUMMARY_AFTER_MS));
    expect(summed.view.kind).toBe('session');
    const end = 1_000 + RESULT_EMPTY_BAY_MS + SUMMARY_AFTER_MS + PANEL_MAX_MS.session;
    const seen = reduceScreen(summed, passed(end));
    expect(seen.view.kind).toBe('live');
    expect(reduceScreen(seen, passed(end + ATTRACT_AFTER_MS)).view.kind).toBe('attract');
  });

  it('without a swing has nothing to show', () => {
    expect(after(connected, visit(), over('ended')).view.kind).toBe('live');
  });

  it('is told a minute before, and put off by whoever is still there', () => {
    const near = after(connected, passed(1_000), visit({ ends: { why: 'inactive', inSeconds: 90 } }));
    expect(visitEndsInSeconds(near)).toBeNull();
    expect(visitEndsInSeconds(reduceScreen(near, passed(1_000 + 45_500)))).toBe(45);
    const stayed = reduceScreen(near, visit({ ends: { why: 'inactive', inSeconds: 600 } }));
    expect(visitEndsInSeconds(reduceScreen(stayed, passed(60_000)))).toBeNull();
  });

  it('leaves nothing of it to the next golfer', () => {
    const next = after(...played, over('left'), changed('session-2'));
    expect(next).toMatchObject({ swings: [], areSwingsLoaded: false, view: { kind: 'live' }, visit: { body: null } });
    expect(next.bay?.sessionId).toBe('session-2');
  });
});

describe('what the bay says of a visit', () => {
  it('is asked for again after every change, and an older answer never replaces a newer one', () => {
    const first = after(connected);
    const wanted = neededLoads(first).find(({ kind }) => kind === 'visit');
    expect(wanted).toEqual({ kind: 'visit', asked: first.visit.asked });
    const twice = reduceScreen(first, changed());
    const late = reduceScreen(twice, {
      type: 'visit-loaded',
      asked: twice.visit.asked,
      visit: { ...GUEST, club: 'I7' },
    });
    const stale = reduceScreen(late, { type: 'visit-loaded', asked: first.visit.asked, visit: GUEST });
    expect(stale.visit.body?.club).toBe('I7');
    expect(neededLoads(stale).some(({ kind }) => kind === 'visit')).toBe(false);
  });
});

describe('whatever happens in whatever order', () => {
  const message: fc.Arbitrary<ScreenMessage> = fc.oneof(
    fc.constant(connected),
    fc.constant<ScreenMessage>({ type: 'connection-lost' }),
    fc.constantFrom(...BAY_STATES).map(mat),
    fc.constantFrom(...PANELS).map(opened),
    fc.constantFrom(SESSION, 'session-2').map(changed),
    fc.constantFrom<VisitBody['over']>(null, 'left', 'inactive', 'time-up', 'ended').map((why) => visit({ over: why })),
    fc.constantFrom<ScreenMessage>(
      { type: 'live-opened' },
      { type: 'screen-touched' },
      { type: 'staff-asked' },
      { type: 'staff-left' },
    ),
    fc.constantFrom('a', 'b').map(detected),
    fc.integer({ min: 0, max: 600_000 }).map(passed),
  );
  const history = fc.array(message, { maxLength: 60 });

  it('a swing wins the screen back', () => {
    fc.assert(
      fc.property(history, (messages) => {
        const shown = after(connected, ...messages, detected('the-newest'));
        expect(openSwing(shown)?.id).toBe('the-newest');
      }),
    );
  });

  it('a bay that everybody has left asks the next one to come, and its staff panel is locked', () => {
    fc.assert(
      fc.property(history, (messages) => {
        let shown = after(connected, ...messages, connected, mat('empty'));
        const steps = [RESULT_MAX_MS, SUMMARY_AFTER_MS, PANEL_MAX_MS.session, PANEL_MAX_MS.join, ATTRACT_AFTER_MS];
        for (const ms of steps) shown = reduceScreen(shown, passed(shown.nowMs + ms));
        expect(shown).toMatchObject({ view: { kind: 'attract' }, staffSinceMs: null });
      }),
    );
  });
});
