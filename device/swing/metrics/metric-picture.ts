import type { EventName } from '../events/event-name.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';

/**
 * What the picture of a metric shows, as data: the program draws a golfer's figure or curves and marks what is
 * measured. Nothing here measures.
 */
export type MetricPicture = FigurePicture | ChartPicture;

/** A place on the figure. The centre of mass is the estimate of `body-mass.ts`. */
export type Spot =
  | GolferJoint
  | 'mid-hip'
  | 'mid-shoulder'
  | 'mid-ear'
  | 'mid-ankle'
  | 'hands'
  | 'grip'
  | 'club-head'
  | 'centre-of-mass';

/** A direction of the bay, from the corner of an angle. */
export type BayDirection = 'up' | 'down' | 'to-target' | 'away-from-target' | 'to-ball' | 'from-ball';

export interface FigurePicture {
  readonly kind: 'figure';
  readonly view: 'face-on' | 'down-the-line' | 'above';
  /** The figure's pose. */
  readonly at: EventName;
  /** Drawn faintly behind it, for what has moved or turned since. */
  readonly ghostAt?: EventName;
  readonly marks: readonly FigureMark[];
}

export type FigureMark =
  | { readonly kind: 'line'; readonly from: Spot; readonly to: Spot }
  /** From one arm to the other round the corner; an arm is a place or a direction. */
  | {
      readonly kind: 'angle';
      readonly corner: Spot;
      readonly from: Spot | BayDirection;
      readonly to: Spot | BayDirection;
    }
  /** The angle between two lines that do not meet, drawn at the first one's start. */
  | { readonly kind: 'between-lines'; readonly first: readonly [Spot, Spot]; readonly second: readonly [Spot, Spot] }
  /** How far a place has moved along a direction since the ghost's pose. */
  | { readonly kind: 'moved'; readonly spot: Spot; readonly along: 'to-target' | 'to-ball' | 'up' }
  /** How far a line has turned since the ghost's pose, drawn at its first place. */
  | { readonly kind: 'turned'; readonly from: Spot; readonly to: Spot }
  /** Where a place is above the ground. */
  | { readonly kind: 'plumb'; readonly spot: Spot }
  | { readonly kind: 'span'; readonly from: Spot; readonly to: Spot }
  /** A way; `role` is `reference` for one that another is compared with, `slope` where its plane's inclination counts. */
  | {
      readonly kind: 'path';
      readonly spot: Spot;
      readonly from: EventName;
      readonly to: EventName;
      readonly role?: 'reference' | 'slope';
    };

/** Curves over the time of a swing. */
export interface ChartPicture {
  readonly kind: 'chart';
  readonly curves: readonly ChartCurve[];
  readonly from: EventName;
  readonly to: EventName;
  /** Spans between two events, such as the backswing. */
  readonly spans?: readonly { readonly from: EventName; readonly to: EventName }[];
  /** Marks where each curve is greatest between two events. */
  readonly peaks?: { readonly from: EventName; readonly to: EventName };
  /** Marks where the hands are slow round the top. */
  readonly slowHands?: boolean;
}

export type ChartCurve = 'hand-speed' | 'pelvis-speed' | 'shoulder-speed' | 'lead-arm-speed' | 'x-factor' | 'sound';
