import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticksIn, trendReach } from './trend-scale.ts';

const value = fc.double({ min: -200, max: 200, noNaN: true });
const interval = fc.tuple(value, value).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const flip = fc.constantFrom<1 | -1>(1, -1);

describe('the reach of a chart', () => {
  it('holds every level, whichever way it is turned', () => {
    fc.assert(
      fc.property(
        fc.array(interval, { minLength: 1, maxLength: 12 }),
        fc.option(interval),
        flip,
        (levels, range, way) => {
          const reach = trendReach(levels, range, way);
          for (const { low, high } of levels) {
            for (const end of [low * way, high * way]) {
              expect(end).toBeGreaterThan(reach.low);
              expect(end).toBeLessThan(reach.high);
            }
          }
        },
      ),
    );
  });

  it('shows the near edge of the usual range, and is not pressed flat by one far away', () => {
    expect(trendReach([{ low: 60, high: 64 }], { low: 66, high: 90 }, 1).high).toBeGreaterThan(66);
    expect(trendReach([{ low: 60, high: 64 }], { low: 66, high: 90 }, 1).high).toBeLessThan(70);
    expect(trendReach([{ low: 60, high: 64 }], { low: 900, high: 950 }, 1).high).toBeLessThan(70);
  });

  it('has a handful of round ticks, none finer than the numbers that are shown', () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: 0, max: 2 }), ({ low, high }, decimals) => {
        const ticks = ticksIn({ low, high: high + 10 ** -decimals }, decimals);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (const tick of ticks)
          expect(Math.abs(tick * 10 ** decimals - Math.round(tick * 10 ** decimals))).toBeLessThan(1e-6);
      }),
    );
    expect(ticksIn({ low: 61, high: 88 }, 0)).toEqual([70, 80]);
  });
});
