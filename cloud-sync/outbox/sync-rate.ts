/** How fast files may go at what time of the day, and when the next bytes may: pure. */

export interface RateLimit {
  /** Local time, `HH:MM`; a limit whose end is before its beginning goes over midnight. */
  readonly from: string;
  readonly to: string;
  readonly mbitPerSecond: number;
}

const BITS_PER_BYTE = 8;

/** Bytes per millisecond by the first limit that holds now; null where none does. */
export function rateAt(limits: readonly RateLimit[], now: Date): number | null {
  const minute = now.getHours() * 60 + now.getMinutes();
  const limit = limits.find(({ from, to }) => {
    const [begins, ends] = [minutesOf(from), minutesOf(to)];
    return begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
  });
  return limit === undefined ? null : (limit.mbitPerSecond * 1e6) / BITS_PER_BYTE / 1_000;
}

/** When bytes may go that come now, and from when on the next may: one after another, each in its own time. */
export function passage(
  freeAtMs: number,
  nowMs: number,
  bytes: number,
  rate: number | null,
): { readonly goesAtMs: number; readonly freeAtMs: number } {
  if (rate === null) return { goesAtMs: nowMs, freeAtMs: nowMs };
  const goesAtMs = Math.max(freeAtMs, nowMs);
  return { goesAtMs, freeAtMs: goesAtMs + bytes / rate };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
