import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../clock/clock.ts';
import { alignInOrder } from './align-in-order.ts';
import { configuredDelay } from './monitor-delay.ts';
import {
  delayOf,
  HELD_MS_MAX,
  joinShots,
  newShotJoin,
  type ShotJoin,
  type ShotJoinEvent,
  type ShotJoinOutcome,
} from './shot-join.ts';

const MONITOR = 'gspro monitor-1';
const DELAY_MS = 1_200;

/** A bay whose time is in seconds. */
class Bay {
  readonly outcomes: (ShotJoinOutcome & { atS: number })[] = [];
  join: ShotJoin;

  constructor(join: ShotJoin = newShotJoin()) {
    this.join = join;
  }

  happen(event: ShotJoinEvent, atS: number): void {
    const step = joinShots(this.join, event, atS * 1e9);
    this.join = step.join;
    for (const outcome of step.outcomes) this.outcomes.push({ ...outcome, atS });
  }

  swing(id: string, impactS: number, decidedS = impactS + 1.5): void {
    this.happen({ type: 'swing', swing: { id, impactNs: impactS * 1e9 } }, decidedS);
  }

  shot(id: string, receivedS: number, monitor = MONITOR): void {
    this.happen({ type: 'shot', shot: { id, monitor, receivedNs: receivedS * 1e9 } }, receivedS);
  }

  tick(atS: number): void {
    this.happen({ type: 'tick' }, atS);
  }

  /** `swing ← shot` of every pair. */
  get pairs(): string[] {
    return this.outcomes.flatMap((one) => (one.type === 'joined' ? [`${one.swing} ← ${one.shot}`] : []));
  }

  get alone(): string[] {
    return this.outcomes.flatMap((one) => (one.type === 'shot-alone' ? [`${one.shot}: ${one.why}`] : []));
  }
}

const knownBay = (): Bay =>
  new Bay(newShotJoin(() => ({ delayNs: DELAY_MS * NS_PER_MS, halfWidthNs: 350 * NS_PER_MS })));

describe('a shot and its swing', () => {
  it('are joined whichever of them is known first', () => {
    const bay = knownBay();
    bay.shot('early', 11.2);
    bay.swing('slow', 10, 12.6);
    bay.tick(12.7);
    bay.swing('quick', 30, 30.4);
    bay.shot('late', 31.3);
    bay.tick(31.6);
    expect(bay.pairs).toEqual(['slow ← early', 'quick ← late']);
  });

  it('are held until the monitor’s delay is known, and then joined all at once', () => {
    const bay = new Bay();
    for (const [at, impactS] of [10, 31, 49].entries()) {
      bay.shot(`shot-${at}`, impactS + 1.2);
      bay.swing(`swing-${at}`, impactS);
      bay.tick(impactS + 6);
    }
    expect(bay.pairs).toEqual(['swing-0 ← shot-0', 'swing-1 ← shot-1', 'swing-2 ← shot-2']);
    expect(bay.outcomes.map(({ atS }) => atS)).toEqual([50.5, 50.5, 55]);
    expect(delayOf(bay.join, MONITOR)?.delayNs).toBeCloseTo(1.2e9, -3);
  });

  it('stay apart where the delay is never learnt, and the shot says so', () => {
    const bay = new Bay();
    bay.swing('swing', 10);
    bay.shot('shot', 11.2);
    bay.tick(11 + HELD_MS_MAX / 1_000);
    bay.tick(12 + HELD_MS_MAX / 1_000);
    expect(bay.alone).toEqual(['shot: delay-unknown']);
    expect(bay.outcomes).toContainEqual(expect.objectContaining({ type: 'swing-alone', swing: 'swing' }));
  });

  it('are joined at once by a delay that the configuration knows', () => {
    const bay = new Bay(newShotJoin(() => configuredDelay(1_000)));
    bay.swing('swing', 10);
    bay.shot('shot', 11.2);
    bay.tick(12.1);
    expect(bay.pairs).toEqual(['swing ← shot']);
  });

  it('of a hurried player are not mixed though the next swing is struck before the first shot comes', () => {
    const bay = new Bay(newShotJoin(() => ({ delayNs: 3.4e9, halfWidthNs: 0.35e9 })));
    bay.swing('first', 10);
    bay.swing('second', 12.6, 13.3);
    bay.shot('of-first', 13.4);
    bay.shot('of-second', 16);
    bay.tick(16.4);
    expect(bay.pairs).toEqual(['first ← of-first', 'second ← of-second']);
  });
});

describe('a ghost', () => {
  it('stays alone, and the swing after it keeps its own shot', () => {
    const bay = knownBay();
    bay.shot('ghost', 10);
    bay.swing('swing', 20);
    bay.shot('own', 21.25);
    bay.tick(22);
    expect(bay.pairs).toEqual(['swing ← own']);
    expect(bay.alone).toEqual(['ghost: no-swing']);
  });

  it('that comes beside a shot leaves it to the one that fits, or both alone where both fit', () => {
    const clear = knownBay();
    clear.swing('swing', 10);
    clear.shot('own', 11.22);
    clear.shot('ghost', 11.5);
    clear.tick(12);
    expect(clear.pairs).toEqual(['swing ← own']);
    const unclear = knownBay();
    unclear.swing('swing', 10);
    unclear.shot('one', 11.15);
    unclear.shot('other', 11.26);
    unclear.tick(12);
    expect(unclear.pairs).toEqual([]);
    expect(unclear.alone).toEqual(['one: ambiguous', 'other: ambiguous']);
  });
});

describe('a swing', () => {
  it('whose shot is missing stays alone, once', () => {
    const bay = knownBay();
    bay.swing('first', 10);
    bay.shot('own', 11.2);
    bay.swing('missed', 30);
    for (let atS = 30; atS < 60; atS++) bay.tick(atS);
    expect(bay.outcomes.filter(({ type }) => type === 'swing-alone')).toHaveLength(1);
  });

  it('may be measured by two monitors, each with its own delay', () => {
    const bay = new Bay(newShotJoin((monitor) => configuredDelay(monitor === MONITOR ? 1_200 : 4_000)));
    bay.shot('hello', 1, 'trackman bay-1');
    bay.swing('swing', 10);
    bay.shot('gspro', 11.2);
    bay.shot('trackman', 14, 'trackman bay-1');
    bay.tick(20);
    expect(bay.pairs).toEqual(['swing ← gspro', 'swing ← trackman']);
  });
});

describe('whatever comes in whatever order', () => {
  const event = fc.oneof(
    fc.record({
      type: fc.constant('swing' as const),
      afterS: fc.double({ min: 0, max: 9, noNaN: true }),
      backS: fc.double({ min: 0.5, max: 3, noNaN: true }),
    }),
    fc.record({
      type: fc.constant('shot' as const),
      afterS: fc.double({ min: 0, max: 6, noNaN: true }),
      backS: fc.double({ min: 0, max: 9, noNaN: true }),
      monitor: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    }),
    fc.record({ type: fc.constant('tick' as const), afterS: fc.double({ min: 0, max: 100, noNaN: true }) }),
  );
  const before = fc.option(
    fc.record({ delayNs: fc.integer({ min: 0, max: 6e9 }), halfWidthNs: fc.integer({ min: 35e7, max: 2e9 }) }),
  );

  it('each shot and each swing comes out once, no two pairs of a monitor cross, and little is held', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), before, (events, delay) => {
        const bay = new Bay(newShotJoin(() => delay));
        const impacts = new Map<string, number>();
        const shots = new Map<string, { monitor: string; receivedS: number }>();
        let atS = 100;
        for (const [number, one] of events.entries()) {
          atS += one.afterS;
          if (one.type === 'tick') bay.tick(atS);
          else if (one.type === 'swing') {
            impacts.set(`swing-${number}`, atS - one.backS);
            bay.swing(`swing-${number}`, atS - one.backS, atS);
          } else {
            const shot = { monitor: one.monitor, receivedS: atS - one.backS };
            shots.set(`shot-${number}`, shot);
            const { monitor, receivedS } = shot;
            bay.happen({ type: 'shot', shot: { id: `shot-${number}`, monitor, receivedNs: receivedS * 1e9 } }, atS);
          }
          expect(bay.join.swings.length).toBeLessThanOrEqual(32);
          expect(bay.join.monitors.length).toBeLessThanOrEqual(4);
        }
        bay.tick(atS + HELD_MS_MAX / 1_000 + 10);
        const out = bay.outcomes.flatMap((outcome) => (outcome.type === 'swing-alone' ? [] : [outcome.shot]));
        expect(out.sort()).toEqual([...shots.keys()].sort());
        const measured = bay.outcomes.flatMap((outcome) => (outcome.type === 'joined' ? [outcome.swing] : []));
        const alone = bay.outcomes.flatMap((outcome) => (outcome.type === 'swing-alone' ? [outcome.swing] : []));
        expect([...new Set(measured), ...alone].sort()).toEqual([...impacts.keys()].sort());
        const pairs = bay.outcomes.flatMap((outcome) => {
          const shot = outcome.type === 'joined' ? shots.get(outcome.shot) : undefined;
          return shot === undefined || outcome.type !== 'joined'
            ? []
            : [{ ...shot, impactS: impacts.get(outcome.swing) ?? 0 }];
        });
        for (const a of pairs) {
          for (const b of pairs) {
            if (a === b || a.monitor !== b.monitor) continue;
            expect((a.impactS - b.impactS) * (a.receivedS - b.receivedS)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('two sequences in order', () => {
  const align = (swings: number[], shots: number[]) =>
    alignInOrder(swings.length, shots.length, (swing, shot) => Math.abs(swings[swing]! - shots[shot]!));

  it('are paired so that most belong together', () => {
    expect(align([0, 10, 20], [0.1, 20.1]).map(({ swing, shot }) => [swing, shot])).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });

  it('say of a pair that it could as well be another', () => {
    expect(align([0, 1], [0.5])).toEqual([{ swing: expect.any(Number), shot: 0, isCertain: false }]);
    expect(align([0, 1], [0.1])).toEqual([{ swing: 0, shot: 0, isCertain: true }]);
  });
});
