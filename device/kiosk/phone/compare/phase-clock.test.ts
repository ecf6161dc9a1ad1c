import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, type EventName } from '../../../api/contract/report.ts';
import { phaseClock, sharedMoments } from './phase-clock.ts';

const at = (times: Partial<Record<EventName, number>>) =>
  EVENT_NAMES.flatMap((name) => {
    const timeMs = times[name];
    return timeMs === undefined ? [] : [{ name, timeMs }];
  });

const QUICK = at({ address: 0, top: 800, impact: 1_050, finish: 1_700 });
const SLOW = at({ address: 500, top: 1_700, impact: 2_000, finish: 2_900 });

function clockOf(events: typeof QUICK, other = SLOW) {
  const clock = phaseClock(events, sharedMoments(events, other));
  if (clock === null) throw new Error('there is no clock');
  return clock;
}

describe('two swings on one clock', () => {
  it('stand at the same moment at the same phase', () => {
    const [quick, slow] = [clockOf(QUICK), clockOf(SLOW, QUICK)];
    const top = EVENT_NAMES.indexOf('top');
    expect([quick.timeAt(top), slow.timeAt(top)]).toEqual([800, 1_700]);
    expect([quick.from, quick.to]).toEqual([0, 7]);
  });

  it('go on at the pace that the stretch has in each', () => {
    const [quick, slow] = [clockOf(QUICK), clockOf(SLOW, QUICK)];
    expect(slow.paceAt(1) / quick.paceAt(1)).toBeCloseTo(1.5);
    expect(slow.paceAt(EVENT_NAMES.indexOf('top')) / quick.paceAt(EVENT_NAMES.indexOf('top'))).toBeCloseTo(1.2);
  });

  it('go there and back without a loss, and stand still beyond the ends', () => {
    const clock = clockOf(QUICK);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 7, noNaN: true }), (phase) => {
        expect(clock.phaseAt(clock.timeAt(phase))).toBeCloseTo(phase, 6);
      }),
    );
    expect([clock.timeAt(-1), clock.timeAt(9)]).toEqual([0, 1_700]);
  });

  it('know no clock without two moments in common, or with moments that run backwards', () => {
    expect(phaseClock(QUICK, sharedMoments(QUICK, at({ top: 5 })))).toBeNull();
    expect(phaseClock(at({ top: 900, impact: 800 }), ['top', 'impact'])).toBeNull();
    expect(phaseClock([], [])).toBeNull();
  });
});
