import { describe, expect, it } from 'vitest';
import type { EventName } from '../events/event-name.ts';
import { EVENT_NAMES } from '../events/event-name.ts';
import { catalogueEntry, isMetricId } from '../metrics/metric-catalogue.ts';
import { eventsAt } from '../metrics/posed-golfer.fixture.ts';
import type { ReportMetric } from '../report/swing-report.ts';
import type { FaultSign } from './fault-rule.ts';
import { FAULT_RULES } from './fault-rules.ts';
import { findFaults } from './find-faults.ts';

const EVENTS = eventsAt(Object.fromEntries(EVENT_NAMES.map((name, i) => [name, i * 200])));

const metric = (id: string, at: EventName | null, value: number, below: number, above = below): ReportMetric => ({
  id,
  at,
  value,
  unit: '°',
  low: value - below,
  high: value + above,
  method: 'triangulated',
  cameras: ['face-on', 'down-the-line'],
});
const found = (metrics: readonly ReportMetric[]) => findFaults(metrics, EVENTS).faults;
const idsOf = (metrics: readonly ReportMetric[]) => found(metrics).map((fault) => fault.id);
const limitOf = ({ limit }: FaultSign): number => ('above' in limit ? limit.above : limit.below);
const outward = ({ limit }: FaultSign): 1 | -1 => ('above' in limit ? 1 : -1);

/** The metrics in which a sign lies so many spreads beyond its limit, each known to within so many. */
function shown(sign: FaultSign, spreads: number, within: number): ReportMetric[] {
  const value = limitOf(sign) + outward(sign) * spreads * sign.spread;
  const halfWidth = within * sign.spread;
  if (sign.changeSince === undefined) return [metric(sign.metric, sign.at, value, halfWidth)];
  const each = halfWidth / Math.SQRT2;
  return [metric(sign.metric, sign.changeSince, 30, each), metric(sign.metric, sign.at, 30 + value, each)];
}

const SIGNS = FAULT_RULES.flatMap(({ id, phase, signs }) =>
  signs.map((sign) => ({ id, phase, sign, by: `${sign.metric} at ${sign.at ?? 'no one moment'}` })),
);

describe.each(SIGNS)('$id by $by', ({ id, phase, sign }) => {
  it('is claimed only where the whole interval lies beyond the limit', () => {
    expect(idsOf(shown(sign, 0.5, 0.49))).toContain(id);
    expect(idsOf(shown(sign, 0.5, 0.51))).not.toContain(id);
    expect(idsOf(shown(sign, 3, 3.1))).not.toContain(id);
    expect(idsOf(shown(sign, -0.5, 0.1))).not.toContain(id);
  });

  it('grows from minor over major to critical with what is certain', () => {
    const severities = [0.2, 1.2, 2.2, 9].map(
      (spreads) => found(shown(sign, spreads, 0.1)).find((fault) => fault.id === id)?.severity,
    );
    expect(severities).toEqual(['minor', 'major', 'critical', 'critical']);
  });

  it('names its evidence, how likely it is, and where it starts', () => {
    const fault = found(shown(sign, 2, 0.5)).find((each) => each.id === id);
    expect(fault).toMatchObject({ phase, evidence: [sign.metric] });
    expect(fault?.likelihood).toBeGreaterThanOrEqual(0.95);
  });

  it('has a limit that a body can pass, at a moment at which the metric is taken', () => {
    const { metric: metricId } = sign;
    // A metric that this build does not take leaves its fault unjudged; it must not be one that nobody named.
    if (!isMetricId(metricId)) return;
    const { moments, plausible } = catalogueEntry(metricId);
    expect(moments.map((moment) => moment.at)).toContain(sign.at);
    if (sign.changeSince !== undefined) return;
    expect(limitOf(sign)).toBeGreaterThan(plausible.low);
    expect(limitOf(sign)).toBeLessThan(plausible.high);
  });
});

describe('the rules', () => {
  it('are at least eighteen faults, each with a source for its limit and for its weight', () => {
    expect(new Set(FAULT_RULES.map(({ id }) => id)).size).toBe(FAULT_RULES.length);
    expect(FAULT_RULES.length).toBeGreaterThanOrEqual(18);
    const unsourced = FAULT_RULES.filter(
      ({ signs, effect }) => effect.because === '' || signs.some(({ source }) => source === ''),
    );
    expect(unsourced).toEqual([]);
  });
});

describe('where a fault starts', () => {
  const thrust = (top: number, impact: number) => [
    metric('pelvis-thrust', 'top', top, 1),
    metric('pelvis-thrust', 'impact', impact, 1),
  ];
  const startOf = (metrics: ReportMetric[]) => found(metrics).find(({ id }) => id === 'early-extension')?.phase;

  it('is the earlier phase where it is beyond the limit there already', () => {
    expect(startOf(thrust(1, 9))).toBe('downswing');
    expect(startOf(thrust(8, 9))).toBe('backswing');
  });

  it('is not an earlier phase of which nothing is certain', () => {
    expect(startOf([metric('pelvis-thrust', 'top', 8, 6), metric('pelvis-thrust', 'impact', 9, 1)])).toBe('downswing');
  });
});

describe('a change between two events', () => {
  const spine = (address: number, impact: number, below: number, above = below) =>
    idsOf([
      metric('spine-angle', 'address', address, below, above),
      metric('spine-angle', 'impact', impact, below, above),
    ]);

  it('is a fault where both intervals together leave no doubt', () => {
    // Two intervals of ± 3 make one of ± 4.24 for their difference.
    expect(spine(35, 22.7, 3)).toContain('loss-of-posture');
    expect(spine(35, 22.8, 3)).not.toContain('loss-of-posture');
  });

  it('uses the right arms of unequal intervals', () => {
    expect(spine(35, 23, 3.9, 0)).toContain('loss-of-posture');
    expect(spine(35, 23, 0, 3.9)).toContain('loss-of-posture');
    expect(spine(35, 23, 4.1, 0)).not.toContain('loss-of-posture');
    expect(spine(35, 23, 0, 4.1)).not.toContain('loss-of-posture');
  });
});

describe('a fault with two signs', () => {
  it('is proved by either', () => {
    const fine = metric('pelvis-sway', 'impact', 5, 1);
    expect(idsOf([fine, metric('weight-shift', 'impact', 20, 3)])).toContain('hanging-back');
    expect(idsOf([metric('pelvis-sway', 'impact', -8, 1), metric('weight-shift', 'impact', 60, 3)])).toContain(
      'hanging-back',
    );
    expect(idsOf([fine])).not.toContain('hanging-back');
  });
});

describe('what nothing measured can show', () => {
  const sway = metric('pelvis-sway', 'top', -25, 3);

  it('is said to be unjudged, and not to be absent', () => {
    const { faults, unjudged } = findFaults([sway], EVENTS);
    expect(faults.map(({ id }) => id)).toEqual(['sway']);
    expect(unjudged).toContain('casting');
    expect(unjudged).not.toContain('reverse-pivot');
    expect(findFaults([], EVENTS).unjudged).toEqual(FAULT_RULES.map(({ id }) => id));
  });

  it('is what a withheld metric or a missing event leaves', () => {
    expect(findFaults([{ id: 'pelvis-sway', at: 'top', withheld: 'needs-face-on-view' }], EVENTS).faults).toEqual([]);
    expect(findFaults([sway], eventsAt({ address: 0, impact: 1150 })).unjudged).toContain('sway');
  });
});
