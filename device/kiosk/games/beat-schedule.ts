/**
 * When the beats of the tempo trainer sound: start, top and ball of one swing, a rest, and again. Pure; times are
 * seconds of the audio clock.
 */
export const BEAT_NAMES = ['start', 'top', 'ball'] as const;
export type BeatName = (typeof BEAT_NAMES)[number];

export interface Rhythm {
  readonly backswingS: number;
  readonly downswingS: number;
}

export interface Beat {
  readonly name: BeatName;
  readonly atS: number;
}

/** From the ball to the next start: enough to come back to address, short enough to keep the rhythm in the ear. */
const REST_S = 3;

export function cycleS({ backswingS, downswingS }: Rhythm): number {
  return backswingS + downswingS + REST_S;
}

/** Seconds from the start of a swing to each of its beats. */
export function beatOffsetsS({ backswingS, downswingS }: Rhythm): Readonly<Record<BeatName, number>> {
  return { start: 0, top: backswingS, ball: backswingS + downswingS };
}

/** Beats at `fromS` or later and before `toS`, in their order: windows that follow each other share none and miss none. */
export function beatsBetween(rhythm: Rhythm, startS: number, fromS: number, toS: number): Beat[] {
  const cycle = cycleS(rhythm);
  const offsets = beatOffsetsS(rhythm);
  const beats: Beat[] = [];
  const first = Math.max(0, Math.floor((fromS - startS) / cycle) - 1);
  for (let n = first; startS + n * cycle < toS; n++) {
    for (const name of BEAT_NAMES) {
      const atS = startS + n * cycle + offsets[name];
      if (atS >= fromS && atS < toS) beats.push({ name, atS });
    }
  }
  return beats;
}
