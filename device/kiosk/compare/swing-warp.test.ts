import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, type EventName } from '../../api/contract/report.ts';
import { swingWarp } from './swing-warp.ts';

interface Timed {
  readonly name: EventName;
  readonly timeMs: number;
}

/** Some of the eight events in their order, at rising times. */
const swing = fc
  .record({
    startMs: fc.double({ min: -500, max: 3000, noNaN: true }),
    steps: fc.array(fc.double({ min: 1, max: 900, noNaN: true }), { minLength: 8, maxLength: 8 }),
    seen: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  })
  .map(({ startMs, steps, seen }): Timed[] => {
    let timeMs = startMs;
    return EVENT_NAMES.flatMap((name, i) => {
      timeMs += steps[i] ?? 1;
      return seen[i] === true ? [{ name, timeMs }] : [];
    });
  });

const common = (a: readonly Timed[], b: readonly Timed[]) =>
  a.flatMap(({ name, timeMs }) => {
    const other = b.find((each) => each.name === name);
    return other === undefined ? [] : [{ here: timeMs, there: other.timeMs }];
  });

const time = fc.double({ min: -2000, max: 12_000, noNaN: true });

describe('the warp between two swings', () => {
  it('brings every common event onto the same event of the other', () => {
    fc.assert(
      fc.property(swing, swing, (a, b) => {
        const warp = swingWarp(a, b);
        for (const { here, there } of common(a, b)) expect(warp?.at(here)).toBeCloseTo(there, 6);
      }),
    );
  });

  it('never stands still and never turns back', () => {
    fc.assert(
      fc.property(swing, swing, time, fc.double({ min: 0.01, max: 4000, noNaN: true }), (a, b, at, later) => {
        const warp = swingWarp(a, b);
        if (warp === null) return;
        expect(warp.at(at + later)).toBeGreaterThan(warp.at(at));
        expect(warp.rateAt(at)).toBeGreaterThan(0);
      }),
    );
  });

  it('leads back where the two change places', () => {
    fc.assert(
      fc.property(swing, swing, time, (a, b, at) => {
        const [there, back] = [swingWarp(a, b), swingWarp(b, a)];
        if (there === null || back === null) return;
        expect(back.at(there.at(at))).toBeCloseTo(at, 5);
      }),
    );
  });

  it('runs at the rate that it states', () => {
    fc.assert(
      fc.property(swing, swing, time, (a, b, at) => {
        const warp = swingWarp(a, b);
        const nextKnot = Math.min(...common(a, b).flatMap(({ here }) => (here > at ? [here] : [])), at + 1);
        const step = (nextKnot - at) / 2;
        if (warp === null || step < 0.01) return;
        expect((warp.at(at + step) - warp.at(at)) / step).toBeCloseTo(warp.rateAt(at), 3);
      }),
    );
  });

  it('is none where nothing belongs together', () => {
    expect(swingWarp([{ name: 'top', timeMs: 1 }], [{ name: 'impact', timeMs: 2 }])).toBeNull();
    expect(swingWarp([], [])).toBeNull();
  });

  it('leaves an event out that would turn time back', () => {
    const a: Timed[] = [
      { name: 'address', timeMs: 0 },
      { name: 'top', timeMs: 1000 },
      { name: 'impact', timeMs: 900 },
      { name: 'finish', timeMs: 2000 },
    ];
    const b = a.map((event, i) => ({ ...event, timeMs: i * 700 }));
    const warp = swingWarp(a, b);
    expect(warp?.at(1000)).toBeCloseTo(700);
    expect(warp?.at(2000)).toBeCloseTo(2100);
  });
});
