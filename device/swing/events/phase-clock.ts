import type { SwingEvent } from '../report/swing-report.ts';
import { EVENT_NAMES, type EventName } from './event-name.ts';

/**
 * A swing's own clock: 0 at address, 1 at toe-up … 7 at finish, linear between events. Two swings are at the same place
 * when their phase clocks agree, however fast either is: the warp between them is monotone and piecewise linear, and
 * knows nothing that the events do not know.
 */
export interface PhaseClock {
  /** The events that it is set by, in order. */
  readonly events: readonly EventName[];
  /** Milliseconds on the clock of the events; NaN before the first and after the last. */
  timeAt(phase: number): number;
  /** 0–7; NaN before the first and after the last event. */
  phaseAt(timeMs: number): number;
}

export const PHASE_OF_EVENT: Readonly<Record<EventName, number>> = Object.fromEntries(
  EVENT_NAMES.map((name, index) => [name, index]),
) as Record<EventName, number>;

/** An event out of its order is left out, the less certain one of the two. Null with fewer than two events. */
export function phaseClock(events: readonly SwingEvent[]): PhaseClock | null {
  const knots: SwingEvent[] = [];
  for (const name of EVENT_NAMES) {
    const event = events.find((each) => each.name === name);
    if (event === undefined || !Number.isFinite(event.timeMs)) continue;
    let last = knots.at(-1);
    while (last !== undefined && last.timeMs >= event.timeMs && last.confidence < event.confidence) {
      knots.pop();
      last = knots.at(-1);
    }
    if (last === undefined || last.timeMs < event.timeMs) knots.push(event);
  }
  if (knots.length < 2) return null;
  const times = knots.map(({ timeMs }) => timeMs);
  const phases = knots.map(({ name }) => PHASE_OF_EVENT[name]);
  return {
    events: knots.map(({ name }) => name),
    timeAt: (phase) => between(phases, times, phase),
    phaseAt: (timeMs) => between(times, phases, timeMs),
  };
}

/** Straight between knots that rise strictly; NaN outside them. */
function between(from: readonly number[], to: readonly number[], value: number): number {
  for (let i = 1; i < from.length; i++) {
    const [start, end] = [from[i - 1] as number, from[i] as number];
    if (value < start || value > end) continue;
    const share = (value - start) / (end - start);
    return (to[i - 1] as number) + share * ((to[i] as number) - (to[i - 1] as number));
  }
  return Number.NaN;
}
