import type { VisitBody } from '../../api/contract/visit.ts';
import {
  ATTRACT_AFTER_MS,
  INITIAL_STATE,
  type ScreenMessage,
  type ScreenState,
  type ScreenVisit,
  SUMMARY_AFTER_MS,
} from './screen-state.ts';

/** The visit's part of what the screen shows next: who plays, what somebody opened, and what follows when they leave. */
type VisitMessage = Extract<
  ScreenMessage,
  { type: 'VISIT_CHANGED' | 'visit-loaded' | 'panel-opened' | 'screen-touched' | 'staff-asked' | 'staff-left' }
>;

export function applyVisitMessage(state: ScreenState, message: VisitMessage): ScreenState {
  switch (message.type) {
    case 'VISIT_CHANGED':
      return visitChanged(state, message.data.sessionId);
    case 'visit-loaded':
      return visitLoaded(state, message.asked, message.visit);
    case 'panel-opened':
      return touched({ ...state, view: { kind: message.panel, sinceMs: state.nowMs } });
    case 'screen-touched':
      return touched(state);
    case 'staff-asked':
      return { ...state, staffSinceMs: state.nowMs };
    case 'staff-left':
      return { ...state, staffSinceMs: null };
  }
}

function touched(state: ScreenState): ScreenState {
  const { view, nowMs } = state;
  const staffSinceMs = state.staffSinceMs === null ? null : nowMs;
  return { ...state, staffSinceMs, stillSinceMs: nowMs, view: 'sinceMs' in view ? { ...view, sinceMs: nowMs } : view };
}

export const askedAgain = (visit: ScreenVisit): ScreenVisit => ({ ...visit, asked: visit.asked + 1 });

/** Another visit has another golfer: nothing of the one before stays on the screen. */
function visitChanged(state: ScreenState, sessionId: string): ScreenState {
  if (state.bay === null || state.bay.sessionId === sessionId) return { ...state, visit: askedAgain(state.visit) };
  return {
    ...state,
    bay: { ...state.bay, sessionId },
    visit: { ...INITIAL_STATE.visit, asked: state.visit.asked + 1 },
    swings: [],
    areSwingsLoaded: false,
    view: { kind: 'live' },
  };
}

function visitLoaded(state: ScreenState, asked: number, body: VisitBody): ScreenState {
  // An answer to an older question, or of a visit that the bay has not spoken of, is not how it is now.
  if (asked <= state.visit.answered || body.session !== state.bay?.sessionId) return state;
  const isOverNow = body.over !== null && state.visit.body?.over === null;
  const isSummaryDue = state.visit.isSummaryDue || (isOverNow && state.swings.length > 0);
  const visit = { body, loadedAtMs: state.nowMs, asked: state.visit.asked, answered: asked, isSummaryDue };
  // Who walks away may still read a result; a visit that was ended ends on the screen too.
  const isCutShort = isOverNow && body.over !== 'left';
  if (!isCutShort) return { ...state, visit };
  return isSummaryDue ? summaryOf({ ...state, visit }) : { ...state, visit, view: { kind: 'live' } };
}

function summaryOf(state: ScreenState): ScreenState {
  const visit = { ...state.visit, isSummaryDue: false };
  return { ...state, visit, view: { kind: 'session', sinceMs: state.nowMs } };
}

/** First what the visit came to, then whoever comes next. Players who take turns may leave the mat for a while. */
export function leaveEmptyMat(state: ScreenState): ScreenState {
  if (state.connection !== 'connected' || state.bayState !== 'empty') return state;
  const stillMs = state.nowMs - state.stillSinceMs;
  if (state.visit.isSummaryDue) return stillMs >= SUMMARY_AFTER_MS ? summaryOf(state) : state;
  const { body } = state.visit;
  if (body !== null && body.goesOn && body.players.length > 0) return state;
  return stillMs >= ATTRACT_AFTER_MS ? { ...state, view: { kind: 'attract' } } : state;
}
