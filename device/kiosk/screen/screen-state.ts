import type { Language } from '../../api/contract/language.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import type {
  AnswerEvent,
  BayHardware,
  BayState,
  BayWarning,
  CamerasInPlace,
  LiveCamera,
  ServerMessages,
} from '../../api/contract/realtime.ts';
import type { SwingSummary } from '../../api/contract/rest.ts';
import type { VisitBody } from '../../api/contract/visit.ts';
import type { Catalogue } from '../connection/catalogue.ts';

/**
 * Everything the bay screen knows, and every message that can change it.
 *
 * Pictures and poses are not in here: they go from the socket to the canvas, sixty times a second, past Preact.
 */
export type ConnectionState = 'connecting' | 'connected' | 'lost';

/** What a list of swings says of each, as far as this screen cares. */
export type SwingFacts = Pick<SwingSummary, 'id' | 'kind' | 'status' | 'revision' | 'score'>;

export interface ScreenSwing extends SwingFacts {
  /** How far the analysis is, 0–1 and never back; null before it says anything and after it ended. */
  readonly progress: number | null;
  /** The newest report that was fetched. */
  readonly report: SwingReport | null;
  /** Fetches of the report that failed in a row; the screen gives up at {@link LOAD_ATTEMPTS_MAX}. */
  readonly loadFailures: number;
}

/** What somebody opened by a tap, beside live picture and results. */
export type PanelKind = 'join' | 'club' | 'session' | 'leaderboard';

export type ScreenView =
  | { readonly kind: 'live' }
  /** Nobody is there: the screen asks somebody to come. */
  | { readonly kind: 'attract' }
  /** `sinceMs`: when it was opened or last touched. */
  | { readonly kind: PanelKind; readonly sinceMs: number }
  | {
      readonly kind: 'result';
      readonly swingId: string;
      /** When it was opened or last touched, on the screen's own clock. */
      readonly sinceMs: number;
      /** Since when its report has been on the screen; null while there is none. */
      readonly reportSinceMs: number | null;
      /** The golfer has stood up to another ball since: the view leaves as soon as it was seen long enough. */
      readonly isNextBallAddressed: boolean;
    };

export interface ScreenState {
  readonly connection: ConnectionState;
  /** Since when there has been no line, on the screen's own clock; null while there is one. */
  readonly lostSinceMs: number | null;
  readonly bay: { readonly name: string; readonly sessionId: string; readonly cameras: readonly LiveCamera[] } | null;
  readonly bayState: BayState;
  readonly warnings: readonly BayWarning[];
  readonly camerasInPlace: CamerasInPlace;
  /** Null in a bay that drives nothing. */
  readonly hardware: BayHardware | null;
  readonly isOutOfOrder: boolean;
  /** Since when the mat has been in its state, nothing was touched, and the view has been the same. */
  readonly stillSinceMs: number;
  readonly visit: ScreenVisit;
  /** Since when staff have been asked for their PIN, or been at their panel; null while neither. */
  readonly staffSinceMs: number | null;
  /** This session's swings, newest first. */
  readonly swings: readonly ScreenSwing[];
  /** Whether the list above was fetched since the connection was made. */
  readonly areSwingsLoaded: boolean;
  /** Of the page, and so of the words that it fetches. */
  readonly language: Language;
  /** Null until it was fetched; numbers then go by their ids. The one before stays until that of a new language is there. */
  readonly catalogue: Catalogue | null;
  readonly view: ScreenView;
  readonly nowMs: number;
}

/** The visit as it was last heard of. */
export interface ScreenVisit {
  /** Null until it was fetched. */
  readonly body: VisitBody | null;
  /** When that was, on the screen's own clock: the time until its end counts from here. */
  readonly loadedAtMs: number;
  /** Counts the times at which the bay said that it changed; the second is what `body` is an answer to. */
  readonly asked: number;
  readonly answered: number;
  /** It is over, somebody swung in it, and its summary has not been shown yet. */
  readonly isSummaryDue: boolean;
}

/** A line that is away for less than this is not spoken of. */
const LINE_DOWN_MS = 1_500;
export const SWINGS_KEPT_MAX = 60;
export const LOAD_ATTEMPTS_MAX = 5;
/** Numbers stay at least this long, however soon the golfer stands to the next ball. */
export const RESULT_MIN_MS = 12_000;
/** A result whose numbers do not come stays no longer than this for a golfer who stands to the next ball. */
export const MEASURING_MAX_MS = 20_000;
/** Untouched, a result gives way to the live picture after this long. */
export const RESULT_MAX_MS = 120_000;
/** The same once the mat is empty. */
export const RESULT_EMPTY_BAY_MS = 45_000;

/** An empty mat before which nothing happens for this long is nobody's: the screen asks somebody to come. */
export const ATTRACT_AFTER_MS = 20_000;
/** Whoever has left the mat and seen their last result for this long is shown what their visit came to. */
export const SUMMARY_AFTER_MS = 8_000;
/** Untouched, a panel gives way to the live picture after this long. */
export const PANEL_MAX_MS: Readonly<Record<PanelKind, number>> = {
  join: 90_000,
  club: 30_000,
  session: 90_000,
  leaderboard: 60_000,
};
/** Untouched, the staff's panel locks itself. */
export const STAFF_MAX_MS = 60_000;
/** The end of a visit is told so long before. */
const VISIT_END_TOLD_S = 60;

type ScreenServerEvent = Exclude<keyof ServerMessages, 'POSE_UPDATE' | 'AUDIO_CUE' | 'AUDIO_HUSH' | AnswerEvent>;

export type ScreenMessage =
  | { [E in ScreenServerEvent]: { readonly type: E; readonly data: ServerMessages[E] } }[ScreenServerEvent]
  | { readonly type: 'connection-lost' }
  | { readonly type: 'swings-loaded'; readonly sessionId: string; readonly swings: readonly SwingFacts[] }
  | { readonly type: 'catalogue-loaded'; readonly catalogue: Catalogue }
  | { readonly type: 'language-changed'; readonly language: Language }
  | { readonly type: 'report-loaded'; readonly swingId: string; readonly report: SwingReport }
  | { readonly type: 'report-not-loaded'; readonly swingId: string }
  | { readonly type: 'swing-opened'; readonly swingId: string }
  | { readonly type: 'live-opened' }
  | { readonly type: 'result-touched' }
  | { readonly type: 'panel-opened'; readonly panel: PanelKind }
  /** Anything on the screen was touched. */
  | { readonly type: 'screen-touched' }
  | { readonly type: 'staff-asked' }
  | { readonly type: 'staff-left' }
  | { readonly type: 'visit-loaded'; readonly asked: number; readonly visit: VisitBody }
  | { readonly type: 'time-passed'; readonly nowMs: number };

export const INITIAL_STATE: ScreenState = {
  connection: 'connecting',
  lostSinceMs: 0,
  bay: null,
  bayState: 'empty',
  warnings: [],
  camerasInPlace: 'none',
  hardware: null,
  isOutOfOrder: false,
  stillSinceMs: 0,
  visit: { body: null, loadedAtMs: 0, asked: 0, answered: 0, isSummaryDue: false },
  staffSinceMs: null,
  swings: [],
  areSwingsLoaded: false,
  language: 'en',
  catalogue: null,
  view: { kind: 'live' },
  nowMs: 0,
};

/** Whether the golfer should be told that there is no line: not for one that is back at once. */
export function isLineDown(state: ScreenState): boolean {
  return state.lostSinceMs !== null && state.nowMs - state.lostSinceMs >= LINE_DOWN_MS;
}

/** Whole seconds until the visit ends, while that is near; null else. */
export function visitEndsInSeconds({ visit, nowMs }: ScreenState): number | null {
  if (visit.body?.ends == null) return null;
  const left = visit.body.ends.inSeconds - (nowMs - visit.loadedAtMs) / 1_000;
  return left <= VISIT_END_TOLD_S ? Math.max(0, Math.ceil(left)) : null;
}

/** The card that was shown to the reader, while it is worth saying that nobody joined by it; null else. */
export function refusedCard({ visit, nowMs }: ScreenState): VisitBody['card'] {
  const card = visit.body?.card ?? null;
  return card === null || card.forSeconds <= (nowMs - visit.loadedAtMs) / 1_000 ? null : card;
}

export function openSwing(state: ScreenState): ScreenSwing | null {
  const { view } = state;
  return view.kind === 'result' ? (state.swings.find((swing) => swing.id === view.swingId) ?? null) : null;
}

/** The newest swing with a report: the live view keeps it beside the picture. */
export function lastMeasuredSwing(state: ScreenState): ScreenSwing | null {
  return state.swings.find((swing) => swing.report !== null) ?? null;
}
