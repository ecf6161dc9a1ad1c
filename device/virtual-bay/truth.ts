import type { EventName } from '../swing/events/event-name.ts';
import type { VirtualCamera } from './camera.ts';
import type { Golfer } from './golfer.ts';
import { landmarksOf } from './landmarks.ts';
import type { SwingMotion } from './swing-motion.ts';
import { eventsOf } from './truth/true-events.ts';
import type { TrueMetric } from './truth/true-metric.ts';
import { metricsOf, rounded } from './truth/true-metrics.ts';

export { eventsOf } from './truth/true-events.ts';
export type { TrueMetric } from './truth/true-metric.ts';
export { metricsOf } from './truth/true-metrics.ts';

/**
 * What really happened, in numbers that no measuring code has touched: turns and bends are the golfer's own
 * parameters, the rest is read off the joint transforms. Ids, units and signs are those of the reports; lengths in
 * centimetres, times in milliseconds of the clip, metrics of time in seconds.
 */
export interface SwingTruth {
  readonly kind: SwingMotion['kind'];
  readonly golfer: Golfer;
  readonly handedness: 'left' | 'right';
  readonly durationMs: number;
  /** When club and ball meet; null without a hit ball. */
  readonly impactMs: number | null;
  /** Empty where nothing is swung. */
  readonly events: readonly { readonly name: EventName; readonly timeMs: number }[];
  readonly metrics: readonly TrueMetric[];
  readonly cameras: readonly VirtualCamera[];
  /** One row per `timesMs`: 33 × 3 metres in bay axes, BlazePose's order, rounded to a tenth of a millimetre. */
  readonly joints: { readonly timesMs: readonly number[]; readonly landmarks: readonly (readonly number[])[] };
}

export function truthOf(motion: SwingMotion, cameras: readonly VirtualCamera[], jointsFps = 60): SwingTruth {
  const events = motion.impactMs === null ? [] : eventsOf(motion);
  const rows = Math.floor((motion.durationMs / 1000) * jointsFps) + 1;
  const timesMs = Array.from({ length: rows }, (_, i) => (i * 1000) / jointsFps);
  return {
    kind: motion.kind,
    golfer: motion.golfer,
    handedness: motion.golfer.handedness,
    durationMs: motion.durationMs,
    impactMs: motion.kind === 'swing' ? motion.impactMs : null,
    events,
    metrics: metricsOf(motion, events),
    cameras,
    joints: {
      timesMs,
      landmarks: timesMs.map((ms) => Array.from(landmarksOf(motion, motion.at(ms).body), (v) => rounded(v))),
    },
  };
}

/** The same truth on another clock, such as CLOCK_MONOTONIC. */
export function absoluteEventsNs(truth: SwingTruth, startedAtNs: number): { name: EventName; atNs: number }[] {
  return truth.events.map(({ name, timeMs }) => ({ name, atNs: startedAtNs + Math.round(timeMs * 1e6) }));
}
