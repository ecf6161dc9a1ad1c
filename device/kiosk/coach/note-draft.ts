import type { NewSwingNote, SwingNote } from '../../api/contract/coaching.ts';
import type { DrawnShape } from '../../api/contract/drawing.ts';
import type { EventName, SwingReport } from '../../api/contract/report.ts';

/** A note while it is written. Pure. */
export interface NoteDraft {
  /** Null for one that was not there before. */
  readonly id: string | null;
  readonly words: string;
  readonly visibility: SwingNote['visibility'];
  readonly camera: string;
}

/** A tenth of a millisecond: less than any camera's frame. */
const DECIMALS = 10;

export function newDraft(camera: string): NoteDraft {
  return { id: null, words: '', visibility: 'player', camera };
}

export function draftOf({ id, words, visibility, at }: SwingNote, camera: string): NoteDraft {
  return { id, words, visibility, camera: at?.camera ?? camera };
}

/** As the API takes it, about the picture that the stage shows: once there are lines on it, the stage holds it. */
export function noteOf(
  draft: NoteDraft,
  drawings: readonly DrawnShape[],
  report: Pick<SwingReport, 'events' | 'cameras'>,
  shownMs: number,
): NewSwingNote {
  const { words, visibility, camera } = draft;
  const timeMs = Math.max(0, Math.round(shownMs * DECIMALS) / DECIMALS);
  const at = { camera, timeMs, event: eventAt(report, camera, timeMs) };
  return { words: words.trim(), visibility, at, drawings: [...drawings] };
}

/** The moment whose picture this is. */
export function eventAt(
  { events, cameras }: Pick<SwingReport, 'events' | 'cameras'>,
  camera: string,
  timeMs: number,
): EventName | null {
  const fps = cameras.find(({ name }) => name === camera)?.fps ?? 30;
  return events.find((event) => Math.abs(event.timeMs - timeMs) < 500 / fps)?.name ?? null;
}

/** Whether a note's picture is the one that is shown, or near enough to be seen with it while the replay runs. */
export function isShownWith({ at }: Pick<SwingNote, 'at'>, camera: string, timeMs: number, reachMs: number): boolean {
  return at !== null && at.camera === camera && Math.abs(at.timeMs - timeMs) <= reachMs;
}
