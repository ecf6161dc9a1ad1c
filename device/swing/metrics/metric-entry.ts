import type { EventName } from '../events/event-name.ts';
import type { MetricMethod } from '../report/swing-report.ts';
import type { MetricId } from './metric-id.ts';
import type { MetricPicture } from './metric-picture.ts';

/**
 * Everything that is to be said about a metric, beside the code that measures it: the catalogue, the bay's pages and
 * the documentation are made from it.
 */
export interface MetricEntry {
  readonly id: MetricId;
  readonly unit: MetricUnit;
  /** Decimals that the interval justifies. */
  readonly decimals: number;
  /** Outside it the measurement, not the golfer, is at fault. */
  readonly plausible: { readonly low: number; readonly high: number };
  readonly moments: readonly MetricMoment[];
  /** What is measured, in one or two sentences that leave nothing to choose. */
  readonly definition: string;
  /** Which way is positive. */
  readonly sign: string;
  readonly frameOfReference: string;
  /** Where the definition comes from, and whose figures may be compared with it. */
  readonly source: string;
  /** How it can be measured, best first; with none of these present it is withheld. */
  readonly ways: readonly WayOfMeasuring[];
  readonly picture: MetricPicture;
}

export type MetricUnit = '°' | 'cm' | 's' | 'ms' | 'm/s' | '°/s' | '%' | 'ratio';

/** What a published group of golfers shows. Not a target: the groups are named so that pages can say whose it is. */
export interface TypicalRange {
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

export interface MetricMoment {
  /** Null for what belongs to no single moment. */
  readonly at: EventName | null;
  readonly typical: TypicalRange | null;
}

export interface WayOfMeasuring {
  readonly method: MetricMethod;
  /** The fewest cameras that do; 0 for what is heard. */
  readonly cameras: number;
  readonly calibrated: boolean;
  /** Of a single picture: the view it must be; null for any. */
  readonly view: 'face-on' | 'down-the-line' | null;
  /** The moments that it gives; null for all of them. */
  readonly at: readonly EventName[] | null;
}

/** Joints in space: two views together, corrected where the correction knows such a golfer, or one view's estimate. */
export const IN_SPACE: readonly WayOfMeasuring[] = [
  { method: 'corrected', cameras: 2, calibrated: true, view: null, at: null },
  { method: 'triangulated', cameras: 2, calibrated: true, view: null, at: null },
  { method: 'monocular', cameras: 1, calibrated: true, view: null, at: null },
];

/** The shaft in space: a line that two views must see. */
export const FROM_SHAFT: readonly WayOfMeasuring[] = [
  { method: 'triangulated', cameras: 2, calibrated: true, view: null, at: null },
];

/** Moments of a swing, which any one picture shows. */
export const BY_EVENTS: readonly WayOfMeasuring[] = [
  { method: 'planar', cameras: 1, calibrated: false, view: null, at: null },
];

/** In the plane of a single picture. */
export function inPicture(view: 'face-on' | 'down-the-line', at: readonly EventName[] | null): WayOfMeasuring {
  return { method: 'planar', cameras: 1, calibrated: false, view, at };
}

export const BAY_AXES = 'Bay axes: x to the target, y up, z toward the ball; a left-hander is mirrored first.';
