import type { HeardImpact } from '../events/sound-clue.ts';
import type { OffsetEvidence } from './offset-evidence.ts';

/**
 * One impact, heard in the sound of both files. A range is full of other people's shots: a pair of sounds counts only
 * where it agrees with what was seen, and only where no other pair does so as well.
 *
 * The microphones of two telephones stand at different distances from the ball, some two metres apart in most bays,
 * and sound takes 2.9 ms for each: that is the least that is left open.
 */
const MICROPHONES_MS = 6;
/** Pairs that far apart are two answers; nearer ones are echoes of one. */
const SAME_MS = 15;

/** `seen` is what the pictures say, by whatever means; null where no pair agrees with it, or several do. */
export function soundOffset(
  first: readonly HeardImpact[],
  second: readonly HeardImpact[],
  seen: Pick<OffsetEvidence, 'offsetMs' | 'uncertaintyMs'>,
): OffsetEvidence | null {
  const reach = seen.uncertaintyMs + MICROPHONES_MS;
  const pairs = first
    .flatMap((a) =>
      second.map((b) => ({
        offsetMs: a.timeMs - b.timeMs,
        strength: Math.min(a.strength, b.strength),
        uncertaintyMs: Math.hypot(a.uncertaintyMs, b.uncertaintyMs, MICROPHONES_MS),
      })),
    )
    .filter(({ offsetMs }) => Math.abs(offsetMs - seen.offsetMs) <= reach)
    .sort((a, b) => b.strength - a.strength);
  const [best] = pairs;
  if (best === undefined) return null;
  if (pairs.some(({ offsetMs }) => Math.abs(offsetMs - best.offsetMs) > SAME_MS)) return null;
  return { offsetMs: best.offsetMs, uncertaintyMs: best.uncertaintyMs, by: 'sound' };
}
