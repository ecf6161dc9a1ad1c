import { EVENT_NAMES, type EventName, type SwingEvent } from '../../../api/contract/report.ts';

/**
 * Two swings on one clock: 0 at address, 1 at toe-up … 7 at the finish, between two moments by time. A swing that takes
 * longer back stands at the same place of its swing as a quicker one. Pure.
 */
export interface PhaseClock {
  readonly from: number;
  readonly to: number;
  /** Milliseconds of the report's time; held at the ends. */
  timeAt(phase: number): number;
  phaseAt(timeMs: number): number;
  /** Milliseconds that one phase takes here. */
  paceAt(phase: number): number;
}

type Moments = readonly Pick<SwingEvent, 'name' | 'timeMs'>[];

/** The moments that both swings have, in the order of a swing. */
export function sharedMoments(first: Moments, second: Moments): EventName[] {
  return EVENT_NAMES.filter((name) => [first, second].every((each) => each.some((event) => event.name === name)));
}

/** On the moments that are shared; null where there are not two of them, or they do not follow each other. */
export function phaseClock(events: Moments, shared: readonly EventName[]): PhaseClock | null {
  const knots = shared.map((name) => ({
    phase: EVENT_NAMES.indexOf(name),
    timeMs: events.find((event) => event.name === name)?.timeMs ?? Number.NaN,
  }));
  const rises = knots.every(({ timeMs }, n) => n === 0 || timeMs > (knots[n - 1]?.timeMs ?? Number.NaN));
  const [first, last] = [knots[0], knots.at(-1)];
  if (first === undefined || last === undefined || knots.length < 2 || !rises) return null;
  const pieceOf = (value: number, key: 'phase' | 'timeMs') => {
    const after = knots.findIndex((knot, n) => n > 0 && knot[key] >= value);
    const n = after === -1 ? knots.length - 1 : after;
    return { a: knots[n - 1] as (typeof knots)[number], b: knots[n] as (typeof knots)[number] };
  };
  const between = (value: number, key: 'phase' | 'timeMs', other: 'phase' | 'timeMs'): number => {
    const held = Math.min(last[key], Math.max(first[key], value));
    const { a, b } = pieceOf(held, key);
    return a[other] + ((held - a[key]) / (b[key] - a[key])) * (b[other] - a[other]);
  };
  return {
    from: first.phase,
    to: last.phase,
    timeAt: (phase) => between(phase, 'phase', 'timeMs'),
    phaseAt: (timeMs) => between(timeMs, 'timeMs', 'phase'),
    paceAt(phase) {
      // On a moment itself the stretch that begins there counts.
      const { a, b } = pieceOf(Math.min(last.phase, phase + 1e-6), 'phase');
      return (b.timeMs - a.timeMs) / (b.phase - a.phase);
    },
  };
}
