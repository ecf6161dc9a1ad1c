import type { WithheldReason } from '../report/swing-report.ts';
import { eventErrorMs } from './event-error.ts';
import type { Spread } from './interval.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, type Reading, withheld } from './reading.ts';

/**
 * Backswing time: from the address event, the last still instant, to the top. Downswing time: from the top to impact.
 * Tempo ratio: the first over the second. Seconds and a plain ratio; all positive; one camera is enough.
 *
 * GolfDB's labels, which also count from the last still frame, give a ratio of 3.4 (2.6–5.3 from the 5th to the 95th
 * percentile); the 3:1 of teaching counts from the takeaway and is no measure for this. On labelled clips the top is
 * found to ± 40 ms and address to ± 80 ms, which is what the intervals are made of. Withheld in slow motion of unknown
 * rate; the ratio too, for phones slow down only the middle of a clip.
 */

type TimedEvent = 'address' | 'top' | 'impact';

interface Span {
  readonly ms: number;
  readonly errorMs: number;
}

/** What an event's finder says when the clip begins or ends before the event: nothing can be timed from there. */
const AT_CLIP_EDGE = 'clip-edge';

/** From one event to a later one, in real time; the reason where it cannot be told. */
function spanOf(motion: PreparedMotion, from: TimedEvent, to: TimedEvent): Span | WithheldReason {
  if (motion.timesUnknown) return 'slow-motion';
  const start = motion.events.get(from);
  const end = motion.events.get(to);
  if (start === undefined || end === undefined || end.timeMs <= start.timeMs) return 'event-not-seen';
  if (start.by === AT_CLIP_EDGE || end.by === AT_CLIP_EDGE) return 'clip-incomplete';
  return { ms: end.timeMs - start.timeMs, errorMs: Math.hypot(eventErrorMs(motion, from), eventErrorMs(motion, to)) };
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
      const span = spanOf(motion, from, to);
      if (typeof span === 'string') return withheld(span);
      return reading(motion, span.ms / 1000, { below: span.errorMs / 1000, above: span.errorMs / 1000 });
    },
  };
}

export const backswingTime: Metric = timeMetric('backswing-time', 'address', 'top');
export const downswingTime: Metric = timeMetric('downswing-time', 'top', 'impact');

export const tempoRatio: Metric = {
  id: 'tempo-ratio',
  measure(motion) {
    const back = spanOf(motion, 'address', 'top');
    const down = spanOf(motion, 'top', 'impact');
    if (typeof back === 'string') return withheld(back);
    if (typeof down === 'string') return withheld(down);
    const ratio = back.ms / down.ms;
    // Relative errors add in quadrature; the quotient's upper arm is the longer one.
    const relative = Math.hypot(back.errorMs / back.ms, down.errorMs / down.ms);
    return reading(motion, ratio, { below: ratio - ratio / (1 + relative), above: ratio * relative });
  },
};
