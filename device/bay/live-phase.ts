/**
 * Where in a swing the hands of one camera's golfer are, while it happens. Pure: `(phase, watched) → phase`.
 *
 * It reads the watch that finds swings live, so it says what the bay itself believes. Told by the height of the hands
 * alone: takeaway while they are low, backswing until they fall, downswing to their lowest, follow-through until they
 * rest. `transition` and `impact` are shorter than two live poses and are left to the report, as are exact borders.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import type { LiveStance } from './live-stance.ts';
import { areHandsStill, HANDS_HIGH, HANDS_LOW, type SwingWatch, type Watched } from './swing-watch.ts';

export type LivePhaseName = 'address' | 'takeaway' | 'backswing' | 'downswing' | 'follow-through' | 'finish';

export interface LivePhase {
  readonly name: LivePhaseName | null;
  /** When the hands were high again after a swing; null outside of one. */
  readonly throughNs: number | null;
}

export const NO_PHASE: LivePhase = { name: null, throughNs: null };

/** A finish is held for a few seconds at most; then it is somebody who stands with the club up. */
const FINISH_MS_MAX = 4_000;

/** @param stance of the pose that was watched; null where it shows nobody */
export function livePhaseAfter(before: LivePhase, watched: Watched, stance: LiveStance | null): LivePhase {
  const { watch, seen } = watched;
  if (stance === null) return NO_PHASE;
  if (seen !== null) return { name: 'follow-through', throughNs: watch.lastNs };
  if (before.throughNs !== null) {
    const phase = afterThrough(before, watch, before.throughNs, stance);
    if (phase !== null) return phase;
  }
  return { name: nameOf(watch, stance), throughNs: null };
}

function afterThrough(before: LivePhase, watch: SwingWatch, throughNs: number, stance: LiveStance): LivePhase | null {
  const isOver = watch.lastNs - throughNs > FINISH_MS_MAX * NS_PER_MS;
  if (isOver || stance.handHeight < HANDS_LOW || watch.stage === 'still') return null;
  const isHeld = before.name === 'finish' || areHandsStill(watch);
  return { name: isHeld ? 'finish' : 'follow-through', throughNs };
}

function nameOf(watch: SwingWatch, { handHeight }: LiveStance): LivePhaseName | null {
  switch (watch.stage) {
    case 'unknown':
      return null;
    case 'still':
      return 'address';
    case 'back':
      return handHeight < HANDS_LOW ? 'takeaway' : 'backswing';
    case 'high':
      return handHeight > HANDS_HIGH ? 'backswing' : 'downswing';
    case 'down':
      return watch.lowest?.atNs === watch.lastNs ? 'downswing' : 'follow-through';
  }
}
