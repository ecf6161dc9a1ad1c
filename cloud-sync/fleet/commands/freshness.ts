/**
 * Whether a command comes in its time, told by a bay whose clock may be anything.
 *
 * - A command with an anchor of this boot is judged by the monotonic clock alone: it was anchored to what the bay said
 *   of itself, and ends as long after that as it was to last. No wall clock has a part in it.
 * - Otherwise a wall clock that the bay trusts judges, with {@link LATE_MS} for the sender’s being slow and
 *   {@link EARLY_MS} for its being fast.
 * - A bay that does not trust its clock takes only what does no harm when it comes late, and nothing that had ended
 *   before the latest time of which it has ever been sure. For anything else it asks for an anchor; its refusal carries
 *   one. It calls nothing expired: a clock that was once wrongly ahead must not silence a bay for good.
 *
 * Whatever the clocks say, an id is carried out once.
 */
import type { CommandDocument } from '../signed/signed-command.ts';
import type { Stamp } from '../told/stamp.ts';

const LATE_MS = 2 * 60_000;
const EARLY_MS = 5 * 60_000;
/** As long as a broker keeps a message for a bay that is away. */
export const LASTS_MS_MAX = 7 * 24 * 3_600_000;
/** Stamps of the bay are rounded, and its answer and the next command cross. */
const ANCHOR_AHEAD_MS = 1_000;

export type Freshness = 'fresh' | 'expired' | 'from-the-future' | 'valid-too-long' | 'clock-not-trusted';

export interface KnownTime {
  readonly now: Stamp;
  /** The latest time, UTC in milliseconds, of which the bay has ever been sure. */
  readonly surelyPastMs: number;
}

export function freshnessOf(
  { issuedAt, expiresAt, anchor }: Pick<CommandDocument, 'issuedAt' | 'expiresAt' | 'anchor'>,
  { now, surelyPastMs }: KnownTime,
  isHarmless: boolean,
): Freshness {
  const issuedMs = Date.parse(issuedAt);
  const expiresMs = Date.parse(expiresAt);
  const lastsMs = expiresMs - issuedMs;
  if (lastsMs <= 0) return 'expired';
  if (lastsMs > LASTS_MS_MAX) return 'valid-too-long';
  if (anchor !== null && anchor.bootId === now.bootId) {
    const sinceMs = now.monotonicMs - anchor.monotonicMs;
    if (sinceMs < -ANCHOR_AHEAD_MS) return 'from-the-future';
    return sinceMs <= lastsMs ? 'fresh' : 'expired';
  }
  if (now.isWallTrusted) {
    const wallMs = Date.parse(now.wall);
    if (wallMs > expiresMs + LATE_MS) return 'expired';
    return wallMs < issuedMs - EARLY_MS ? 'from-the-future' : 'fresh';
  }
  return isHarmless && surelyPastMs <= expiresMs + LATE_MS ? 'fresh' : 'clock-not-trusted';
}
