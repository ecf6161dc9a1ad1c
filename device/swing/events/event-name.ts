/**
 * GolfDB's eight events, in the order of a swing.
 *
 * `address`: the last still instant before the club starts back. `toe-up`: shaft parallel to the ground going back.
 * `mid-backswing`: lead arm parallel to the ground. `top`: the club changes direction. `mid-downswing`: lead arm
 * parallel again. `impact`: the last picture before or at contact. `mid-follow-through`: shaft parallel after impact.
 * `finish`: the final pose is reached.
 */
export const EVENT_NAMES = [
  'address',
  'toe-up',
  'mid-backswing',
  'top',
  'mid-downswing',
  'impact',
  'mid-follow-through',
  'finish',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

/** The eight phases, contiguous and half-open; what bounds each stands in `phases.ts`. */
export const PHASE_NAMES = [
  'address',
  'takeaway',
  'backswing',
  'transition',
  'downswing',
  'impact',
  'follow-through',
  'finish',
] as const;

export type PhaseName = (typeof PHASE_NAMES)[number];
