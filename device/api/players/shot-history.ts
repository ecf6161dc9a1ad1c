/** A player's shots for a look over time, read page by page so that nobody else waits for it. */
import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import type { ShotReadings } from '../../swing/progress/shot-readings.ts';

export interface ShotHistory {
  /** Oldest first. */
  readonly shots: readonly ShotReadings[];
  /** Whether older ones were left out. */
  readonly isCut: boolean;
}

/** Twenty visits of a hundred balls. */
const SHOTS_MAX = 2_000;
/** Some milliseconds of work, after which others have their turn. */
const PAGE_SHOTS = 10;

/** The newest {@link SHOTS_MAX} shots that are measured, of all clubs. */
export async function shotHistoryOf(store: Pick<Store, 'readings'>, player: string): Promise<ShotHistory> {
  const shots: ShotReadings[] = [];
  let before: number | undefined;
  while (shots.length < SHOTS_MAX) {
    const page = store.readings.page(player, PAGE_SHOTS, before);
    shots.push(...page.shots);
    if (page.nextBefore === null) return { shots: shots.reverse(), isCut: false };
    before = page.nextBefore;
    await setImmediate();
  }
  return { shots: shots.reverse(), isCut: true };
}
