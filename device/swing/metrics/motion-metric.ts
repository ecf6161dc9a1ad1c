import type { EventName } from '../events/event-name.ts';
import type { WithheldReason } from '../report/swing-report.ts';
import type { Spread } from './interval.ts';
import { IN_SPACE, type MetricEntry } from './metric-entry.ts';
import { covers } from './pose-metric.ts';
import type { PoseSource } from './pose-source.ts';
import type { PreparedMotion } from './prepared-motion.ts';
import { type Metric, withheld } from './reading.ts';
import { AT_CLIP_EDGE } from './swing-span.ts';

/** A metric that is read off the motion between events: a path, a speed, a moment between moments. */
export interface MotionMetricRule {
  readonly entry: Omit<MetricEntry, 'ways'>;
  readonly needs: readonly EventName[];
  /** A time or a speed: without a meaning in slow motion of unknown rate. */
  readonly isTimed?: boolean;
  /** In the entry's unit; NaN where what it needs was not seen. */
  readonly value: (swing: SwingInSpace) => number | WithheldReason;
  readonly spread: (value: number, swing: SwingInSpace) => Spread;
}

export interface SwingInSpace {
  readonly space: PoseSource;
  /** Of an event that the rule needs, in milliseconds. */
  readonly time: (event: EventName) => number;
  /** Between two pictures of the slowest camera. */
  readonly frameMs: number;
}

export function motionMetric(rule: MotionMetricRule): Metric {
  return {
    entry: { ...rule.entry, ways: IN_SPACE },
    measure(motion) {
      if (rule.isTimed === true && motion.timesUnknown) return withheld('slow-motion');
      const events = rule.needs.map((name) => motion.events.get(name));
      if (events.some((event) => event === undefined)) return withheld('event-not-seen');
      if (motion.space === null) return withheld(motion.views < 2 ? 'needs-second-camera' : 'needs-calibration');
      const isWhole = events.every(
        (event) => event?.by !== AT_CLIP_EDGE && covers(motion.space as PoseSource, event?.timeMs ?? 0),
      );
      if (!isWhole) return withheld('clip-incomplete');
      const swing = swingIn(motion, motion.space);
      const value = rule.value(swing);
      if (typeof value === 'string') return withheld(value);
      if (!Number.isFinite(value)) return withheld('landmarks-hidden');
      const { method, cameras } = swing.space;
      // Which joints it read, the rule alone knows; how unlike the learnt golfers this one stands, every moment tells.
      const widening = Math.max(...rule.needs.map((name) => swing.space.widening([], swing.time(name))));
      return { value, spread: rule.spread(value, swing), widening, method, cameras };
    },
  };
}

function swingIn(motion: PreparedMotion, space: PoseSource): SwingInSpace {
  return {
    space,
    time: (name) => motion.events.get(name)?.timeMs ?? Number.NaN,
    frameMs: motion.frameMs,
  };
}

/** The same either way, in the metric's unit. */
export const either = (error: number): Spread => ({ below: error, above: error });
