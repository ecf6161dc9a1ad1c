import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../clock/clock.ts';
import type { BayEffect } from './bay-machine.ts';
import { type HandPath, impactMsOf, type SwingTimes, swingPath } from './live-swing.fixture.ts';
import { OWN_LEVEL_DB, type PlayOptions, play } from './played-bay.fixture.ts';
import type { SwingDecided } from './shot-arbiter.ts';

const TIMES: SwingTimes = { stillMs: 700, backMs: 850, pauseMs: 80, downMs: 260 };
const IMPACT_MS = impactMsOf(TIMES);
const SWING = swingPath(TIMES);
const STANDING: HandPath = [
  [0, -0.2],
  [6_000, -0.2],
];
const TEED = { type: 'present', atMs: 50 } as const;

function decided(cameras: Record<string, HandPath>, options: PlayOptions): SwingDecided[] {
  return play(cameras, options).effects.flatMap((effect: BayEffect) =>
    effect.type === 'capture-swing' ? [effect.swing] : [],
  );
}

const impactMs = (swing: SwingDecided | undefined): number => (swing?.impactNs ?? Number.NaN) / NS_PER_MS;

describe('the arbiter of a bay with a beam over the tee', () => {
  it('takes the beam’s time before the sound’s and the hands’, with the beam’s uncertainty', () => {
    const swings = decided(
      { front: SWING },
      { beam: true, balls: [TEED, { type: 'gone', atMs: IMPACT_MS + 9 }], soundsMs: [IMPACT_MS + 11] },
    );
    expect(swings).toHaveLength(1);
    expect(swings[0]).toMatchObject({ kind: 'shot', impactBy: 'beam', uncertaintyNs: 0.3 * NS_PER_MS });
    expect(impactMs(swings[0])).toBe(IMPACT_MS + 9);
    expect(swings[0]?.sound?.atNs).toBe((IMPACT_MS + 11) * NS_PER_MS);
  });

  it('calls it a practice swing while the ball lies there, though a neighbour strikes at the same moment', () => {
    const swings = decided({ front: SWING }, { beam: true, balls: [TEED], soundsMs: [IMPACT_MS] });
    expect(swings).toMatchObject([{ kind: 'practice', impactBy: 'hands', sound: null }]);
  });

  it('goes by the sound where the beam had no ball: it was struck off the mat', () => {
    const swings = decided({ front: SWING }, { beam: true, soundsMs: [IMPACT_MS + 5] });
    expect(swings).toMatchObject([{ kind: 'shot', impactBy: 'sound' }]);
  });

  it('takes a hand that picks the ball up for no swing, even as a neighbour strikes', () => {
    const balls = [TEED, { type: 'gone', atMs: 2_500 } as const];
    expect(decided({ front: STANDING }, { beam: true, balls, soundsMs: [2_503] })).toEqual([]);
    expect(decided({ front: STANDING }, { beam: true, balls })).toEqual([]);
  });

  it('takes beam and sound for a shot where no camera could see', () => {
    const options = { beam: true, balls: [TEED, { type: 'gone', atMs: 2_500 } as const], soundsMs: [2_503] };
    expect(decided({}, options)).toMatchObject([{ kind: 'shot', impactBy: 'beam', cameras: [] }]);
    expect(decided({}, { ...options, soundsMs: [2_545] })).toEqual([]);
  });

  it('knows a swing whose finish the camera lost by hands that were high, ball and sound', () => {
    const cut: HandPath = SWING.slice(0, 4);
    const options = { beam: true, balls: [TEED, { type: 'gone', atMs: IMPACT_MS } as const], soundsMs: [IMPACT_MS] };
    expect(decided({ front: cut }, options)).toMatchObject([{ kind: 'shot', impactBy: 'beam', cameras: [] }]);
  });

  it('does not take the moving tee for a ball that was struck', () => {
    const tee = [
      { atMs: 2_450, event: { type: 'tee', isMoving: true, atNs: 2_450 * NS_PER_MS } as const },
      { atMs: 3_000, event: { type: 'tee', isMoving: false, atNs: 3_000 * NS_PER_MS } as const },
    ];
    const balls = [TEED, { type: 'gone', atMs: 2_500 } as const, { type: 'present', atMs: 2_990 } as const];
    expect(decided({}, { beam: true, balls, soundsMs: [2_503], others: tee })).toEqual([]);
  });

  it('does not wait for a beam whose line is lost, nor believe what it knew before', () => {
    const lost = [{ atMs: 400, event: { type: 'witness', witness: 'beam', isWorking: false } as const }];
    const swings = decided({ front: SWING }, { beam: true, balls: [TEED], soundsMs: [IMPACT_MS], others: lost });
    expect(swings).toMatchObject([{ kind: 'shot', impactBy: 'sound' }]);
  });
});

describe('the arbiter of a bay with a microphone alone', () => {
  it('keeps a sound for 40 ms round the hands’ impact, not longer, at 25 poses a second', () => {
    const at = (offMs: number) => decided({ front: SWING }, { soundsMs: [IMPACT_MS + offMs], posesPerSecond: 25 })[0];
    expect(at(15)?.kind).toBe('shot');
    expect(at(90)?.kind).toBe('practice');
    expect(at(-90)?.kind).toBe('practice');
  });

  it('keeps it longer where the poses round impact lie further apart, and so tell less', () => {
    const slow = decided({ front: SWING }, { soundsMs: [IMPACT_MS + 60], posesPerSecond: 14 });
    expect(slow[0]?.kind).toBe('shot');
  });

  it('takes the first strike for the golfer’s own though the range is busy, and a soft neighbour’s not', () => {
    const neighbours = Array.from({ length: 12 }, (_, n) => ({ atMs: 60 + n * 110, levelDb: OWN_LEVEL_DB - 10 - n }));
    const own = { atMs: IMPACT_MS, levelDb: OWN_LEVEL_DB };
    const soft = { atMs: IMPACT_MS, levelDb: OWN_LEVEL_DB - 14 };
    expect(decided({ front: SWING }, { sounds: [...neighbours, own] })[0]?.kind).toBe('shot');
    expect(decided({ front: SWING }, { sounds: [...neighbours, soft] })[0]?.kind).toBe('practice');
  });

  it('tells the next bay’s ball from the golfer’s own once it knows how loud that is', () => {
    const visits: HandPath = Array.from({ length: 5 }, (_, n) =>
      SWING.map(([atMs, height]) => [atMs + n * 6_000, height] as const),
    ).flat();
    const own = [0, 1, 2, 3].map((n) => ({ atMs: IMPACT_MS + n * 6_000, levelDb: OWN_LEVEL_DB + n }));
    const neighbour = { atMs: IMPACT_MS + 4 * 6_000 + 5, levelDb: OWN_LEVEL_DB - 12 };
    const swings = decided({ front: visits }, { sounds: [...own, neighbour] });
    expect(swings.map(({ kind }) => kind)).toEqual(['shot', 'shot', 'shot', 'shot', 'practice']);
  });

  it('learns anew how loud a strike is after the microphone was turned down', () => {
    const visits: HandPath = Array.from({ length: 8 }, (_, n) =>
      SWING.map(([atMs, height]) => [atMs + n * 6_000, height] as const),
    ).flat();
    const sounds = Array.from({ length: 8 }, (_, n) => ({
      atMs: IMPACT_MS + n * 6_000,
      levelDb: OWN_LEVEL_DB - (n < 4 ? 0 : 20),
    }));
    const kinds = decided({ front: visits }, { sounds }).map(({ kind }) => kind);
    expect(kinds.slice(0, 4)).toEqual(['shot', 'shot', 'shot', 'shot']);
    expect(kinds.at(-1)).toBe('shot');
  });

  it('takes whole swings for shots while its microphone is silent', () => {
    const deaf = [{ atMs: 100, event: { type: 'witness', witness: 'sound', isWorking: false } as const }];
    expect(decided({ front: SWING }, { others: deaf })).toMatchObject([{ kind: 'shot', impactBy: 'hands' }]);
  });
});

describe('the arbiter of a bay with a launch monitor', () => {
  it('waits for its word where nothing else can tell of the ball, and no longer than the clip lasts', () => {
    const bay = { microphone: false, launchMonitor: true };
    expect(decided({ front: SWING }, { ...bay, shotsReceivedMs: [IMPACT_MS + 900] })).toMatchObject([{ kind: 'shot' }]);
    const silent = play({ front: SWING }, bay);
    const at = silent.effects.findIndex(({ type }) => type === 'capture-swing');
    expect(silent.effects[at]).toMatchObject({ swing: { kind: 'practice' } });
    expect(silent.effectsAtMs[at]).toBeLessThan(IMPACT_MS + 2_200);
  });

  it('believes it alone only where it is the only witness', () => {
    const bay = { microphone: false, launchMonitor: true, shotsReceivedMs: [3_000] };
    expect(decided({}, { ...bay, cameras: false })).toMatchObject([{ kind: 'shot', impactBy: 'launch-monitor' }]);
    expect(decided({ front: STANDING }, bay)).toEqual([]);
  });

  it('believes it alone while every camera is lost', () => {
    const lost = [
      { atMs: 1_000, event: { type: 'camera-lost', camera: 'front' } as const },
      { atMs: 1_000, event: { type: 'witness', witness: 'hands', isWorking: false } as const },
    ];
    const bay = { microphone: false, launchMonitor: true, shotsReceivedMs: [7_000], others: lost };
    expect(decided({ front: STANDING.slice(0, 1) }, bay)).toMatchObject([{ impactBy: 'launch-monitor' }]);
  });

  it('takes its message and the ball that went before it for a shot', () => {
    const options = { launchMonitor: true, beam: true, balls: [TEED, { type: 'gone', atMs: 2_500 } as const] };
    const swings = decided({ front: STANDING }, { ...options, shotsReceivedMs: [3_300] });
    expect(swings).toMatchObject([{ kind: 'shot', impactBy: 'beam' }]);
  });
});

describe('the arbiter, whatever arrives', () => {
  const instants = fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 40 });
  const balls = fc.array(
    fc.record({ type: fc.constantFrom('present', 'gone'), atMs: fc.integer({ min: 0, max: 6_000 }) }),
    { maxLength: 12 },
  );

  it('makes nothing of sounds and balls while the golfer stands still', () => {
    fc.assert(
      fc.property(instants, balls, (soundsMs, changes) => {
        expect(decided({ front: STANDING }, { beam: true, soundsMs, balls: changes })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('decides one swing once, and a missing sense never loses it', () => {
    const senses = fc.record({ microphone: fc.boolean(), beam: fc.boolean(), launchMonitor: fc.boolean() });
    // No monitor answers within the hundredth of a second, nor before.
    const answers = fc.array(fc.integer({ min: IMPACT_MS + 200, max: 6_000 }), { maxLength: 4 });
    fc.assert(
      fc.property(senses, instants, balls, answers, (bay, soundsMs, changes, shotsReceivedMs) => {
        const swings = decided({ front: SWING, back: SWING }, { ...bay, soundsMs, balls: changes, shotsReceivedMs });
        const here = swings.filter(({ impactNs }) => Math.abs(impactNs / NS_PER_MS - IMPACT_MS) < 400);
        expect(here).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('does not wait when everybody has spoken', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (microphone, beam) => {
        const played = play(
          { front: SWING },
          {
            ...{ microphone, beam, soundsMs: microphone ? [IMPACT_MS + 2] : [] },
            balls: beam ? [TEED, { type: 'gone', atMs: IMPACT_MS + 1 }] : [],
          },
        );
        const at = played.effects.findIndex(({ type }) => type === 'capture-swing');
        // Hands are high again 230 ms after impact in this path, and the pose is 60 ms old.
        expect(played.effectsAtMs[at]).toBeLessThan(IMPACT_MS + 350);
      }),
    );
  });

  it('remembers a bounded number of things, however much it hears', () => {
    const soundsMs = Array.from({ length: 5_000 }, (_, n) => n);
    const changes = Array.from({ length: 400 }, (_, n) => ({ type: n % 2 ? 'gone' : 'present', atMs: n * 3 }) as const);
    const { machine } = play(
      {},
      { beam: true, launchMonitor: true, soundsMs, balls: changes, shotsReceivedMs: soundsMs },
    );
    const { arbiter } = machine;
    expect(arbiter.sounds.length).toBeLessThanOrEqual(64);
    expect(arbiter.shots.length).toBeLessThanOrEqual(8);
    expect(arbiter.ball.changes.length).toBeLessThanOrEqual(16);
  });
});
