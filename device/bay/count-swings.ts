/** Counts swings as they are stored and settled, for whoever looks after many bays. */
import type { Subscription } from 'rxjs';
import type { Counters } from '../telemetry/counters.ts';
import type { LiveBay } from './live-bay.ts';

/** Ends with the bay's facts. */
export function countSwings({ facts }: Pick<LiveBay, 'facts'>, counters: Counters): Subscription {
  return facts.subscribe((fact) => {
    if (fact.type === 'swing-stored') counters.count('swings_stored', { kind: fact.kind });
    if (fact.type === 'swing-settled') counters.count('swings_settled', { status: fact.status });
    if (fact.type === 'visit-began') counters.count('visits_begun');
  });
}
