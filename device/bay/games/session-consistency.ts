import type { Store } from '../../store/store.ts';
import type { ComparedSwing } from '../../swing/compare/same-conditions.ts';
import { CHALLENGE_SWINGS, type Consistency, consistencyOf } from '../../swing/consistency/consistency.ts';
import { calibrationsOf } from '../stored-motion.ts';

/** Shots that are looked at for ten that can be compared: some may have been made with another club in between. */
const SHOTS_MAX = 2 * CHALLENGE_SWINGS;

/** How consistent the newest shots of a visit are; shots without a report are passed over. */
export function sessionConsistency(store: Pick<Store, 'swings' | 'queue'>, session: string): Consistency {
  const { swings } = store.swings.list({ session, kind: 'shot' }, SHOTS_MAX);
  const shots = swings
    .filter(({ revision }) => revision !== null)
    .toReversed()
    .map(({ id }): ComparedSwing => {
      const report = store.swings.report(id);
      return { report, calibrations: calibrationsOf(store, id, report) };
    });
  return consistencyOf(shots);
}
