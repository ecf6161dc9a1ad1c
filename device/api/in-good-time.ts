/** Keeps nobody waiting for a reader who has stopped to read. */

/** Whoever takes less than this while the patience lasts (of 30 s: 70 kbit/s, of 10 s: 210) is nobody who watches. */
const PORTION_BYTES = 256 * 1024;

export interface Patience {
  /** How long a reader may be waited for before they have taken the next portion; asked anew for each piece. */
  readonly ms: () => number;
  /** The reader has used it up. */
  readonly end: () => void;
}

/**
 * Passes everything on. Only the time counts in which the reader is waited for, never that in which the source is; a
 * trickle is no progress, or a turn could be kept for hours with a byte now and then.
 */
export async function* inGoodTime(body: AsyncIterable<Buffer>, { ms, end }: Patience): AsyncGenerator<Buffer> {
  let waitedMs = 0;
  let taken = 0;
  for await (const chunk of body) {
    const sinceMs = performance.now();
    const timer = setTimeout(end, Math.max(0, ms() - waitedMs));
    try {
      yield chunk;
    } finally {
      clearTimeout(timer);
    }
    waitedMs += performance.now() - sinceMs;
    taken += chunk.length;
    if (taken < PORTION_BYTES) continue;
    taken = 0;
    waitedMs = 0;
  }
}
