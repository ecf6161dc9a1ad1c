import { describe, expect, it } from 'vitest';
import type { EventName } from '../events/event-name.ts';
import { catalogueEntry, isMetricId } from '../metrics/metric-catalogue.ts';
import { eventsAt } from '../metrics/posed-golfer.fixture.ts';
import type { ReportFault, ReportMetric } from '../report/swing-report.ts';
import { chooseDrills, DRILLS } from './drill.ts';
import { FAULT_RULES } from './fault-rules.ts';
import { findFaults } from './find-faults.ts';

const EVENTS = eventsAt({ address: 0, top: 900, impact: 1150, 'mid-follow-through': 1250 });

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
const idsOf = (metrics: readonly ReportMetric[]) => findFaults(metrics, EVENTS).map((fault) => fault.id);

describe.each(FAULT_RULES.filter((rule) => rule.changeSince === undefined))('$id', (rule) => {
  const beyond = 'above' in rule.limit ? 1 : -1;
  const limit = 'above' in rule.limit ? rule.limit.above : rule.limit.below;
  const at = (distance: number, halfWidth: number) => [
    metric(rule.metric, rule.at, limit + beyond * distance, halfWidth),
  ];

  it('is claimed only where the whole interval lies beyond its limit', () => {
    expect(idsOf(at(5, 4.9))).toContain(rule.id);
    expect(idsOf(at(5, 5.1))).not.toContain(rule.id);
    expect(idsOf(at(0, 0))).not.toContain(rule.id);
    expect(idsOf(at(-5, 1))).not.toContain(rule.id);
  });

  it('grows from minor over major to critical with the certain excess', () => {
    const severityAt = (steps: number) =>
      findFaults(at(steps * rule.step + 1, 0.9), EVENTS).find((fault) => fault.id === rule.id)?.severity;
    expect([severityAt(0.1), severityAt(1), severityAt(2), severityAt(9)]).toEqual([
      'minor',
      'major',
      'critical',
      'critical',
    ]);
  });

  it('is taken from a metric of the catalogue, at a moment that is measured, and has a drill', () => {
    expect(isMetricId(rule.metric)).toBe(true);
    expect(catalogueEntry(rule.metric).moments.map((each) => each.at)).toContain(rule.at);
    expect(DRILLS.some((drill) => drill.faults.includes(rule.id))).toBe(true);
  });

  it('is possible for a body', () => {
    const { plausible } = catalogueEntry(rule.metric);
    expect(limit).toBeGreaterThan(plausible.low);
    expect(limit).toBeLessThan(plausible.high);
  });
});

describe('a change between two events', () => {
  const spine = (address: number, impact: number, halfWidth: number) => [
    metric('spine-angle', 'address', address, halfWidth),
    metric('spine-angle', 'impact', impact, halfWidth),
  ];

  it('is a fault where both intervals together leave no doubt', () => {
    // Two intervals of ± 3 make one of ± 4.24 for their difference.
    expect(idsOf(spine(35, 24.7, 3))).toContain('loss-of-posture');
    expect(idsOf(spine(35, 24.8, 3))).not.toContain('loss-of-posture');
  });

  it('is none where one of the two was withheld', () => {
    const [, impact] = spine(35, 5, 3);
    const withheld: ReportMetric = { id: 'spine-angle', at: 'address', withheld: 'landmarks-hidden' };
    expect(findFaults([withheld, impact as ReportMetric], EVENTS).map(({ id }) => id)).not.toContain('loss-of-posture');
  });

  it('uses the right arms of unequal intervals', () => {
    const straightening = (below: number, above: number) =>
      idsOf([
        metric('trail-knee-flex', 'address', 22, below, above),
        metric('trail-knee-flex', 'top', 6, below, above),
      ]);
    expect(straightening(3.9, 0)).toContain('knee-straightening');
    expect(straightening(0, 3.9)).toContain('knee-straightening');
    expect(straightening(4.1, 0)).not.toContain('knee-straightening');
    expect(straightening(0, 4.1)).not.toContain('knee-straightening');
  });
});

describe('the faults of a swing', () => {
  const sway = metric('pelvis-sway', 'top', -25, 3);
  const rushed = metric('tempo-ratio', null, 2.2, 0.2);

  it('come main fault first', () => {
    const faults = findFaults([rushed, sway], EVENTS);
    expect(faults.map(({ id, severity }) => `${id} ${severity}`)).toEqual(['sway critical', 'rushed-tempo minor']);
    expect(faults[0]).toEqual({ id: 'sway', severity: 'critical', phase: 'backswing', evidence: ['pelvis-sway'] });
  });

  it('are none in a swing of which nothing is known', () => {
    expect(findFaults([], EVENTS)).toEqual([]);
    expect(findFaults([{ id: 'pelvis-sway', at: 'top', withheld: 'needs-face-on-view' }], EVENTS)).toEqual([]);
  });

  it('need their event to be among those found', () => {
    expect(findFaults([sway], eventsAt({ address: 0, impact: 1150 }))).toEqual([]);
  });
});

describe('drills', () => {
  const fault = (id: string): ReportFault => ({ id, severity: 'major', phase: 'backswing', evidence: ['x'] });

  it('begin with the best one for the main fault', () => {
    expect(chooseDrills([fault('early-extension'), fault('rushed-tempo')])).toEqual([
      'wall-behind-hips',
      'count-three-to-one',
    ]);
  });

  it('do not repeat what the first one already works on, and are never more than two', () => {
    expect(chooseDrills([fault('sway'), fault('knee-straightening')])).toEqual(['inside-trail-foot']);
    expect(chooseDrills(FAULT_RULES.map(({ id }) => fault(id)))).toHaveLength(2);
  });

  it('are none without a fault or for one that nobody knows', () => {
    expect(chooseDrills([])).toEqual([]);
    expect(chooseDrills([fault('unheard-of')])).toEqual([]);
  });

  it('name only faults that there are', () => {
    const known = new Set(FAULT_RULES.map(({ id }) => id));
    expect(DRILLS.flatMap((drill) => drill.faults).filter((id) => !known.has(id))).toEqual([]);
  });
});
