import { describe, expect, it } from 'vitest';
import type { FaultRule, Severity } from './fault-rule.ts';
import { FAULT_RULES } from './fault-rules.ts';
import { rankByCause } from './likely-cause.ts';

const ruleOf = (id: string): FaultRule => {
  const rule = FAULT_RULES.find((each) => each.id === id);
  if (rule === undefined) throw new RangeError(`no rule ${id}`);
  return rule;
};
const ranked = (...faults: readonly [id: string, severity: Severity][]) =>
  rankByCause(faults.map(([id, severity]) => ({ rule: ruleOf(id), severity }))).map(({ rule }) => rule.id);

describe('the fault to work on', () => {
  it('is the cause, where another fault grows from it', () => {
    expect(ranked(['chicken-wing', 'major'], ['hanging-back', 'major'])).toEqual(['hanging-back', 'chicken-wing']);
    expect(ranked(['head-rise', 'critical'], ['loss-of-posture', 'major'], ['early-extension', 'major'])[0]).toBe(
      'early-extension',
    );
  });

  it('is the reverse pivot, where the spine leans to the target as well', () => {
    const faults = ranked(['reverse-spine', 'major'], ['head-drift-forward', 'minor'], ['reverse-pivot', 'major']);
    expect(faults[0]).toBe('reverse-pivot');
    expect(faults[1]).toBe('reverse-spine');
  });

  it('is not a trifle that could not explain what is grave', () => {
    expect(ranked(['stooped-setup', 'minor'], ['early-extension', 'critical'])[0]).toBe('early-extension');
    expect(ranked(['stooped-setup', 'major'], ['early-extension', 'critical'])[0]).toBe('stooped-setup');
  });

  it('is, of two that have nothing to do with each other, the one that changes the ball more', () => {
    expect(ranked(['slow-tempo', 'major'], ['over-the-top', 'major'])[0]).toBe('over-the-top');
    expect(ranked(['slow-tempo', 'critical'], ['head-dip', 'minor'])).toEqual(['slow-tempo', 'head-dip']);
  });
});

describe('the graph of causes', () => {
  it('names only faults that there are', () => {
    const known = new Set(FAULT_RULES.map(({ id }) => id));
    expect(FAULT_RULES.flatMap(({ leadsTo }) => leadsTo).filter((id) => !known.has(id))).toEqual([]);
  });

  it('has no circle, so that there is always a first cause', () => {
    const depth = (id: string, behind: readonly string[]): number => {
      if (behind.includes(id)) throw new RangeError(`a circle: ${[...behind, id].join(' → ')}`);
      return 1 + Math.max(0, ...ruleOf(id).leadsTo.map((next) => depth(next, [...behind, id])));
    };
    expect(Math.max(...FAULT_RULES.map(({ id }) => depth(id, [])))).toBeLessThanOrEqual(FAULT_RULES.length);
  });
});
