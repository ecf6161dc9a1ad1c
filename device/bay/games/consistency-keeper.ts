/** Writes down each visit's best ten swings as results come in, for the bay's leaderboard. */
import type { Subscription } from 'rxjs';
import type { Store } from '../../store/store.ts';
import type { Log } from '../../telemetry/log.ts';
import type { LiveBay } from '../live-bay.ts';
import { sessionConsistency } from './session-consistency.ts';

export interface ConsistencyKeeperParts {
  readonly bay: Pick<LiveBay, 'facts'>;
  readonly store: Pick<Store, 'swings' | 'queue' | 'consistency'>;
  readonly log: Log;
}

/** Ends with the bay's facts. A score that cannot be kept costs a place on a board, never a swing. */
export function keepConsistency({ bay, store, log }: ConsistencyKeeperParts): Subscription {
  return bay.facts.subscribe((fact) => {
    if (fact.type !== 'swing-settled' || fact.status !== 'completed') return;
    try {
      const { session, player, kind } = store.swings.find(fact.swing);
      if (kind !== 'shot') return;
      const consistency = sessionConsistency(store, session);
      if (consistency.status !== 'complete') return;
      store.consistency.keepBest({ session, player, ...consistency.score, swings: consistency.swings });
    } catch (error) {
      log.warn({ error, swing: fact.swing }, 'A consistency score could not be kept.');
    }
  });
}
