import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SwingEvent } from '../report/swing-report.ts';
import { EVENT_NAMES, type EventName } from './event-name.ts';
import { phaseClock } from './phase-clock.ts';

const event = (name: EventName, timeMs: number, confidence = 0.9): SwingEvent => ({
  name,
  timeMs,
  frame: {},
  confidence,
  by: 'hands',
});

const swing = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 8, maxLength: 8 }).map((gaps) =>
  EVENT_NAMES.map((name, i) =>
    event(
      name,
      gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0),
    ),
  ),
);

describe('a phase clock', () => {
  it('runs forward, shows whole numbers at events, and can be read both ways', () => {
    fc.assert(
      fc.property(swing, fc.double({ min: 0, max: 7, noNaN: true }), (events, phase) => {
        const clock = phaseClock(events);
        if (clock === null) return false;
        events.forEach(({ timeMs }, i) => expect(clock.phaseAt(timeMs)).toBeCloseTo(i, 9));
        expect(clock.phaseAt(clock.timeAt(phase))).toBeCloseTo(phase, 6);
        expect(clock.timeAt(Math.min(7, phase + 0.1))).toBeGreaterThanOrEqual(clock.timeAt(phase));
        return true;
      }),
    );
  });

  it('bridges an event that was not seen and says nothing beyond the last', () => {
    const clock = phaseClock([event('address', 100), event('top', 1000), event('impact', 1300)]);
    expect(clock?.timeAt(1.5)).toBe(550);
    expect(clock?.timeAt(4)).toBe(1150);
    expect(clock?.timeAt(6)).toBeNaN();
  });

  it('leaves the less certain of two events in the wrong order out', () => {
    const events = [event('address', 100), event('toe-up', 1200, 0.2), event('top', 1000), event('impact', 1300)];
    expect(phaseClock(events)?.events).toEqual(['address', 'top', 'impact']);
    expect(phaseClock([event('top', 1000)])).toBeNull();
  });
});
