import type { WithheldReason } from '../report/swing-report.ts';
import { eventErrorMs } from './event-error.ts';
import type { Spread } from './interval.ts';
import { BY_EVENTS, type MetricEntry } from './metric-entry.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, type Reading, withheld } from './reading.ts';

/**
 * The time between two events, and what tempo makes of it. On labelled clips the top is found to ± 40 ms and address
 * to ± 80 ms, which is what the intervals are made of. Withheld in slow motion of unknown rate, ratios too, for phones
 * slow down only the middle of a clip.
 */
export interface Span {
  readonly ms: number;
  readonly errorMs: number;
}

type TimedEvent = 'address' | 'top' | 'impact';

/** What an event's finder says when the clip begins or ends before the event: nothing can be timed from there. */
export const AT_CLIP_EDGE = 'clip-edge';

/**
 * Errors of times were measured with a picture every 20 ms or sooner (`bench accuracy --fit`, 120 a second, every third
 * looked at away from the downswing). What lies between rarer pictures is guessed over as much longer a gap.
 */
const MEASURED_FRAME_MS = 20;

/** From one event to a later one, in real time; the reason where it cannot be told. */
export function spanOf(motion: PreparedMotion, from: TimedEvent, to: TimedEvent): Span | WithheldReason {
  if (motion.timesUnknown) return 'slow-motion';
  const start = motion.events.get(from);
  const end = motion.events.get(to);
  if (start === undefined || end === undefined || end.timeMs <= start.timeMs) return 'event-not-seen';
  if (start.by === AT_CLIP_EDGE || end.by === AT_CLIP_EDGE) return 'clip-incomplete';
  return { ms: end.timeMs - start.timeMs, errorMs: Math.hypot(eventErrorMs(motion, from), eventErrorMs(motion, to)) };
}

export function readingOfEvents(motion: PreparedMotion, value: number, spread: Spread): Reading {
  return motion.cameras.length === 0
    ? withheld('landmarks-hidden')
    : {
        ...{ value, spread, method: 'planar', cameras: motion.cameras },
        widening: Math.max(1, motion.frameMs / MEASURED_FRAME_MS),
      };
}

/** Seconds from one event to another. */
export function spanMetric(entry: Omit<MetricEntry, 'ways'>, from: TimedEvent, to: TimedEvent): Metric {
  return {
    entry: { ...entry, ways: BY_EVENTS },
    measure(motion) {
      const span = spanOf(motion, from, to);
      if (typeof span === 'string') return withheld(span);
      const errorS = span.errorMs / 1000;
      return readingOfEvents(motion, span.ms / 1000, { below: errorS, above: errorS });
    },
  };
}
