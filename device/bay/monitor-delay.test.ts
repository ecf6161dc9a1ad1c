import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../clock/clock.ts';
import { delayOfJoined, learnDelay } from './monitor-delay.ts';

const ns = (ms: number): number => ms * NS_PER_MS;
const IMPACTS = [0, 17_000, 41_500, 49_000, 80_200, 101_000].map(ns);

describe('the delay of a launch monitor', () => {
  it('is learnt from three swings, and not from two', () => {
    const received = IMPACTS.map((impactNs) => impactNs + ns(1_200));
    expect(learnDelay(IMPACTS.slice(0, 2), received.slice(0, 2))).toBeNull();
    expect(learnDelay(IMPACTS.slice(0, 3), received.slice(0, 3))?.delayNs).toBe(ns(1_200));
  });

  it('is learnt among ghosts and missing shots, whatever it is', () => {
    const pauses = fc.array(fc.integer({ min: 7_000, max: 40_000 }), { minLength: 10, maxLength: 20 });
    const delay = fc.integer({ min: 50, max: 5_500 });
    const ghosts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 });
    const missing = fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { maxLength: 2 });
    fc.assert(
      fc.property(pauses, delay, ghosts, missing, (each, delayMs, strange, missed) => {
        let atMs = 0;
        const impacts = each.map((pauseMs) => ns((atMs += pauseMs)));
        const own = impacts.filter((_, at) => !missed.includes(at)).map((impactNs) => impactNs + ns(delayMs));
        const received = [...own, ...strange.map((share) => share * ns(atMs))].sort((a, b) => a - b);
        expect(learnDelay(impacts, received)?.delayNs).toBeCloseTo(ns(delayMs), -9);
      }),
    );
  });

  it('is not guessed where a golfer swings like a clock and two delays are as likely', () => {
    const impacts = [0, 3, 6, 9, 12, 15].map((s) => ns(s * 1_000));
    expect(
      learnDelay(
        impacts,
        impacts.map((impactNs) => impactNs + ns(3_400)),
      ),
    ).toBeNull();
  });

  it('is as vague as the monitor hesitates, within bounds', () => {
    const jitters = [-300, 250, -120, 180, -60, 400];
    const received = IMPACTS.map((impactNs, at) => impactNs + ns(1_500 + (jitters[at] ?? 0)));
    const learnt = learnDelay(IMPACTS, received);
    expect(learnt?.halfWidthNs).toBeGreaterThan(ns(1_000));
    expect(learnt?.halfWidthNs).toBeLessThanOrEqual(ns(2_000));
  });

  it('of other days is taken from its middle, which one strange shot does not move', () => {
    expect(delayOfJoined([1_200, 1_210, 1_190, 5_000].map(ns))).toEqual({ delayNs: ns(1_205), halfWidthNs: ns(350) });
    expect(delayOfJoined([1_200, 1_210].map(ns))).toBeNull();
  });
});
