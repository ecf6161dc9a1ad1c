import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { SLOWNESSES } from './film-order.ts';
import { FILM_FPS, filmMs, filmTiming, movingMs, segmentAt, shownAtMs, slownessFor } from './film-timing.ts';
import { EVENTS } from './filmed-swing.fixture.ts';

type Report = Pick<SwingReport, 'events' | 'clips'>;

function reportWith(
  events: readonly (readonly [string, number])[],
  ...clips: (readonly [string, number, number])[]
): Report {
  return {
    events: events.map(([name, timeMs]) => ({
      ...(EVENTS[0] as (typeof EVENTS)[number]),
      name: name as never,
      timeMs,
    })),
    clips: clips.map(([camera, fromMs, toMs]) => ({ camera, fromMs, toMs, sha256: '', mediaType: '', bytes: 0 })),
  };
}

const swing = reportWith(
  [
    ['address', 1_000],
    ['top', 1_900],
    ['impact', 2_200],
    ['finish', 2_900],
  ],
  ['face-on', 0, 4_000],
);

describe('the timing of a film', () => {
  it('is real speed up to the top, slow through the downswing, and real speed to the finish', () => {
    const { segments } = filmTiming(swing, ['face-on'], 8);
    expect(segments).toEqual([
      { fromMs: 500, toMs: 1_840, slowness: 1 },
      { fromMs: 1_840, toMs: 2_290, slowness: 8 },
      { fromMs: 2_290, toMs: 3_200, slowness: 1 },
    ]);
  });

  it('lasts as long as its parts and two seconds of a still picture, in whole pictures', () => {
    const timing = filmTiming(swing, ['face-on'], 8);
    expect(movingMs(timing)).toBe(1_340 + 8 * 450 + 910);
    expect(filmMs(timing) - movingMs(timing) - 2_000).toBeGreaterThanOrEqual(0);
    expect(filmMs(timing) - movingMs(timing) - 2_000).toBeLessThan(1_000 / FILM_FPS);
  });

  it('is slow before the ball also where the top was not seen, and never where the ball was not', () => {
    const noTop = reportWith([['impact', 2_000]], ['face-on', 0, 4_000]);
    expect(filmTiming(noTop, ['face-on'], 4).segments[0]?.toMs).toBe(1_640);
    const noImpact = reportWith([['top', 2_000]], ['face-on', 0, 4_000]);
    expect(filmTiming(noImpact, ['face-on'], 4).segments).toEqual([{ fromMs: 1_500, toMs: 2_300, slowness: 1 }]);
  });

  it('shows what all its cameras have pictures of', () => {
    const two = reportWith([['impact', 2_000]], ['face-on', 0, 2_100], ['down-the-line', 1_700, 4_000]);
    const { segments } = filmTiming(two, ['face-on', 'down-the-line'], 4);
    expect([segments[0]?.fromMs, segments.at(-1)?.toMs]).toEqual([1_700, 2_100]);
  });

  it('is bounded for a report that claims to be of an hour, and keeps its end', () => {
    const long = reportWith(
      [
        ['address', 0],
        ['finish', 3_600_000],
      ],
      ['face-on', 0, 3_700_000],
    );
    const { segments } = filmTiming(long, ['face-on'], 1);
    expect(segments).toEqual([{ fromMs: 3_592_300, toMs: 3_600_300, slowness: 1 }]);
  });

  it.each([
    [240, 8],
    [120, 8],
    [60, 4],
    [30, 2],
    [25, 1],
  ])('of %i pictures a second is at most %i times slower, so that it still moves', (fps, slowness) => {
    expect(slownessFor(fps)).toBe(slowness);
  });
});

const anySwing = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 3, maxLength: 3 }),
    fc.integer({ min: 0, max: 900 }),
    fc.integer({ min: 1, max: 900 }),
    fc.constantFrom(...SLOWNESSES),
  )
  .map(([times, before, after, slowness]) => {
    const [address = 0, top = 0, impact = 0] = times.toSorted((a, b) => a - b);
    const report = reportWith(
      [
        ['address', address],
        ['top', top],
        ['impact', impact],
      ],
      ['face-on', Math.max(0, address - before), impact + after],
    );
    return filmTiming(report, ['face-on'], slowness);
  });

describe('any film', () => {
  it('has no gaps, and plays every moment at exactly the speed of its segment', () => {
    fc.assert(
      fc.property(anySwing, fc.double({ min: 0, max: 1, noNaN: true }), (timing, share) => {
        for (const [index, { fromMs, toMs, slowness }] of timing.segments.entries()) {
          expect(timing.segments[index + 1]?.fromMs ?? toMs).toBe(toMs);
          const timeMs = fromMs + share * (toMs - fromMs) * 0.999;
          const sinceMs = shownAtMs(timing, timeMs) - shownAtMs(timing, fromMs);
          expect(sinceMs).toBeCloseTo((timeMs - fromMs) * slowness, 6);
          expect(segmentAt(timing, shownAtMs(timing, timeMs) + 1e-9)?.slowness).toBe(slowness);
        }
      }),
    );
  });

  it('never goes back, and begins at nothing', () => {
    fc.assert(
      fc.property(
        anySwing,
        fc.double({ min: 0, max: 7_000, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (timing, timeMs, stepMs) => {
          expect(shownAtMs(timing, timing.segments[0]?.fromMs ?? 0)).toBe(0);
          expect(shownAtMs(timing, timeMs + stepMs)).toBeGreaterThanOrEqual(shownAtMs(timing, timeMs) - 1e-9);
        },
      ),
    );
  });
});
