/**
 * An impact that was heard, as a clue: it replaces what the hands say only where both agree, because a range is full of
 * other people's shots and a slowed clip's sound is anybody's guess.
 */
export interface HeardImpact {
  /** On the clock of the pictures, back-dated to the ball where the distance is known. */
  readonly timeMs: number;
  readonly strength: number;
  readonly uncertaintyMs: number;
}

/** As far as sound and pose may lie apart and still mean one stroke. */
const AGREE_MS = 40;

/** The clearest sound within reach of the impact that was seen; undefined where none agrees. */
export function agreeingSound(
  sounds: readonly HeardImpact[],
  seenMs: number,
  frameMs: number,
): HeardImpact | undefined {
  const reach = Math.max(AGREE_MS, frameMs);
  return sounds
    .filter((sound) => Math.abs(sound.timeMs - seenMs) <= reach + sound.uncertaintyMs)
    .sort((a, b) => b.strength - a.strength)[0];
}
