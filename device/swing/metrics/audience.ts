import type { EventName } from '../events/event-name.ts';
import { type MetricId, typicalRange } from './metric-catalogue.ts';

/**
 * Whom a number is for. A player in the bay has seconds, and can do something with a number only where there is
 * something to hold it against: so what has a published range is the player's, and everything else a coach's, who knows
 * what it means together with the others. Where that rule is wrong it says so here, with the reason.
 *
 * It decides about screens alone. The report, and with it the player's own export, holds every number.
 */
export type Audience = 'player' | 'coach';

interface Exception {
  readonly metric: MetricId;
  readonly at: EventName | null;
  readonly audience: Audience;
  readonly because: string;
}

export const AUDIENCE_EXCEPTIONS: readonly Exception[] = [
  {
    metric: 'hand-speed',
    at: null,
    audience: 'player',
    because: 'Everybody knows what faster hands are, and holds the number against their own of last week.',
  },
  {
    metric: 'pelvis-peak-speed',
    at: null,
    audience: 'coach',
    because: 'Nobody can feel degrees a second; it says something beside the other speeds of the sequence only.',
  },
];

export function audienceOf(id: MetricId, at: EventName | null): Audience {
  const exception = AUDIENCE_EXCEPTIONS.find((each) => each.metric === id && each.at === at);
  return exception?.audience ?? (typicalRange(id, at) === null ? 'coach' : 'player');
}
