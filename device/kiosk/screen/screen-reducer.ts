import type { ServerMessages } from '../../api/contract/realtime.ts';
import {
  INITIAL_STATE,
  MEASURING_MAX_MS,
  openSwing,
  PANEL_MAX_MS,
  RESULT_EMPTY_BAY_MS,
  RESULT_MAX_MS,
  RESULT_MIN_MS,
  type ScreenMessage,
  type ScreenState,
  type ScreenSwing,
  type ScreenView,
  STAFF_MAX_MS,
  type SwingFacts,
  SWINGS_KEPT_MAX,
} from './screen-state.ts';
import { applyVisitMessage, askedAgain, leaveEmptyMat } from './visit-on-screen.ts';

/**
 * What the screen shows next: a pure function of what it showed and one message.
 *
 * INVARIANTS
 * - A result view always names a swing that is in the list.
 * - A swing always wins the screen back, whatever was opened; what was opened and is not touched ends by itself.
 * - A swing is in the list once; the list is bounded; an open swing is never the one that is cut.
 * - A revision, and a report's revision, never goes back; a finished analysis is not made unfinished by a late message.
 */
export function reduceScreen(state: ScreenState, message: ScreenMessage): ScreenState {
  const next = leaveInTime(noteReport(applyMessage(state, message)));
  return next.view.kind === state.view.kind ? next : { ...next, stillSinceMs: next.nowMs };
}

function applyMessage(state: ScreenState, message: ScreenMessage): ScreenState {
  switch (message.type) {
    case 'CONNECTED':
      return connected(state, message.data);
    case 'connection-lost':
      return { ...state, connection: 'lost', lostSinceMs: state.lostSinceMs ?? state.nowMs };
    case 'BAY_STATE':
      return bayChanged(state, message.data);
    case 'SWING_DETECTED':
      return swingDetected(state, message.data);
    case 'ANALYSIS_PROGRESS':
      return changeSwing(state, message.data.swingId, (swing) => progressed(swing, message.data.fraction));
    case 'ANALYSIS_COMPLETE':
      return analysisEnded(state, message.data);
    case 'swings-loaded':
      return swingsLoaded(state, message.sessionId, message.swings);
    case 'catalogue-loaded':
      return message.catalogue.language === state.language ? { ...state, catalogue: message.catalogue } : state;
    case 'language-changed':
      return { ...state, language: message.language };
    case 'report-loaded':
      return changeSwing(state, message.swingId, (swing) => {
        if (swing.report !== null && swing.report.revision >= message.report.revision) return swing;
        const revision = Math.max(swing.revision ?? 0, message.report.revision);
        return { ...swing, status: 'completed', progress: null, revision, report: message.report, loadFailures: 0 };
      });
    case 'report-not-loaded':
      return changeSwing(state, message.swingId, (swing) => ({ ...swing, loadFailures: swing.loadFailures + 1 }));
    case 'swing-opened':
      return state.swings.some((swing) => swing.id === message.swingId)
        ? { ...changeSwing(state, message.swingId, forgiven), view: resultView(state, message.swingId) }
        : state;
    case 'live-opened':
      return { ...state, view: { kind: 'live' } };
    case 'result-touched':
      return state.view.kind === 'result' ? { ...state, view: { ...state.view, sinceMs: state.nowMs } } : state;
    case 'time-passed':
      return { ...state, nowMs: Math.max(state.nowMs, message.nowMs) };
    default:
      return applyVisitMessage(state, message);
  }
}

function resultView(state: ScreenState, swingId: string): ScreenView {
  return { kind: 'result', swingId, sinceMs: state.nowMs, reportSinceMs: null, isNextBallAddressed: false };
}

/** A golfer who opens a swing again gives its report another chance. */
const forgiven = (swing: ScreenSwing): ScreenSwing => ({ ...swing, loadFailures: 0 });

function connected(state: ScreenState, data: ServerMessages['CONNECTED']): ScreenState {
  const isSameSession = state.bay?.sessionId === data.sessionId;
  return {
    ...state,
    connection: 'connected',
    lostSinceMs: null,
    bay: { name: data.bay, sessionId: data.sessionId, cameras: data.cameras },
    bayState: data.state,
    warnings: data.warnings,
    camerasInPlace: data.camerasInPlace ?? 'none',
    hardware: data.hardware ?? null,
    isOutOfOrder: data.isOutOfOrder ?? false,
    stillSinceMs: state.nowMs,
    visit: isSameSession ? askedAgain(state.visit) : { ...INITIAL_STATE.visit, asked: state.visit.asked + 1 },
    swings: isSameSession ? state.swings.map(forgiven) : [],
    areSwingsLoaded: false,
    view: isSameSession && !isAskedInVain(state.view, data.state) ? state.view : { kind: 'live' },
  };
}

/** Somebody has come: nobody has to be asked any more. */
function isAskedInVain({ kind }: ScreenView, bayState: ScreenState['bayState']): boolean {
  return kind === 'attract' && bayState !== 'empty';
}

function bayChanged(state: ScreenState, data: ServerMessages['BAY_STATE']): ScreenState {
  const isMoving = data.state === 'address' || data.state === 'swinging';
  const wasMoving = state.bayState === 'address' || state.bayState === 'swinging';
  const isResult = state.view.kind === 'result';
  if (isAskedInVain(state.view, data.state)) return bayChanged({ ...state, view: { kind: 'live' } }, data);
  const view = isResult && isMoving !== wasMoving ? { ...state.view, isNextBallAddressed: isMoving } : state.view;
  const camerasInPlace = data.camerasInPlace ?? state.camerasInPlace;
  const hardware = data.hardware === undefined ? state.hardware : data.hardware;
  const isOutOfOrder = data.isOutOfOrder ?? state.isOutOfOrder;
  const stillSinceMs = data.state === state.bayState ? state.stillSinceMs : state.nowMs;
  const seen = { bayState: data.state, warnings: data.warnings, camerasInPlace, hardware, isOutOfOrder };
  return { ...state, ...seen, stillSinceMs, view };
}

function swingDetected(state: ScreenState, data: ServerMessages['SWING_DETECTED']): ScreenState {
  const known = state.swings.find((swing) => swing.id === data.swingId);
  const swing: ScreenSwing = known ?? {
    id: data.swingId,
    kind: data.kind,
    status: 'queued',
    revision: null,
    score: null,
    progress: null,
    report: null,
    loadFailures: 0,
  };
  const swings = known === undefined ? [swing, ...state.swings].slice(0, SWINGS_KEPT_MAX) : state.swings;
  return { ...state, swings, view: resultView(state, data.swingId) };
}

function progressed(swing: ScreenSwing, fraction: number): ScreenSwing {
  if (swing.status === 'completed' || swing.status === 'failed') return swing;
  const progress = Math.max(swing.progress ?? 0, Math.min(1, Math.max(0, fraction)));
  return { ...swing, status: 'analysing', progress };
}

function analysisEnded(state: ScreenState, data: ServerMessages['ANALYSIS_COMPLETE']): ScreenState {
  return changeSwing(state, data.swingId, (swing) => {
    if (data.revision < (swing.revision ?? 0)) return swing;
    const hasReport = swing.report !== null;
    const status = hasReport ? 'completed' : data.status;
    return { ...swing, status, revision: data.revision, progress: null, loadFailures: 0 };
  });
}

function swingsLoaded(state: ScreenState, sessionId: string, loaded: readonly SwingFacts[]): ScreenState {
  if (state.bay?.sessionId !== sessionId) return state;
  const known = new Map(state.swings.map((swing) => [swing.id, swing]));
  const merged = loaded.map((summary) => merge(known.get(summary.id), summary));
  const listed = new Set(loaded.map((summary) => summary.id));
  const unlisted = state.swings.filter((swing) => !listed.has(swing.id));
  const swings = dedupe([...unlisted, ...merged]).slice(0, SWINGS_KEPT_MAX);
  return keepOpenSwing({ ...state, swings, areSwingsLoaded: true });
}

/** A list that was fetched while messages arrived may be older than what they said. */
function merge(known: ScreenSwing | undefined, summary: SwingFacts): ScreenSwing {
  if (known === undefined) {
    const { id, kind, status, revision, score } = summary;
    return { id, kind, status, revision, score, progress: null, report: null, loadFailures: 0 };
  }
  const isOlder = (summary.revision ?? 0) < (known.revision ?? 0);
  const hasEnded = known.status === 'completed' || known.status === 'failed';
  const status = isOlder || (hasEnded && summary.status !== 'completed') ? known.status : summary.status;
  return {
    ...known,
    kind: summary.kind,
    status,
    revision: isOlder ? known.revision : summary.revision,
    score: summary.score ?? known.score,
    progress: status === 'completed' || status === 'failed' ? null : known.progress,
  };
}

function dedupe(swings: readonly ScreenSwing[]): ScreenSwing[] {
  const seen = new Set<string>();
  return swings.filter((swing) => !seen.has(swing.id) && seen.add(swing.id));
}

function keepOpenSwing(state: ScreenState): ScreenState {
  const { view } = state;
  if (view.kind !== 'result' || state.swings.some((swing) => swing.id === view.swingId)) return state;
  return { ...state, view: { kind: 'live' } };
}

function changeSwing(state: ScreenState, swingId: string, change: (swing: ScreenSwing) => ScreenSwing): ScreenState {
  return { ...state, swings: state.swings.map((swing) => (swing.id === swingId ? change(swing) : swing)) };
}

function noteReport(state: ScreenState): ScreenState {
  const { view } = state;
  if (view.kind !== 'result' || view.reportSinceMs !== null || openSwing(state)?.report == null) return state;
  return { ...state, view: { ...view, reportSinceMs: state.nowMs } };
}

/** What nobody looks at any more gives way, and locks itself. */
function leaveInTime(state: ScreenState): ScreenState {
  const { staffSinceMs, nowMs } = state;
  const isLocked = staffSinceMs !== null && nowMs - staffSinceMs >= STAFF_MAX_MS;
  const current = isLocked ? { ...state, staffSinceMs: null } : state;
  switch (current.view.kind) {
    case 'result':
      return isResultOver(current, current.view) ? { ...current, view: { kind: 'live' } } : current;
    case 'live':
      return leaveEmptyMat(current);
    case 'attract':
      return current;
    default: {
      const { kind, sinceMs } = current.view;
      return nowMs - sinceMs >= PANEL_MAX_MS[kind] ? { ...current, view: { kind: 'live' } } : current;
    }
  }
}

/** For the next ball, for an empty mat, or because nobody looks any more. */
function isResultOver(state: ScreenState, view: Extract<ScreenView, { kind: 'result' }>): boolean {
  const ageMs = state.nowMs - view.sinceMs;
  const isSeen =
    view.reportSinceMs === null ? ageMs >= MEASURING_MAX_MS : state.nowMs - view.reportSinceMs >= RESULT_MIN_MS;
  return (
    (view.isNextBallAddressed && isSeen) ||
    (state.bayState === 'empty' && ageMs >= RESULT_EMPTY_BAY_MS) ||
    ageMs >= RESULT_MAX_MS
  );
}
