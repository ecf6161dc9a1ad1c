import { describe, expect, it } from 'vitest';
import { FAULT_RULES } from '../../swing/faults/fault-rules.ts';
import type { ReportFault } from '../../swing/report/swing-report.ts';
import { recommendedDrills } from './recommended-drills.ts';

const [habit = '', slip = ''] = FAULT_RULES.map(({ id }) => id);
const fault = (id: string, severity: ReportFault['severity']): ReportFault => ({
  id,
  severity,
  phase: 'downswing',
  evidence: [],
});

describe('the drills that are recommended', () => {
  it('are for the habit, not for the one bad swing', () => {
    const shots = [[fault(slip, 'critical')], ...Array.from({ length: 4 }, () => [fault(habit, 'minor')])];
    const { faults, drills, swings } = recommendedDrills(shots);
    expect(swings).toBe(5);
    expect(faults).toEqual([
      { id: habit, swings: 4 },
      { id: slip, swings: 1 },
    ]);
    expect(drills.length).toBeGreaterThan(0);
  });

  it('are none where nothing was seen', () => {
    expect(recommendedDrills([[], []])).toEqual({ swings: 2, faults: [], drills: [] });
  });
});
