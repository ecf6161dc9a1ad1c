/**
 * When a pipeline's running time began, from the frames alone: the least of (arrival − running time) over the first
 * second. The quickest frame had the least delay on its way, so the estimate is late by that delay, under 1 ms where
 * it was measured, and never early. For pipelines that do not tell their base time.
 */
const SETTLED_AFTER_NS = 1e9;

export class OriginEstimate {
  #originNs = Number.POSITIVE_INFINITY;
  #firstArrivalNs: number | null = null;

  add(runningNs: number, arrivedAtNs: number): { originNs: number; isSettled: boolean } {
    this.#firstArrivalNs ??= arrivedAtNs;
    this.#originNs = Math.min(this.#originNs, arrivedAtNs - runningNs);
    return { originNs: this.#originNs, isSettled: arrivedAtNs - this.#firstArrivalNs >= SETTLED_AFTER_NS };
  }
}

/** `gst-launch` tells its base time in a line of its debug log (`GST_DEBUG=pipeline:5`) when it begins to play. */
export const REVEAL_BASE_TIME = { GST_DEBUG: 'pipeline:5', GST_DEBUG_NO_COLOR: '1' } as const;

export function baseTimeNsIn(line: string): number | null {
  const found = /\bbase_time (\d+):(\d\d):(\d\d)\.(\d{9})/.exec(line);
  if (found === null) return null;
  const [hours = 0, minutes = 0, seconds = 0, nanoseconds = 0] = found.slice(1).map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1e9 + nanoseconds;
}

/** Whether a line is GStreamer's debug log, and no complaint. */
export function isDebugLine(line: string): boolean {
  return /^\d+:\d\d:\d\d\.\d{9}\s.*\s(DEBUG|INFO|LOG)\s/.test(line);
}
