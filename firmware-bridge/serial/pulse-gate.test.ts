import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../../device/clock/clock.ts';
import { PULSE_REPORTS_HZ_MAX } from '../protocol/protocol-limits.ts';
import { PulseGate } from './pulse-gate.ts';

const passedOf = (pulses: number, everyMs: number): number => {
  const gate = new PulseGate();
  return Array.from({ length: pulses }, (_, at) => gate.passes(at * everyMs * NS_PER_MS)).filter(Boolean).length;
};

describe('the gate of pulses', () => {
  it('lets every pulse through that a controller may report', () => {
    expect(passedOf(500, 1_000 / PULSE_REPORTS_HZ_MAX)).toBe(500);
  });

  it('holds a controller back that reports thousands a second', () => {
    expect(passedOf(10_000, 0.2)).toBe(2 * 2 * PULSE_REPORTS_HZ_MAX);
  });
});
