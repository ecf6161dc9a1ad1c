import type { EventName } from '../events/event-name.ts';
import type { MetricId } from './metric-id.ts';

export { METRIC_IDS, type MetricId } from './metric-id.ts';

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

export interface MetricEntry {
  readonly id: MetricId;
  readonly unit: MetricUnit;
  /** Decimals that the interval justifies. */
  readonly decimals: number;
  /** Outside it the measurement, not the golfer, is at fault. */
  readonly plausible: { readonly low: number; readonly high: number };
  readonly moments: readonly MetricMoment[];
}

const GOLFDB = 'GolfDB labels, 758 real-time swings, 5th to 95th percentile';
const MCTEIGUE = 'PGA Tour professionals (McTeigue 1994) and teaching convention';
const GOLFTEC = 'tour professionals in GolfTEC SwingTRU, 13,000 golfers';
const HEURISTIC = 'coaching convention, no published measurement';

const moment = (at: EventName | null, low?: number, high?: number, source?: string): MetricMoment => ({
  at,
  typical: low === undefined || high === undefined || source === undefined ? null : { low, high, source },
});

const entry = (
  id: MetricId,
  unit: MetricUnit,
  decimals: number,
  plausible: readonly [number, number],
  moments: readonly MetricMoment[],
): MetricEntry => ({ id, unit, decimals, plausible: { low: plausible[0], high: plausible[1] }, moments });

export const METRIC_CATALOGUE: readonly MetricEntry[] = [
  entry('tempo-ratio', 'ratio', 1, [0.8, 12], [moment(null, 2.57, 5.33, GOLFDB)]),
  entry('backswing-time', 's', 2, [0.25, 3], [moment(null, 0.67, 1.4, GOLFDB)]),
  entry('downswing-time', 's', 2, [0.12, 0.7], [moment(null, 0.2, 0.3, GOLFDB)]),
  entry('transition-time', 's', 2, [0, 0.8], [moment(null)]),
  entry('shoulder-turn', '°', 0, [-120, 160], [moment('top', 80, 100, MCTEIGUE), moment('impact')]),
  entry('pelvis-turn', '°', 0, [-120, 110], [moment('top', 40, 55, MCTEIGUE), moment('impact', -45, -35, GOLFTEC)]),
  entry('x-factor', '°', 0, [-60, 110], [moment('top', 30, 50, MCTEIGUE), moment('impact')]),
  entry('x-factor-stretch', '°', 0, [0, 45], [moment(null)]),
  entry(
    'spine-angle',
    '°',
    0,
    [-20, 75],
    [moment('address', 30, 40, HEURISTIC), moment('top'), moment('impact', 30, 40, HEURISTIC), moment('finish')],
  ),
  entry('posture-loss', '°', 0, [-40, 60], [moment('impact')]),
  entry(
    'side-bend',
    '°',
    0,
    [-45, 60],
    [moment('address'), moment('top'), moment('impact', 20, 25, HEURISTIC), moment('finish')],
  ),
  entry('shoulder-tilt', '°', 0, [-75, 75], [moment('top', -40, -30, GOLFTEC), moment('impact', 32, 45, GOLFTEC)]),
  entry('lead-knee-flex', '°', 0, [0, 100], [moment('address', 15, 29, HEURISTIC), moment('top'), moment('impact')]),
  entry('trail-knee-flex', '°', 0, [0, 100], [moment('address', 15, 29, HEURISTIC), moment('top'), moment('impact')]),
  entry('lead-knee-sway', 'cm', 0, [-50, 50], [moment('top'), moment('impact')]),
  entry('trail-knee-sway', 'cm', 0, [-50, 50], [moment('top'), moment('impact')]),
  entry('stance-width', 'ratio', 2, [0.2, 3], [moment('address')]),
  entry('pelvis-sway', 'cm', 0, [-50, 50], [moment('top'), moment('impact', 2, 6, GOLFTEC)]),
  entry('pelvis-thrust', 'cm', 0, [-40, 40], [moment('top'), moment('impact')]),
  entry('pelvis-lift', 'cm', 0, [-40, 30], [moment('top'), moment('impact')]),
  entry('head-sway', 'cm', 0, [-60, 60], [moment('top', -7, -1, HEURISTIC), moment('impact')]),
  entry('head-thrust', 'cm', 0, [-60, 60], [moment('top'), moment('impact')]),
  entry('head-lift', 'cm', 0, [-60, 50], [moment('top'), moment('impact')]),
  entry('weight-shift', '%', 0, [-40, 140], [moment('address'), moment('top'), moment('impact'), moment('finish')]),
  entry(
    'lead-arm-angle',
    '°',
    0,
    [30, 180],
    [moment('top'), moment('impact', 165, 180, HEURISTIC), moment('mid-follow-through')],
  ),
  entry('lead-arm-elevation', '°', 0, [-60, 90], [moment('top')]),
  entry('trail-elbow-angle', '°', 0, [20, 180], [moment('top'), moment('impact')]),
  entry('trail-elbow-lift', '°', 0, [0, 160], [moment('top')]),
  entry('wrist-hinge', '°', 0, [0, 150], [moment('top'), moment('mid-downswing'), moment('impact')]),
  entry('shaft-past-parallel', '°', 0, [-90, 80], [moment('top')]),
  entry('shaft-plane', '°', 0, [15, 100], [moment('address'), moment('mid-downswing')]),
  entry('shaft-lean', '°', 0, [-30, 45], [moment('address'), moment('impact')]),
  entry('hand-speed', 'm/s', 1, [1, 25], [moment(null), moment('impact')]),
  entry('hand-path-length', 'cm', 0, [60, 300], [moment(null)]),
  entry('hand-plane', '°', 0, [20, 90], [moment(null)]),
  entry('hand-plane-shift', 'cm', 0, [-50, 50], [moment(null)]),
  entry('pelvis-peak-speed', '°/s', 0, [60, 1200], [moment(null)]),
  entry('shoulder-peak-speed', '°/s', 0, [60, 1600], [moment(null)]),
  entry('lead-arm-peak-speed', '°/s', 0, [150, 2000], [moment(null)]),
  entry('sequence-gap-pelvis-shoulder', 'ms', 0, [-300, 300], [moment(null)]),
  entry('sequence-gap-shoulder-arm', 'ms', 0, [-300, 300], [moment(null)]),
  entry('sequence-order', '%', 0, [0, 100], [moment(null)]),
  entry('finish-balance', 'cm', 1, [0, 60], [moment('finish')]),
  entry('strike-quality', '%', 0, [0, 100], [moment(null)]),
];

const byId = new Map(METRIC_CATALOGUE.map((each) => [each.id as string, each]));

export function isMetricId(id: string): id is MetricId {
  return byId.has(id);
}

export function catalogueEntry(id: MetricId): MetricEntry {
  return byId.get(id) as MetricEntry;
}

/** What good golfers show for this metric at this moment, or null where nothing is published. */
export function typicalRange(id: string, at: EventName | null): TypicalRange | null {
  return byId.get(id)?.moments.find((each) => each.at === at)?.typical ?? null;
}
