import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventName } from '../events/event-name.ts';
import type { ReportMetric } from '../report/swing-report.ts';
import { scoreSwing } from './score-swing.ts';
import { SCORED_PARTS } from './scored-metrics.ts';

const metric = (id: string, at: EventName | null, value: number, halfWidth: number): ReportMetric => ({
  id,
  at,
  value,
  unit: '°',
  low: value - halfWidth,
  high: value + halfWidth,
  method: 'triangulated',
  cameras: ['a'],
});

const SCORED = SCORED_PARTS.flatMap(({ part, metrics }) => metrics.map((scored) => ({ part, ...scored })));
const middle = (good: readonly [number, number]): number => (good[0] + good[1]) / 2;

/** Every scored metric in the middle of its range, known to a tenth of its tolerance. */
const GOOD = SCORED.map(({ id, at, good, tolerance }) => metric(id, at, middle(good), tolerance / 10));
const without = (...parts: readonly string[]) =>
  GOOD.filter(({ id, at }) => !SCORED.some((each) => parts.includes(each.part) && each.id === id && each.at === at));
const withOne = (id: string, at: EventName | null, value: number, halfWidth: number) => [
  ...GOOD.filter((each) => each.id !== id || each.at !== at),
  metric(id, at, value, halfWidth),
];

describe('the score', () => {
  it('is 10 for a swing inside every range, in every part that a coach would name', () => {
    const score = scoreSwing(GOOD);
    expect(score?.overall).toBe(10);
    expect(score?.parts).toEqual({ setup: 10, backswing: 10, transition: 10, impact: 10, balance: 10, tempo: 10 });
    expect(score?.known).toBe(1);
  });

  it('says by which metrics each part was judged', () => {
    expect(scoreSwing(without('transition', 'balance'))).toMatchObject({
      restsOn: { tempo: ['tempo-ratio', 'backswing-time', 'downswing-time'] },
    });
    expect(Object.keys(scoreSwing(without('transition'))?.restsOn ?? {})).not.toContain('transition');
  });

  it('lets one thing far off weigh more than the same amount spread out', () => {
    const setup = (spine: number, knee: number) =>
      scoreSwing([
        ...without('setup'),
        metric('spine-angle', 'address', 42 + spine, 0.1),
        metric('lead-knee-flex', 'address', 29 + knee, 0.1),
      ])?.parts['setup'] ?? Number.NaN;
    expect(setup(10, 0)).toBeLessThan(setup(5, 5.5));
  });

  it('is judged over the interval: no cliff where the range ends', () => {
    const at = (value: number) => scoreSwing(withOne('tempo-ratio', null, value, 0.4))?.parts['tempo'] ?? Number.NaN;
    for (let value = 5; value < 6; value += 0.02) expect(at(value) - at(value + 0.02)).toBeLessThanOrEqual(0.21);
  });

  it('does not count a bias against the player that the interval knows', () => {
    const turn = (above: number): ReportMetric => ({ ...metric('shoulder-turn', 'top', 62, 6), high: 62 + above });
    const rest = GOOD.filter(({ id }) => id !== 'shoulder-turn');
    const backswing = (above: number) => scoreSwing([...rest, turn(above)])?.parts['backswing'] ?? 0;
    expect(backswing(42)).toBeGreaterThan(backswing(6) + 0.2);
  });

  it('is none where too little is known', () => {
    expect(scoreSwing([])).toBeNull();
    expect(scoreSwing(without('backswing', 'impact', 'transition', 'balance', 'setup'))).toBeNull();
    expect(scoreSwing(without('backswing', 'impact', 'transition', 'balance'))).toBeNull();
    expect(scoreSwing(without('transition', 'balance', 'setup'))).not.toBeNull();
  });

  it('leaves out a number so uncertain that it says nothing', () => {
    expect(scoreSwing(withOne('shoulder-turn', 'top', 0, 80))?.parts['backswing']).toBe(10);
    expect(scoreSwing(withOne('shoulder-turn', 'top', 0, 80))?.restsOn?.['backswing']).not.toContain('shoulder-turn');
  });

  it('never rises when a metric moves away from its range', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCORED),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.constantFrom(1, -1),
        ({ id, at, good, tolerance }, from, step, side) => {
          const edge = side === 1 ? good[1] : good[0];
          const overall = (shares: number) =>
            scoreSwing(withOne(id, at, edge + side * shares * tolerance, tolerance / 5))?.overall ?? Number.NaN;
          expect(overall(from + step)).toBeLessThanOrEqual(overall(from));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stays between 0 and 10 for any swing', () => {
    const any = fc.double({ min: -300, max: 300, noNaN: true });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const score = scoreSwing([
          ...without('setup'),
          metric('spine-angle', 'address', a, 3),
          metric('side-bend', 'top', b, 3),
        ]);
        for (const each of [score?.overall, ...Object.values(score?.parts ?? {})]) {
          expect(each).toBeGreaterThanOrEqual(0);
          expect(each).toBeLessThanOrEqual(10);
        }
      }),
    );
  });
});
