import { EVENT_NAMES, type SwingEvent } from '../../api/contract/report.ts';

/**
 * Brings one swing's time to another's: an event of the one falls on the same event of the other, and between events
 * time runs evenly. Before the first and after the last common event both run alike. Rising everywhere, so that no
 * picture is ever shown twice or backwards.
 */
export interface SwingWarp {
  /** The other swing's time, in milliseconds of its own report. */
  at(timeMs: number): number;
  /** How many times faster the other swing has to run at this moment to stay in step. */
  rateAt(timeMs: number): number;
}

type Timed = Pick<SwingEvent, 'name' | 'timeMs'>;

export const SAME_TIME: SwingWarp = { at: (timeMs) => timeMs, rateAt: () => 1 };

/** Null where the two have no event in common: nothing says what belongs together. */
export function swingWarp(from: readonly Timed[], to: readonly Timed[]): SwingWarp | null {
  const knots: { from: number; to: number }[] = [];
  for (const name of EVENT_NAMES) {
    const [here, there] = [from, to].map((events) => events.find((event) => event.name === name)?.timeMs);
    if (here === undefined || there === undefined) continue;
    const last = knots.at(-1);
    // An event that comes before its predecessor in either swing would turn time back: it is left out.
    if (last === undefined || (here > last.from && there > last.to)) knots.push({ from: here, to: there });
  }
  const [first, last] = [knots[0], knots.at(-1)];
  if (first === undefined || last === undefined) return null;
  const spanAt = (timeMs: number) => {
    const next = knots.findIndex((knot) => knot.from > timeMs);
    const [start, end] = [knots[next - 1], knots[next]];
    return start === undefined || end === undefined
      ? null
      : { start, end, rate: (end.to - start.to) / (end.from - start.from) };
  };
  return {
    at(timeMs) {
      if (timeMs <= first.from) return first.to + (timeMs - first.from);
      if (timeMs >= last.from) return last.to + (timeMs - last.from);
      const span = spanAt(timeMs);
      return span === null ? last.to : span.start.to + (timeMs - span.start.from) * span.rate;
    },
    rateAt(timeMs) {
      if (timeMs < first.from || timeMs >= last.from) return 1;
      return spanAt(timeMs)?.rate ?? 1;
    },
  };
}
