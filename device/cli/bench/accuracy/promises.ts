import type { EventName } from '../../../swing/events/event-name.ts';
import type { MetricId } from '../../../swing/metrics/metric-catalogue.ts';

/** What two calibrated cameras, the heavy model and the correction have to keep, over all their moments together. */
export interface MetricPromise {
  readonly name: string;
  readonly metrics: readonly { readonly id: MetricId; readonly at?: readonly (EventName | null)[] }[];
  /** Of the absolute error, in the metric's unit; `relative` ones in percent of the truth. */
  readonly median: number;
  readonly p95: number;
  readonly relative?: boolean;
  /** Turns the metric's unit into the promise's. */
  readonly factor?: number;
  readonly unit: string;
}

const IMPACT: readonly EventName[] = ['impact'];

export const PROMISES: readonly MetricPromise[] = [
  {
    name: 'forward and side bend',
    metrics: [{ id: 'spine-angle' }, { id: 'side-bend' }],
    median: 1.5,
    p95: 4,
    unit: '°',
  },
  { name: 'knee flex', metrics: [{ id: 'lead-knee-flex' }, { id: 'trail-knee-flex' }], median: 3, p95: 8, unit: '°' },
  { name: 'pelvis turn', metrics: [{ id: 'pelvis-turn' }], median: 4, p95: 11, unit: '°' },
  { name: 'shoulder turn', metrics: [{ id: 'shoulder-turn' }], median: 5, p95: 14, unit: '°' },
  { name: 'X-factor', metrics: [{ id: 'x-factor' }], median: 6, p95: 17, unit: '°' },
  {
    name: 'turns at impact',
    metrics: [
      { id: 'shoulder-turn', at: IMPACT },
      { id: 'pelvis-turn', at: IMPACT },
    ],
    median: 3.5,
    p95: 9,
    unit: '°',
  },
  {
    name: 'elbows',
    metrics: [{ id: 'lead-arm-angle' }, { id: 'trail-elbow-angle' }],
    median: 5,
    p95: 20,
    unit: '°',
  },
  {
    name: 'head movement and sway',
    metrics: [{ id: 'head-sway' }, { id: 'head-lift' }, { id: 'head-thrust' }, { id: 'pelvis-sway' }],
    median: 1.5,
    p95: 4,
    unit: 'cm',
  },
  { name: 'backswing time', metrics: [{ id: 'backswing-time' }], median: 20, p95: 60, factor: 1000, unit: 'ms' },
  { name: 'downswing time', metrics: [{ id: 'downswing-time' }], median: 10, p95: 20, factor: 1000, unit: 'ms' },
  { name: 'tempo ratio', metrics: [{ id: 'tempo-ratio' }], median: 0.15, p95: 0.35, unit: 'ratio' },
  { name: 'hand speed', metrics: [{ id: 'hand-speed' }], median: 4, p95: 10, relative: true, unit: '%' },
];

/** The greatest error of an event in 95 of 100, in milliseconds. */
export const EVENT_PROMISES: Readonly<Record<EventName, number>> = {
  address: 60,
  'toe-up': 17,
  'mid-backswing': 17,
  top: 17,
  'mid-downswing': 17,
  impact: 3,
  'mid-follow-through': 17,
  finish: 60,
};

/** How much of the turn that the arms do not tell has to be measured. */
export const SLOPE_PROMISES = { 'pelvis-turn': 0.8, 'shoulder-turn': 0.5 } as const;

/** How often a stated 90 % interval may hold the truth. */
export const HELD_SHARE = { low: 0.85, high: 0.95 } as const;
