import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../clock/clock.ts';
import { advanceBay } from './bay-machine.ts';
import { type HandPath, impactMsOf, type SwingTimes, swingPath } from './live-swing.fixture.ts';
import { type Played, play } from './played-bay.fixture.ts';

const TIMES: SwingTimes = { stillMs: 600, backMs: 850, pauseMs: 80, downMs: 260 };

function captured(played: Played) {
  return played.effects.filter((effect) => effect.type === 'capture-swing');
}

function stages(played: Played): string[] {
  return played.effects.filter((effect) => effect.type === 'stage-changed').map((effect) => effect.stage);
}

describe('the live loop', () => {
  it('captures a struck ball once, at the sound, though two cameras saw the swing', () => {
    const path = swingPath(TIMES);
    const played = play({ front: path, back: path }, { soundsMs: [impactMsOf(TIMES) + 12] });
    expect(captured(played)).toHaveLength(1);
    expect(captured(played)[0]?.swing).toMatchObject({
      kind: 'shot',
      impactBy: 'sound',
      impactNs: (impactMsOf(TIMES) + 12) * NS_PER_MS,
    });
  });

  it('calls a swing without a sound a practice swing where a microphone listens', () => {
    const played = play({ front: swingPath(TIMES) });
    expect(captured(played)[0]?.swing).toMatchObject({ kind: 'practice', impactBy: 'hands' });
    const silent = play({ front: swingPath(TIMES) }, { microphone: false });
    expect(captured(silent)[0]?.swing.kind).toBe('shot');
  });

  it('does not take the neighbour’s shot for the golfer’s own', () => {
    const played = play({ front: swingPath(TIMES) }, { soundsMs: [impactMsOf(TIMES) - 600, impactMsOf(TIMES) + 500] });
    expect(captured(played)[0]?.swing.kind).toBe('practice');
  });

  it('captures nothing for a sound alone, a waggle, or hands that are lifted and let down slowly', () => {
    const still: HandPath = [
      [0, -0.2],
      [3000, -0.2],
    ];
    const waggle: HandPath = [
      [0, -0.2],
      [500, -0.2],
      [700, 0.3],
      [900, -0.2],
      [1100, 0.35],
      [1300, -0.2],
      [3000, -0.2],
    ];
    const stretch: HandPath = [
      [0, -0.2],
      [500, -0.2],
      [1500, 1.4],
      [2500, 1.4],
      [3700, -0.2],
      [4900, 1.4],
    ];
    expect(captured(play({ front: still }, { soundsMs: [1500] }))).toHaveLength(0);
    expect(captured(play({ front: waggle }, { soundsMs: [900] }))).toHaveLength(0);
    expect(captured(play({ front: stretch }))).toHaveLength(0);
  });

  it('shows the player each stage of a swing in turn', () => {
    const played = play({ front: swingPath(TIMES) }, { soundsMs: [impactMsOf(TIMES)] });
    expect(stages(played).slice(0, 4)).toEqual(['occupied', 'address', 'swinging', 'capturing']);
    expect(played.effects[0]).toEqual({ type: 'visit-began' });
  });

  it('still decides when one of two cameras dies in mid-swing', () => {
    const path = swingPath(TIMES);
    const cut = path.slice(0, 3);
    const played = play({ front: path, back: cut }, { soundsMs: [impactMsOf(TIMES)] });
    expect(captured(played)[0]?.swing.cameras).toEqual(['front']);
  });

  it('finds impact of any human swing, at any live rate, within two poses', () => {
    const times = fc.record({
      stillMs: fc.integer({ min: 500, max: 1500 }),
      backMs: fc.integer({ min: 500, max: 1600 }),
      pauseMs: fc.integer({ min: 0, max: 300 }),
      downMs: fc.integer({ min: 190, max: 320 }),
    });
    fc.assert(
      fc.property(times, fc.integer({ min: 25, max: 120 }), (swing, posesPerSecond) => {
        const found = captured(play({ front: swingPath(swing) }, { posesPerSecond }));
        expect(found).toHaveLength(1);
        const offMs = Math.abs((found[0]?.swing.impactNs ?? 0) / NS_PER_MS - impactMsOf(swing));
        expect(offMs).toBeLessThanOrEqual(2_000 / posesPerSecond);
      }),
      { numRuns: 60 },
    );
  });

  it('never captures a clip that begins after the golfer moved or lacks the finish', () => {
    const played = play({ front: swingPath({ ...TIMES, backMs: 1600 }) }, { microphone: false });
    const effect = captured(played)[0];
    const impactNs = impactMsOf({ ...TIMES, backMs: 1600 }) * NS_PER_MS;
    expect(effect?.fromNs).toBeLessThan(TIMES.stillMs * NS_PER_MS);
    expect(effect?.toNs).toBeGreaterThan(impactNs + 1_070 * NS_PER_MS);
  });

  it('is empty again when the golfer has left', () => {
    let { machine } = play({ front: [[0, -0.2], [1000, -0.2]] }); // biome-ignore format: two points
    expect(machine.stage).toBe('occupied');
    ({ machine } = advanceBay(machine, { type: 'tick' }, 20_000 * NS_PER_MS));
    expect(machine.stage).toBe('empty');
  });
});
