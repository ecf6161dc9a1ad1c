import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../clock/clock.ts';
import { type LivePhaseName, livePhaseAfter, NO_PHASE } from './live-phase.ts';
import { type HandPath, impactMsOf, samplesOf, swingPath } from './live-swing.fixture.ts';
import { NEW_WATCH, watchSwing } from './swing-watch.ts';

const TIMES = { stillMs: 700, backMs: 900, pauseMs: 60, downMs: 260 };

/** The phase at every pose of a motion. */
function phasesOf(path: HandPath, posesPerSecond: number): { atMs: number; name: LivePhaseName | null }[] {
  let watch = NEW_WATCH;
  let phase = NO_PHASE;
  return samplesOf(path, posesPerSecond).map(({ atNs, stance }) => {
    const watched = watchSwing(watch, atNs, stance);
    watch = watched.watch;
    phase = livePhaseAfter(phase, watched, stance);
    return { atMs: atNs / NS_PER_MS, name: phase.name };
  });
}

/** Each phase once, in the order in which they came. */
function order(path: HandPath, posesPerSecond: number): (LivePhaseName | null)[] {
  return phasesOf(path, posesPerSecond)
    .map(({ name }) => name)
    .filter((name, index, all) => name !== all[index - 1]);
}

describe('the live phase', () => {
  it('goes through a whole swing in its order, and ends with a held finish', () => {
    const whole = [null, 'address', 'takeaway', 'backswing', 'downswing', 'follow-through', 'finish'];
    expect(order(swingPath(TIMES), 60)).toEqual(whole);
    expect(order(swingPath(TIMES), 30)).toEqual(whole);
  });

  it('is back at address before the next ball', () => {
    const path = swingPath(TIMES);
    const endMs = path.at(-1)?.[0] ?? 0;
    const again: HandPath = [...path, [endMs + 600, -0.2], [endMs + 1_600, -0.2]];
    expect(order(again, 60).slice(-2)).toEqual([null, 'address']);
  });

  it('is nothing for somebody who walks off with the club up, in time', () => {
    const held: HandPath = [...swingPath(TIMES), [9_000, 1.3]];
    expect(order(held, 30).at(-1)).toBeNull();
  });

  it('is nothing while nobody is seen', () => {
    const watched = { watch: { ...NEW_WATCH, stage: 'still' as const }, seen: null };
    expect(livePhaseAfter({ name: 'address', throughNs: null }, watched, null).name).toBeNull();
  });

  it('changes from downswing to follow-through about impact, however fast the poses come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 25, max: 120 }), fc.integer({ min: 220, max: 320 }), (posesPerSecond, downMs) => {
        const times = { ...TIMES, downMs };
        const through = phasesOf(swingPath(times), posesPerSecond).find(({ name }) => name === 'follow-through');
        // The lowest place is known one pose later, which may itself be one late.
        expect(Math.abs((through?.atMs ?? 0) - impactMsOf(times))).toBeLessThan(2_000 / posesPerSecond + 5);
      }),
    );
  });
});
