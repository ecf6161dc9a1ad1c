import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import type { MeasuredMetric, SwingReport } from '../report/swing-report.ts';
import { bayCameras } from '../geometry/bay-cameras.fixture.ts';
import { compareSwings, type MetricDifference } from './compare-swings.ts';
import type { ComparedSwing } from './same-conditions.ts';

const FIRST = '01930000-0000-7000-8000-000000000001';
const SECOND = '01930000-0000-7000-8000-000000000002';

function metric(changes: Partial<MeasuredMetric> = {}): MeasuredMetric {
  const value = changes.value ?? 90;
  return {
    id: 'shoulder-turn',
    at: 'top',
    value,
    unit: '°',
    low: value - 16,
    high: value + 20,
    method: 'triangulated',
    cameras: ['face-on', 'down-the-line'],
    ...changes,
  };
}

function swing(id: string, metrics: SwingReport['metrics'], changes: Partial<SwingReport> = {}): ComparedSwing {
  const report = sampleReport(id, { metrics });
  return { report: { ...report, revision: 1, versions: { ...report.versions, model: 'heavy' }, ...changes } };
}

function difference(first: ComparedSwing, second: ComparedSwing): Exclude<MetricDifference, { withheld: unknown }> {
  const [found] = compareSwings(first, second).metrics;
  if (found === undefined || 'withheld' in found) throw new Error('nothing was compared');
  return found;
}

describe('two swings of one session', () => {
  const first = swing(FIRST, [metric({ value: 72 })]);

  it('differ when their turns lie 8° apart, though either may be 18° wrong', () => {
    const found = difference(first, swing(SECOND, [metric({ value: 80 })]));
    expect(found).toMatchObject({
      basis: 'same-session',
      verdict: 'better',
      difference: { value: 8, low: 5, high: 11 },
    });
  });

  it('do not really differ when less lies between them than measuring makes', () => {
    expect(difference(first, swing(SECOND, [metric({ value: 74 })])).verdict).toBe('no-real-difference');
  });

  it('have times as uncertain as those of strangers: an event is missed in each of them anew', () => {
    const time = (value: number) =>
      metric({
        id: 'backswing-time',
        at: null,
        unit: 's',
        value,
        low: value - 0.08,
        high: value + 0.08,
        method: 'planar',
      });
    const found = difference(swing(FIRST, [time(0.9)]), swing(SECOND, [time(1)]));
    expect(found.basis).toBe('independent');
    expect(found.verdict).toBe('no-real-difference');
  });

  it('are known less well of a model that loses the far shoulder at the top', () => {
    const versions = { ...sampleReport(FIRST).versions, model: 'lite' };
    const found = difference(
      swing(FIRST, [metric({ value: 60 })], { versions }),
      swing(SECOND, [metric({ value: 70 })], { versions }),
    );
    expect(found).toMatchObject({ basis: 'same-session', verdict: 'no-real-difference' });
  });

  it('know no difference where one of them lacks the number, and say why', () => {
    const without = swing(SECOND, [{ id: 'shoulder-turn', at: 'top', withheld: 'landmarks-hidden' }]);
    expect(compareSwings(first, without).metrics).toEqual([
      { id: 'shoulder-turn', at: 'top', withheld: { first: null, second: 'landmarks-hidden' } },
    ]);
  });
});

describe('two swings that were made under other conditions', () => {
  const versions = { ...sampleReport(FIRST).versions, model: 'heavy' };
  const cameras = sampleReport(FIRST).cameras.map((camera) => ({ ...camera, calibrated: true }));
  it.each<[string, Partial<SwingReport>]>([
    ['other-session', { session: 'session-2' }],
    ['other-player', { player: 'somebody' }],
    ['other-hand', { handedness: 'left' }],
    ['other-cameras', { cameras }],
    ['other-model', { versions: { ...versions, model: 'lite' } }],
    ['other-algorithms', { versions: { ...versions, algorithms: '2' } }],
  ])('(%s) are compared as strangers', (unlike, changes) => {
    const [first, second] = [swing(FIRST, [metric({ value: 72 })]), swing(SECOND, [metric({ value: 80 })], changes)];
    expect(compareSwings(first, second).unlike).toBe(unlike);
    const found = difference(first, second);
    expect(found).toMatchObject({ basis: 'independent', verdict: 'no-real-difference' });
    expect(found.difference.low).toBeCloseTo(8 - Math.hypot(16, 20), 9);
  });

  it('are so when a camera was calibrated in between, or when nobody knows', () => {
    const first = swing(FIRST, [metric()], { cameras });
    const second = swing(SECOND, [metric()], { cameras });
    expect(compareSwings(first, second).unlike).toBe('other-calibration');
    const { faceOn } = bayCameras();
    const calibrations = new Map([['face-on', faceOn]]);
    const moved = new Map([['face-on', { ...faceOn, fx: faceOn.fx + 1 }]]);
    expect(compareSwings({ ...first, calibrations }, { ...second, calibrations: moved }).unlike).toBe(
      'other-calibration',
    );
    expect(compareSwings({ ...first, calibrations }, { ...second, calibrations }).unlike).toBeNull();
  });
});

describe('the verdict', () => {
  const verdict = (first: number, second: number, changes: Partial<MeasuredMetric> = {}) =>
    difference(
      swing(FIRST, [metric({ value: first, ...changes })]),
      swing(SECOND, [metric({ value: second, ...changes })]),
    ).verdict;

  it('is better toward the usual range, worse away from it, a change within it or from one side to the other', () => {
    expect(verdict(65, 75)).toBe('better');
    expect(verdict(85, 65)).toBe('worse');
    expect(verdict(82, 98)).toBe('changed');
    expect(verdict(72, 108)).toBe('changed');
  });

  it('is a change where no usual range is published', () => {
    expect(verdict(-20, -35, { at: 'impact' })).toBe('changed');
  });
});

describe('a difference', () => {
  const value = fc.double({ min: 20, max: 120, noNaN: true });
  const session = fc.constantFrom('session-1', 'session-2');

  it('is the other way round for swings that change places', () => {
    fc.assert(
      fc.property(value, value, session, (a, b, other) => {
        const [first, second] = [
          swing(FIRST, [metric({ value: a })]),
          swing(SECOND, [metric({ value: b })], { session: other }),
        ];
        const [there, back] = [difference(first, second), difference(second, first)];
        expect(back.difference.value).toBeCloseTo(-there.difference.value, 9);
        expect(back.difference.low).toBeCloseTo(-there.difference.high, 9);
        expect(back.difference.high).toBeCloseTo(-there.difference.low, 9);
      }),
    );
  });

  it('is never known less well within a session than between two', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [one, two] = [swing(FIRST, [metric({ value: a })]), swing(SECOND, [metric({ value: b })])];
        const within = difference(one, two).difference;
        const between = difference(one, swing(SECOND, [metric({ value: b })], { session: 'session-2' })).difference;
        expect(within.low).toBeGreaterThanOrEqual(between.low);
        expect(within.high).toBeLessThanOrEqual(between.high);
      }),
    );
  });
});
