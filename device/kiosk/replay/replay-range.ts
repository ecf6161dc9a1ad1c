import type { SwingReport } from '../../api/contract/report.ts';

/** The stretch of time that the replay runs over and the timeline shows, in milliseconds of the report's time. */
export interface ReplayRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const LEAD_MS = 500;
const TAIL_MS = 500;
/** Before the events are known: a clip ends soon after its swing, and begins long before it. */
const LIKELY_MS = 3_800;
const UNKNOWN: ReplayRange = { fromMs: 0, toMs: 4_000 };

/** The swing with a little before and after it, as far as any clip reaches. */
export function replayRange(report: SwingReport | null, clipLengthMs: number | null): ReplayRange {
  if (report === null) {
    return clipLengthMs === null ? UNKNOWN : { fromMs: Math.max(0, clipLengthMs - LIKELY_MS), toMs: clipLengthMs };
  }
  const times = report.events.map((event) => event.timeMs);
  const clipFrom = Math.min(...report.clips.map((clip) => clip.fromMs));
  const clipTo = Math.max(...report.clips.map((clip) => clip.toMs));
  const [first, last] = [Math.min(...times) - LEAD_MS, Math.max(...times) + TAIL_MS];
  const fromMs = Math.max(Number.isFinite(clipFrom) ? clipFrom : first, Number.isFinite(first) ? first : clipFrom);
  const toMs = Math.min(Number.isFinite(clipTo) ? clipTo : last, Number.isFinite(last) ? last : clipTo);
  return Number.isFinite(fromMs) && Number.isFinite(toMs) && toMs > fromMs ? { fromMs, toMs } : UNKNOWN;
}

/** Where a moment lies in the range, 0–1. */
export function shareOf(range: ReplayRange, timeMs: number): number {
  return Math.min(1, Math.max(0, (timeMs - range.fromMs) / (range.toMs - range.fromMs)));
}
