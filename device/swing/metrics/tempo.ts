import type { EventName } from '../events/event-name.ts';
import type { SwingEvent } from '../report/swing-report.ts';
import type { Spread } from './interval.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, type Reading, withheld } from './reading.ts';

/**
 * Backswing time: from the address event, the last still instant, to the top. Downswing time: from the top to impact.
 * Tempo ratio: the first over the second. Seconds and a plain ratio; all positive; one camera is enough.
 *
 * GolfDB's labels, which also count from the last still frame, give a ratio of 3.4 (2.6–5.3 from the 5th to the 95th
 * percentile); the 3:1 of teaching counts from the takeaway and is no measure for this. Withheld in slow motion of
 * unknown rate; the ratio too, for phones slow down only the middle of a clip.
 */

/** 90 % of how far a found event lies from the labelled one, at least; measured on labelled clips of 30 frames a second. */
const EVENT_ERROR_MS = { address: 80, top: 40, impact: 17 } as const;

/** What a camera's frames leave open at best, in frames. */
const EVENT_ERROR_FRAMES = { address: 2, top: 1, impact: 0.5 } as const;

/** An impact heard is as good as the sound's path is known. */
const HEARD_IMPACT_ERROR_MS = 5;

/** An event that its finder doubts is taken to be this much further off. */
const DOUBT_FACTOR = 1.6;
const DOUBT_BELOW = 0.5;

type TimedEvent = keyof typeof EVENT_ERROR_MS;

function errorMs(motion: PreparedMotion, name: TimedEvent, event: SwingEvent): number {
  if (event.by === 'sound') return HEARD_IMPACT_ERROR_MS;
  const error = Math.max(EVENT_ERROR_MS[name], EVENT_ERROR_FRAMES[name] * motion.frameMs);
  return event.confidence < DOUBT_BELOW ? error * DOUBT_FACTOR : error;
}

interface Span {
  readonly ms: number;
  readonly errorMs: number;
  readonly spread: Spread;
}

/** From one event to a later one, in real time; null when one of them is missing or they are out of order. */
function spanOf(motion: PreparedMotion, from: TimedEvent, to: TimedEvent): Span | null {
  const start = motion.events.get(from satisfies EventName);
  const end = motion.events.get(to satisfies EventName);
  if (start === undefined || end === undefined || end.timeMs <= start.timeMs) return null;
  const error = Math.hypot(errorMs(motion, from, start), errorMs(motion, to, end));
  return { ms: end.timeMs - start.timeMs, errorMs: error, spread: { below: error / 1000, above: error / 1000 } };
}

function reading(motion: PreparedMotion, value: number, spread: Spread): Reading {
  return motion.cameras.length === 0
    ? withheld('landmarks-hidden')
    : { value, spread, method: 'planar', cameras: motion.cameras };
}

function timeMetric(id: 'backswing-time' | 'downswing-time', from: TimedEvent, to: TimedEvent): Metric {
  return {
    id,
    measure(motion) {
      if (motion.timesUnknown) return withheld('slow-motion');
      const span = spanOf(motion, from, to);
      return span === null ? withheld('event-not-seen') : reading(motion, span.ms / 1000, span.spread);
    },
  };
}

export const backswingTime: Metric = timeMetric('backswing-time', 'address', 'top');
export const downswingTime: Metric = timeMetric('downswing-time', 'top', 'impact');

export const tempoRatio: Metric = {
  id: 'tempo-ratio',
  measure(motion) {
    if (motion.timesUnknown) return withheld('slow-motion');
    const back = spanOf(motion, 'address', 'top');
    const down = spanOf(motion, 'top', 'impact');
    if (back === null || down === null) return withheld('event-not-seen');
    const ratio = back.ms / down.ms;
    // Relative errors add in quadrature; the quotient's upper arm is the longer one.
    const relative = Math.hypot(back.errorMs / back.ms, down.errorMs / down.ms);
    return reading(motion, ratio, { below: ratio - ratio / (1 + relative), above: ratio * relative });
  },
};
