import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventName } from '../events/event-name.ts';
import type { ReportFault, ReportMetric } from '../report/swing-report.ts';
import { scoreSwing } from './score-swing.ts';

const metric = (id: string, at: EventName | null, value: number, halfWidth: number): ReportMetric => ({
  id,
  at,
  value,
  unit: '°',
  low: value - halfWidth,
  high: value + halfWidth,
  method: 'triangulated',
  cameras: ['a'],
});
const fault = (severity: ReportFault['severity']): ReportFault => ({
  id: 'sway',
  severity,
  phase: 'backswing',
  evidence: ['pelvis-sway'],
});

const swing = (spine: number, tempo: number): ReportMetric[] => [
  metric('spine-angle', 'address', spine, 3),
  metric('lead-knee-flex', 'address', 22, 6),
  metric('head-sway', 'top', -4, 3),
  metric('tempo-ratio', null, tempo, 0.5),
];

describe('the score', () => {
  it('is 10 for a swing inside every range', () => {
    expect(scoreSwing(swing(35, 3.4), [])).toEqual({ overall: 10, parts: { setup: 10, backswing: 10, tempo: 10 } });
  });

  it('falls with the distance from the range, averaged over the interval', () => {
    // 50 is 10 beyond 40, half of the tolerance of 20: 5 points; the part is the mean with the knee's 10.
    expect(scoreSwing(swing(50, 3.4), [])?.parts['setup']).toBe(7.5);
    // At 40 only the upper quarter of 38.5, 40 and 41.5 is outside, by 1.5: 9.25 of 10 in one of three.
    expect(scoreSwing(swing(40, 3.4), [])?.parts['setup']).toBe(9.9);
  });

  it('does not count a bias against the player that the interval knows', () => {
    const turn = (above: number): ReportMetric => ({ ...metric('shoulder-turn', 'top', 62, 6), high: 62 + above });
    const backswing = (above: number) => scoreSwing([...swing(35, 3.4), turn(above)], [])?.parts['backswing'] ?? 0;
    expect(backswing(42)).toBeGreaterThan(backswing(6) + 0.8);
  });

  it('loses to faults by their severity, never below zero', () => {
    expect(scoreSwing(swing(35, 3.4), [fault('minor')])?.overall).toBe(9.5);
    expect(scoreSwing(swing(35, 3.4), [fault('major'), fault('critical')])?.overall).toBe(7.5);
    expect(
      scoreSwing(
        swing(90, 20),
        Array.from({ length: 9 }, () => fault('critical')),
      )?.overall,
    ).toBeGreaterThanOrEqual(0);
  });

  it('is none where too little is known', () => {
    expect(scoreSwing([], [])).toBeNull();
    expect(scoreSwing(swing(35, 3.4).slice(0, 3), [])).toBeNull();
    const withheld: ReportMetric = { id: 'tempo-ratio', at: null, withheld: 'slow-motion' };
    expect(scoreSwing([...swing(35, 3.4).slice(0, 3), withheld], [])).toBeNull();
  });

  it('leaves out a number so uncertain that it says nothing', () => {
    const vague = metric('shoulder-turn', 'top', 0, 80);
    expect(scoreSwing([...swing(35, 3.4), vague], [])?.parts).toEqual({ setup: 10, backswing: 10, tempo: 10 });
  });

  it('stays between 0 and 10 for any swing', () => {
    const any = fc.double({ min: -300, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        any,
        any,
        fc.array(fc.constantFrom('minor', 'major', 'critical'), { maxLength: 12 }),
        (a, b, severities) => {
          const score = scoreSwing(swing(a, b), severities.map(fault));
          for (const each of [score?.overall, ...Object.values(score?.parts ?? {})]) {
            expect(each).toBeGreaterThanOrEqual(0);
            expect(each).toBeLessThanOrEqual(10);
          }
        },
      ),
    );
  });
});
