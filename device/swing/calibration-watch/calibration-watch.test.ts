import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bayCameras } from '../geometry/bay-cameras.fixture.ts';
import {
  BLIND_AFTER,
  type CalibrationWatch,
  calibrationWatchSchema,
  NOTHING_WATCHED,
  verdictsOf,
  type WatchEvidence,
  watchOf,
  watchSwing,
} from './calibration-watch.ts';
import type { CameraTurn } from './camera-turn.ts';

const { faceOn, downTheLine } = bayCameras();
const CAMERAS = [
  { camera: 'front', calibration: faceOn },
  { camera: 'back', calibration: downTheLine },
];
const BEGUN = watchOf(NOTHING_WATCHED, CAMERAS);
const POINTS = { points: [{ x: 1, y: 2, patch: [3] }], shrink: 2 };

const turn = (part: Partial<CameraTurn> = {}): CameraTurn => ({ pitch: 0, yaw: 0, roll: 0, agreeing: 12, ...part });

interface Shown {
  readonly front?: CameraTurn | null;
  readonly back?: CameraTurn | null;
  readonly gap?: { readonly mean: number; readonly lean: number };
  readonly session?: string;
}

function swing({ front = null, back = null, gap, session = 'visit' }: Shown): WatchEvidence {
  return {
    session,
    cameras: [
      { camera: 'front', turn: front, chosen: front === null ? null : POINTS },
      { camera: 'back', turn: back, chosen: back === null ? null : POINTS },
    ],
    gaps: gap === undefined ? [] : [{ cameras: ['front', 'back'], ...gap }],
  };
}

function after(watch: CalibrationWatch, ...swings: readonly Shown[]) {
  return swings.reduce((now, shown) => watchSwing(now.watch, swing(shown)), { watch, verdicts: verdictsOf(watch) });
}

const stateOf = (name: string, { verdicts }: ReturnType<typeof after>) =>
  verdicts.find(({ camera }) => camera === name)?.state;

describe('a camera whose fixed points are seen', () => {
  const still = { front: turn(), back: turn() };
  const moved = { front: turn({ yaw: 1 }), back: turn() };

  it('is flagged by the third swing after a turn of 1°, and alone', () => {
    expect(stateOf('front', after(BEGUN, still, moved, moved))).toBe('in-place');
    const third = after(BEGUN, still, moved, moved, moved);
    expect(third.verdicts).toMatchObject([
      { camera: 'front', state: 'nudged', by: 'fixed-points', turnDegrees: 1 },
      { camera: 'back', state: 'in-place' },
    ]);
  });

  it('stays flagged when nothing is seen of it, and is cleared once it stands where it stood', () => {
    const flagged = after(BEGUN, still, moved, moved, moved);
    expect(stateOf('front', after(flagged.watch, {}, {}, {}, {}))).toBe('nudged');
    expect(stateOf('front', after(flagged.watch, still, still))).toBe('nudged');
    expect(stateOf('front', after(flagged.watch, still, still, still, still))).toBe('in-place');
  });

  it('is not flagged by two wild readings, whatever they say', () => {
    const degrees = fc.double({ min: -30, max: 30, noNaN: true });
    const wild = fc.record({ pitch: degrees, yaw: degrees, roll: degrees }).map((each) => ({ front: turn(each) }));
    fc.assert(
      fc.property(wild, wild, (one, other) => {
        expect(stateOf('front', after(BEGUN, still, one, other))).toBe('in-place');
      }),
    );
  });

  it('is not flagged by a harmless lean, however long', () => {
    const lean = { front: turn({ roll: 0.25 }), back: turn() };
    expect(stateOf('front', after(BEGUN, ...Array.from({ length: 200 }, () => lean)))).toBe('in-place');
  });

  it('is believed against landmarks that say otherwise', () => {
    const odd = (mean: number) => ({ ...still, gap: { mean, lean: 0 } });
    const visits = Array.from({ length: 12 }, (_, i) => ({ ...odd(0), session: `visit-${i}` }));
    const strange = Array.from({ length: 5 }, () => ({ ...odd(4), session: 'a strange player' }));
    expect(stateOf('front', after(BEGUN, ...visits, ...strange))).toBe('in-place');
  });
});

describe('cameras without fixed points', () => {
  const visits = Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 3 }, () => ({
      gap: { mean: 0.1 * Math.sin(i), lean: 0.1 * Math.cos(i) },
      session: `visit-${i}`,
    })),
  ).flat();
  const known = after(BEGUN, ...visits);

  it('are in place as far as landmarks can tell, after a first few swings', () => {
    expect(stateOf('front', after(BEGUN, { gap: { mean: 0, lean: 0 } }))).toBe('learning');
    expect(known.verdicts).toMatchObject([
      { state: 'in-place', by: 'landmarks' },
      { state: 'in-place', by: 'landmarks' },
    ]);
  });

  it('are both suspect once they disagree more than players do, whichever was moved', () => {
    const gap = { mean: 1.5, lean: 0 };
    expect(after(known.watch, { gap }, { gap }).verdicts.some(({ state }) => state === 'nudged')).toBe(false);
    expect(after(known.watch, { gap }, { gap }, { gap }).verdicts).toMatchObject([
      { state: 'nudged', by: 'landmarks', turnDegrees: null },
      { state: 'nudged', by: 'landmarks', turnDegrees: null },
    ]);
  });

  it('are told apart where one of them sees its points', () => {
    const shown = { gap: { mean: 1.5, lean: 0 }, back: turn() };
    expect(after(known.watch, shown, shown, shown).verdicts).toMatchObject([
      { camera: 'front', state: 'nudged' },
      { camera: 'back', state: 'in-place' },
    ]);
  });

  it('do not grow used to a turn by measuring on with it', () => {
    const gap = { mean: 1.5, lean: 0 };
    const long = Array.from({ length: 300 }, (_, i) => ({ gap, session: `later-${Math.floor(i / 4)}` }));
    expect(stateOf('front', after(known.watch, ...long))).toBe('nudged');
  });

  it('say nothing of a swing that shows nothing', () => {
    expect(after(known.watch, {}).verdicts).toEqual(known.verdicts);
  });
});

describe('the watch over a bay', () => {
  const seen = after(
    BEGUN,
    ...Array.from({ length: BLIND_AFTER + 1 }, () => ({
      front: turn({ pitch: 2 }),
      back: turn(),
      gap: { mean: 0, lean: 0 },
    })),
  );

  it('forgets a camera that is calibrated anew, with its pairs, and keeps the other', () => {
    const again = watchOf(seen.watch, [
      { camera: 'front', calibration: { ...faceOn, fx: faceOn.fx + 1 } },
      CAMERAS[1] as (typeof CAMERAS)[1],
    ]);
    expect(verdictsOf(again)).toMatchObject([
      { camera: 'front', state: 'learning' },
      { camera: 'back', state: 'in-place' },
    ]);
    expect(again.pairs).toEqual([]);
  });

  it('has no word on a camera without a calibration', () => {
    const watch = watchOf(NOTHING_WATCHED, [{ camera: 'front', calibration: null }]);
    expect(verdictsOf(watch)).toEqual([]);
    expect(watchSwing(watch, swing({ front: turn(), gap: { mean: 0, lean: 0 } })).watch).toEqual(NOTHING_WATCHED);
  });

  it('is plain JSON that is read as it was written', () => {
    expect(calibrationWatchSchema.parse(JSON.parse(JSON.stringify(seen.watch)))).toEqual(seen.watch);
    expect(watchOf(seen.watch, CAMERAS)).toEqual(seen.watch);
  });
});
