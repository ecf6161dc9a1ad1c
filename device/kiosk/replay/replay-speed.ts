/** Shares of real time, slowest first. */
export const REPLAY_SPEEDS = [0.125, 0.25, 0.5, 1] as const;
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number];

/** Slow enough to see the club come down, fast enough to see a swing in it. */
export const FIRST_SPEED: ReplaySpeed = 0.25;

/**
 * What a video has to run at to show a share of real time. A clip that was filmed in slow motion runs `slowness` times
 * slower than life by itself; where nobody knows how much, its own time is all there is.
 */
export function playbackRate(speed: ReplaySpeed, slowness: number | null): number {
  return speed * Math.max(1, slowness ?? 1);
}
