import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockExchange, ClockSync } from './clock-sync.ts';

/** A controller's clock with known truth: `µs = floor((host − start) · (1 + ppm) + offset)`. */
interface SimulatedClock {
  readonly startNs: number;
  readonly offsetUs: number;
  readonly ppm: number;
}

const toControllerUs = ({ startNs, offsetUs, ppm }: SimulatedClock, hostNs: number): number =>
  Math.floor(offsetUs + ((hostNs - startNs) / 1_000) * (1 + ppm * 1e-6));

function exchangeAt(clock: SimulatedClock, sentNs: number, outNs: number, stayNs: number, backNs: number) {
  const exchange: ClockExchange = {
    sentNs,
    controllerReceivedUs: toControllerUs(clock, sentNs + outNs),
    controllerSentUs: toControllerUs(clock, sentNs + outNs + stayNs),
    receivedNs: sentNs + outNs + stayNs + backNs,
  };
  return exchange;
}

const clock: fc.Arbitrary<SimulatedClock> = fc.record({
  startNs: fc.integer({ min: 0, max: 5e15 }),
  offsetUs: fc.integer({ min: 0, max: 1e12 }),
  ppm: fc.integer({ min: -900, max: 900 }),
});

/** Mostly short, sometimes long, and different on the two ways: what a busy machine and a USB adapter do. */
const delayNs = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 20_000, max: 400_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 400_000, max: 40_000_000 }) },
);
const delays = fc.array(fc.record({ out: delayNs, stay: delayNs, back: delayNs }), { minLength: 1, maxLength: 200 });

describe('clock synchronisation', () => {
  it('says an interval in which the truth lies, whatever the delays, the offset and the drift are', () => {
    fc.assert(
      fc.property(clock, delays, fc.integer({ min: -3_000, max: 1_000 }), (truth, ways, queryMs) => {
        const sync = new ClockSync();
        let nowNs = truth.startNs + 1e9;
        for (const { out, stay, back } of ways) {
          expect(sync.add(exchangeAt(truth, nowNs, out, stay, back))).toBe(true);
          nowNs += 100e6 + out + stay + back;
          const askedNs = nowNs + queryMs * 1e6;
          const said = sync.hostTimeOf(toControllerUs(truth, askedNs));
          // A nanosecond or two are the grain of a double at this size.
          expect(Math.abs((said?.atNs ?? 0) - askedNs)).toBeLessThanOrEqual((said?.uncertaintyNs ?? 0) + 4);
        }
        expect(sync.contradictions).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('still tells the truth while the rate wanders as a warming quartz does', () => {
    fc.assert(
      fc.property(delays, fc.integer({ min: 20, max: 120 }), (ways, periodS) => {
        const sync = new ClockSync();
        // The rate swings by 2 ppm either way, so the phase is its integral.
        const wanderUs = (ns: number): number =>
          ((2 * periodS) / (2 * Math.PI)) * Math.sin((2 * Math.PI * ns) / 1e9 / periodS);
        const count = (ns: number): number => Math.floor(ns / 1_000 + wanderUs(ns));
        let nowNs = 7e9;
        for (const { out, stay, back } of ways) {
          sync.add({
            sentNs: nowNs,
            controllerReceivedUs: count(nowNs + out),
            controllerSentUs: count(nowNs + out + stay),
            receivedNs: nowNs + out + stay + back,
          });
          nowNs += 400e6 + out + stay + back;
          const said = sync.hostTimeOf(count(nowNs));
          expect(Math.abs((said?.atNs ?? 0) - nowNs)).toBeLessThanOrEqual(said?.uncertaintyNs ?? 0);
        }
        expect(sync.contradictions).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('knows the instant far better than a usual exchange where delays jitter', () => {
    const truth: SimulatedClock = { startNs: 0, offsetUs: 5_000_000, ppm: 40 };
    const sync = new ClockSync();
    const out = fc.sample(fc.integer({ min: 100_000, max: 3_000_000 }), { numRuns: 200, seed: 7 });
    const back = fc.sample(fc.integer({ min: 100_000, max: 3_000_000 }), { numRuns: 200, seed: 8 });
    let nowNs = 1e9;
    for (const [at, outNs] of out.entries()) {
      sync.add(exchangeAt(truth, nowNs, outNs, 10_000, back[at] ?? 0));
      nowNs += 100e6;
    }
    const halfWidths = out.map((outNs, at) => (outNs + (back[at] ?? 0)) / 2).sort((a, b) => a - b);
    const said = sync.hostTimeOf(toControllerUs(truth, nowNs));
    expect(said?.uncertaintyNs).toBeLessThan((halfWidths[100] ?? 0) / 2);
    expect(Math.abs((sync.driftPpm ?? 0) + 40)).toBeLessThan(20);
  });

  it('is surer by what the line takes at the least, and still right', () => {
    const truth: SimulatedClock = { startNs: 0, offsetUs: 900_000, ppm: -30 };
    const wireNs = 4_200_000;
    const stated = [0, wireNs].map((leastWayNs) => {
      const sync = new ClockSync();
      for (let at = 1; at <= 40; at++) {
        const exchange = exchangeAt(truth, at * 100e6, wireNs + 300_000, 50_000, wireNs + 900_000);
        sync.add({
          ...exchange,
          sentNs: exchange.sentNs + leastWayNs,
          receivedNs: exchange.receivedNs - leastWayNs,
        });
      }
      const said = sync.hostTimeOf(toControllerUs(truth, 4.1e9));
      expect(Math.abs((said?.atNs ?? 0) - 4.1e9)).toBeLessThanOrEqual(said?.uncertaintyNs ?? 0);
      return said?.uncertaintyNs ?? 0;
    });
    expect(stated[0]).toBeGreaterThan(4_000_000);
    expect(stated[1]).toBeLessThan(1_000_000);
  });

  it('says nothing before the first exchange', () => {
    expect(new ClockSync().hostTimeOf(1)).toBeNull();
    expect(new ClockSync().driftPpm).toBeNull();
  });

  it('grows less sure the farther an instant lies from the exchanges', () => {
    const sync = new ClockSync();
    const truth: SimulatedClock = { startNs: 0, offsetUs: 0, ppm: 0 };
    for (let at = 1; at <= 20; at++) sync.add(exchangeAt(truth, at * 500e6, 100_000, 0, 100_000));
    const widths = [10e6, 20e6, 60e6, 600e6].map((us) => sync.hostTimeOf(us)?.uncertaintyNs ?? 0);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(widths[3]).toBeGreaterThan(10 * (widths[0] ?? 0));
  });

  it('forgets what contradicts when the count jumps', () => {
    const sync = new ClockSync();
    const before: SimulatedClock = { startNs: 0, offsetUs: 0, ppm: 10 };
    const after: SimulatedClock = { ...before, offsetUs: 80_000 };
    for (let at = 1; at <= 20; at++) sync.add(exchangeAt(before, at * 500e6, 100_000, 0, 100_000));
    sync.add(exchangeAt(after, 10.6e9, 100_000, 0, 100_000));
    expect(sync.contradictions).toBe(1);
    const said = sync.hostTimeOf(toControllerUs(after, 10.7e9));
    expect(Math.abs((said?.atNs ?? 0) - 10.7e9)).toBeLessThanOrEqual(said?.uncertaintyNs ?? 0);
  });

  it('leaves out an exchange that cannot have happened', () => {
    const sync = new ClockSync();
    const exchange = { sentNs: 1e9, controllerReceivedUs: 500, controllerSentUs: 400, receivedNs: 1.1e9 };
    expect(sync.add(exchange)).toBe(false);
    expect(sync.add({ ...exchange, controllerSentUs: 500_000, receivedNs: 1.2e9 })).toBe(false);
    expect(sync.exchanges).toBe(0);
  });
});
