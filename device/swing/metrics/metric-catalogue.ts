import type { EventName } from '../events/event-name.ts';

/**
 * Every metric a report can carry: its unit, the moments it is taken at, the values a person can reach, and what good
 * golfers show where something is published. The definition stands in the head of each metric's own file, name and
 * sentence in the texts under `metric.<id>.name` and `metric.<id>.sentence`.
 */
export const METRIC_IDS = [
  'tempo-ratio',
  'backswing-time',
  'downswing-time',
  'shoulder-turn',
  'pelvis-turn',
  'x-factor',
  'spine-angle',
  'side-bend',
  'shoulder-tilt',
  'lead-knee-flex',
  'trail-knee-flex',
  'pelvis-sway',
  'pelvis-thrust',
  'head-sway',
  'head-lift',
  'lead-arm-angle',
  'hand-speed',
] as const;

export type MetricId = (typeof METRIC_IDS)[number];

export type MetricUnit = '°' | 'cm' | 's' | 'm/s' | 'ratio';

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
  entry('shoulder-turn', '°', 0, [-120, 160], [moment('top', 80, 100, MCTEIGUE), moment('impact')]),
  entry('pelvis-turn', '°', 0, [-120, 110], [moment('top', 40, 55, MCTEIGUE), moment('impact', -45, -35, GOLFTEC)]),
  entry('x-factor', '°', 0, [-60, 110], [moment('top', 30, 50, MCTEIGUE), moment('impact')]),
  entry(
    'spine-angle',
    '°',
    0,
    [-20, 75],
    [moment('address', 30, 40, HEURISTIC), moment('top'), moment('impact', 30, 40, HEURISTIC)],
  ),
  entry('side-bend', '°', 0, [-45, 60], [moment('address'), moment('top'), moment('impact', 20, 25, HEURISTIC)]),
  entry('shoulder-tilt', '°', 0, [-75, 75], [moment('top', -40, -30, GOLFTEC), moment('impact', 32, 45, GOLFTEC)]),
  entry('lead-knee-flex', '°', 0, [0, 100], [moment('address', 15, 29, HEURISTIC), moment('top'), moment('impact')]),
  entry('trail-knee-flex', '°', 0, [0, 100], [moment('address', 15, 29, HEURISTIC), moment('top'), moment('impact')]),
  entry('pelvis-sway', 'cm', 0, [-50, 50], [moment('top'), moment('impact', 2, 6, GOLFTEC)]),
  entry('pelvis-thrust', 'cm', 0, [-40, 40], [moment('top'), moment('impact')]),
  entry('head-sway', 'cm', 0, [-60, 60], [moment('top', -7, -1, HEURISTIC), moment('impact')]),
  entry('head-lift', 'cm', 0, [-60, 50], [moment('top'), moment('impact')]),
  entry(
    'lead-arm-angle',
    '°',
    0,
    [30, 180],
    [moment('top'), moment('impact', 165, 180, HEURISTIC), moment('mid-follow-through')],
  ),
  entry('hand-speed', 'm/s', 1, [1, 25], [moment(null), moment('impact')]),
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
