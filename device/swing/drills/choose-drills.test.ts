import { describe, expect, it } from 'vitest';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import type { ReportFault } from '../report/swing-report.ts';
import { chooseDrills, drillsFor } from './choose-drills.ts';
import { DRILLS } from './drill-catalogue.ts';

const fault = (id: string): ReportFault => ({ id, severity: 'major', phase: 'backswing', evidence: ['x'] });

describe('the drills', () => {
  it('are at least thirty-six, each with a name of its own', () => {
    expect(DRILLS.length).toBeGreaterThanOrEqual(36);
    expect(new Set(DRILLS.map(({ id }) => id)).size).toBe(DRILLS.length);
  });

  it('work on every fault there is, and on no other', () => {
    const known = new Set(FAULT_RULES.map(({ id }) => id));
    expect(DRILLS.flatMap((drill) => drill.faults).filter((id) => !known.has(id))).toEqual([]);
    expect(FAULT_RULES.filter(({ id }) => drillsFor(id).length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('offer a second way for every fault that weighs much', () => {
    const grave = FAULT_RULES.filter(({ effect }) => effect.weight >= 4);
    expect(grave.filter(({ id }) => drillsFor(id).length < 2).map(({ id }) => id)).toEqual([]);
  });

  it('can be done between two baskets of balls', () => {
    expect(DRILLS.filter(({ dosage }) => dosage.rehearsals + dosage.balls > 20)).toEqual([]);
  });
});

describe('the drills of a swing', () => {
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
});
