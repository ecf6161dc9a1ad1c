/**
 * Moments at which something other than a camera says that the club met the ball: a microphone, a light beam across the
 * ball, a controller's stamp. They replace what the hands say only where both agree, because a range is full of other
 * people's shots and a slowed clip's sound is anybody's guess.
 */
export interface HeardImpact {
  /** On the clock of the pictures, back-dated to the ball where the distance is known. */
  readonly timeMs: number;
  readonly strength: number;
  readonly uncertaintyMs: number;
}

export interface ImpactStamp {
  /** On the clock of the pictures, at the ball. */
  readonly timeMs: number;
  readonly uncertaintyMs: number;
  readonly by: 'beam' | 'controller';
}

export interface AgreedImpact {
  readonly timeMs: number;
  readonly by: 'sound' | ImpactStamp['by'];
  /** False where another source put the same impact elsewhere, beyond what both are unsure of. */
  readonly isUndisputed: boolean;
  readonly heard: HeardImpact | null;
}

/** As far as sound and pose may lie apart and still mean one stroke. */
const AGREE_MS = 40;

/** The clearest sound within reach of the impact that was seen; undefined where none agrees. */
function agreeingSound(sounds: readonly HeardImpact[], seenMs: number, frameMs: number): HeardImpact | undefined {
  const reach = Math.max(AGREE_MS, frameMs);
  return sounds
    .filter((sound) => Math.abs(sound.timeMs - seenMs) <= reach + sound.uncertaintyMs)
    .sort((a, b) => b.strength - a.strength)[0];
}

/** Of the sources that agree with the pictures the most certain; null where none does. */
export function agreedImpact(
  given: { readonly sounds: readonly HeardImpact[]; readonly stamps: readonly ImpactStamp[] },
  seenMs: number,
  frameMs: number,
): AgreedImpact | null {
  const heard = agreeingSound(given.sounds, seenMs, frameMs) ?? null;
  const reach = Math.max(AGREE_MS, frameMs);
  const sources: (ImpactStamp | (HeardImpact & { by: 'sound' }))[] = [
    ...given.stamps.filter((stamp) => Math.abs(stamp.timeMs - seenMs) <= reach + stamp.uncertaintyMs),
    ...(heard === null ? [] : [{ ...heard, by: 'sound' as const }]),
  ];
  const surest = sources.toSorted((a, b) => a.uncertaintyMs - b.uncertaintyMs)[0];
  if (surest === undefined) return null;
  const isUndisputed = sources.every(
    (other) =>
      Math.abs(other.timeMs - surest.timeMs) <=
      DISPUTED_FROM * Math.hypot(other.uncertaintyMs, surest.uncertaintyMs) + SLACK_MS,
  );
  return { timeMs: surest.timeMs, by: surest.by, isUndisputed, heard };
}

/** Sources dispute an impact when they lie farther apart than this many times what both are unsure of, and a little. */
const DISPUTED_FROM = 2;
const SLACK_MS = 1;
