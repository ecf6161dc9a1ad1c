import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignViews } from './align-views.ts';
import { handsOffset } from './hands-offset.ts';
import { fuseOffsets, type OffsetEvidence } from './offset-evidence.ts';
import { soundOffset } from './sound-offset.ts';
import { alignmentOfStamps } from './stamp.ts';
import { virtualHands } from './virtual-hands.fixture.ts';

const GOLFERS = [31, 32, 33, 34].map(virtualHands);
const RATES = [30, 50, 60, 120, 240];
const heard = (timeMs: number, strength = 5) => ({ timeMs, strength, uncertaintyMs: 1 });

/** Every golfer a few times, with rates and offsets that go through their ranges. */
const PAIRS = Array.from({ length: 40 }, (_, i) => ({
  golfer: GOLFERS[i % GOLFERS.length] as (typeof GOLFERS)[number],
  fps: [RATES[i % RATES.length] as number, RATES[(i * 3 + 1) % RATES.length] as number] as const,
  offsetMs: -300 + (600 * ((i * 17) % 40)) / 39,
  phase: (i * 0.37) % 1,
}));

function pairOf({ golfer, fps, offsetMs, phase }: (typeof PAIRS)[number]) {
  return [
    golfer.filmed({ view: 'face-on', fps: fps[0], clockMs: 1000 }),
    golfer.filmed({ view: 'down-the-line', fps: fps[1], clockMs: 1000 - offsetMs, phase }),
  ] as const;
}

describe('two views without a common clock', () => {
  const found = PAIRS.map((pair) => ({ ...pair, is: handsOffset(...pairOf(pair)) }));

  it('are aligned by the golfer’s hands within the stated uncertainty in nine pairs of ten', () => {
    const errors = found.flatMap(({ is, offsetMs }) =>
      'refused' in is ? [] : [{ error: Math.abs(is.offsetMs - offsetMs), stated: is.uncertaintyMs }],
    );
    expect(errors.length).toBeGreaterThanOrEqual(38);
    const held = errors.filter(({ error, stated }) => error <= stated).length;
    const text = errors.map(({ error, stated }) => `${error.toFixed(1)}/${stated.toFixed(1)}`).join(' ');
    expect(held / errors.length, text).toBeGreaterThanOrEqual(0.9);
    // An honest interval is no excuse for a wide one.
    expect(errors.map(({ stated }) => stated).sort((a, b) => a - b)[errors.length >> 1], text).toBeLessThan(25);
  });

  it('are aligned more closely by the stroke that both heard', () => {
    const pair = PAIRS[3] as (typeof PAIRS)[number];
    const [first, second] = pairOf(pair);
    const at = first.impactMs - 12;
    const [, aligned] = alignViews([
      { hands: first, sounds: [heard(at), heard(at - 700)] },
      { hands: second, sounds: [heard(at - pair.offsetMs + 3), heard(at - 2000)] },
    ]);
    expect(Math.abs((aligned?.offsetMs ?? 999) - pair.offsetMs)).toBeLessThanOrEqual(aligned?.uncertaintyMs ?? 0);
    expect(aligned?.uncertaintyMs).toBeLessThanOrEqual(7);
    expect(aligned?.by).toBe('sound');
  });

  it('of which one runs in slow motion are told, and left to their impacts', () => {
    const golfer = GOLFERS[0] as (typeof GOLFERS)[number];
    const first = golfer.filmed({ view: 'face-on', fps: 60, clockMs: 0 });
    const slow = golfer.filmed({ view: 'down-the-line', fps: 240, clockMs: 0, slowness: 4 });
    expect(handsOffset(first, slow)).toEqual({ refused: 'rates-differ' });
    const [, aligned] = alignViews([
      { hands: first, sounds: [] },
      { hands: slow, sounds: [] },
    ]);
    expect(aligned).toMatchObject({ by: 'impact', offsetMs: first.impactMs - slow.impactMs });
  });

  it('that are both in the same slow motion are aligned in it', () => {
    const golfer = GOLFERS[1] as (typeof GOLFERS)[number];
    const is = handsOffset(
      golfer.filmed({ view: 'face-on', fps: 120, clockMs: 0, slowness: 2 }),
      golfer.filmed({ view: 'down-the-line', fps: 120, clockMs: 90, slowness: 2 }),
    );
    expect('refused' in is ? 999 : Math.abs(is.offsetMs + 90)).toBeLessThan(
      'refused' in is ? 0 : is.uncertaintyMs + 10,
    );
  });

  it('that were cut to the same frames keep them', () => {
    const golfer = GOLFERS[2] as (typeof GOLFERS)[number];
    const views = (['face-on', 'down-the-line'] as const).map((view) => golfer.filmed({ view, fps: 30, clockMs: 0 }));
    const [, aligned] = alignViews(views.map((hands) => ({ hands, sounds: [] })));
    expect(aligned).toMatchObject({ offsetMs: 0, by: 'clip-edges' });
    expect(aligned?.uncertaintyMs).toBeCloseTo(1000 / 60, 0);
  });

  it('of which one shows no swing are not claimed to be aligned', () => {
    const golfer = GOLFERS[2] as (typeof GOLFERS)[number];
    const hands = golfer.filmed({ view: 'face-on', fps: 30, clockMs: 0 });
    const [first, second] = alignViews([
      { hands, sounds: [] },
      { hands: null, sounds: [] },
    ]);
    expect(first).toMatchObject({ offsetMs: 0, uncertaintyMs: 0 });
    expect(second?.uncertaintyMs).toBeGreaterThanOrEqual(500);
  });
});

describe('a sound that both files heard', () => {
  const seen = { offsetMs: 100, uncertaintyMs: 20 };

  it('counts where the pictures agree with it', () => {
    expect(soundOffset([heard(1000)], [heard(895)], seen)).toMatchObject({ offsetMs: 105, by: 'sound' });
    expect(soundOffset([heard(1000)], [heard(800)], seen)).toBeNull();
    expect(soundOffset([], [heard(800)], seen)).toBeNull();
  });

  it('does not when another pair fits as well', () => {
    expect(soundOffset([heard(1000), heard(1020)], [heard(899)], seen)).toBeNull();
    expect(soundOffset([heard(1000), heard(1006, 2)], [heard(899)], seen)).toMatchObject({ offsetMs: 101 });
  });
});

describe('evidence about an offset', () => {
  const evidence = (offsetMs: number, uncertaintyMs: number): OffsetEvidence => ({
    offsetMs,
    uncertaintyMs,
    by: 'hands',
  });

  it('that agrees is surer together, and lies between its parts', () => {
    const sure = fc.double({ min: 0.5, max: 50, noNaN: true });
    const offset = fc.double({ min: -300, max: 300, noNaN: true });
    fc.assert(
      fc.property(offset, sure, sure, fc.double({ min: -1, max: 1, noNaN: true }), (at, u, v, apart) => {
        const other = at + apart * Math.hypot(u, v);
        const fused = fuseOffsets([evidence(at, u), evidence(other, v)]);
        if ('refused' in fused) throw new TypeError(fused.refused);
        expect(fused.uncertaintyMs).toBeLessThanOrEqual(Math.min(u, v));
        expect(fused.offsetMs).toBeGreaterThanOrEqual(Math.min(at, other) - 1e-9);
        expect(fused.offsetMs).toBeLessThanOrEqual(Math.max(at, other) + 1e-9);
      }),
    );
  });

  it('that cannot all be right is refused, and so is none', () => {
    expect(fuseOffsets([evidence(0, 5), evidence(40, 5)])).toEqual({ refused: 'evidence-disagrees' });
    expect(fuseOffsets([])).toEqual({ refused: 'nothing-shared' });
  });
});

describe('two stamped cameras', () => {
  it('agree within both of their uncertainties, where both are stated', () => {
    const driver = { stamped: 'driver', uncertaintyMs: 3 } as const;
    const arrival = { stamped: 'arrival', uncertaintyMs: 4 } as const;
    expect(alignmentOfStamps(driver, arrival)).toEqual({ offsetMs: 0, uncertaintyMs: 5, by: 'stamps' });
    expect(alignmentOfStamps(driver, { ...arrival, uncertaintyMs: null })).toBeNull();
  });
});
