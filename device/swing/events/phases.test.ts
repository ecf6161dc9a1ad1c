import { describe, expect, it } from 'vitest';
import type { SwingEvent } from '../report/swing-report.ts';
import { EVENT_NAMES, PHASE_NAMES } from './event-name.ts';
import { phasesOf } from './phases.ts';

const TIMES = [800, 1270, 1430, 1700, 1860, 1960, 2040, 2600];
const EVENTS: SwingEvent[] = EVENT_NAMES.map((name, i) => ({
  name,
  timeMs: TIMES[i] ?? 0,
  frame: {},
  confidence: 1,
  by: 'test',
}));

/** Still, back, slow round the top, down, through, still. */
function hands(fps: number): { timesMs: number[]; speed: number[] } {
  const timesMs = Array.from({ length: Math.round(3.4 * fps) }, (_, i) => (i * 1000) / fps);
  const speed = timesMs.map((t) => {
    if (t < 800 || t > 2600) return 0;
    if (t < 1650) return 1;
    return t < 1750 ? 0.05 : 3;
  });
  return { timesMs, speed };
}

describe('the phases of a whole swing', () => {
  const phases = phasesOf(EVENTS, hands(120));

  it('are all eight, contiguous and half-open', () => {
    expect(phases.map(({ name }) => name)).toEqual([...PHASE_NAMES]);
    phases.slice(1).forEach((phase, i) => expect(phase.fromMs).toBe(phases[i]?.toMs));
  });

  it('have a transition as long as the hands are slow round the top', () => {
    const transition = phases.find(({ name }) => name === 'transition');
    expect(transition?.fromMs).toBeCloseTo(1650, -2);
    expect(transition?.toMs).toBeCloseTo(1750, -2);
  });

  it('have an impact of 10 ms to either side', () => {
    expect(phases.find(({ name }) => name === 'impact')).toEqual({ name: 'impact', fromMs: 1950, toMs: 1970 });
  });

  it('have an address and a finish as long as the hands are still', () => {
    expect(phases[0]).toMatchObject({ name: 'address', fromMs: 0, toMs: 800 });
    expect(phases.at(-1)?.toMs).toBeGreaterThan(3300);
  });
});

it('gives impact at least one frame where frames are long', () => {
  const impact = phasesOf(EVENTS, hands(25)).find(({ name }) => name === 'impact');
  expect((impact?.toMs ?? 0) - (impact?.fromMs ?? 0)).toBeCloseTo(40, 1);
});

it('leaves out the phases whose events were not seen', () => {
  const names = phasesOf(
    EVENTS.filter(({ name }) => name !== 'finish' && name !== 'toe-up'),
    hands(60),
  ).map(({ name }) => name);
  expect(names).toEqual(['address', 'transition', 'downswing', 'impact']);
});
