import { describe, expect, it } from 'vitest';
import type { MeasuredMetric, ReportMetric, SwingReport } from '../../api/contract/report.ts';
import { SCRIPTED_CATALOGUE } from '../dev/scripted-catalogue.ts';
import { SCRIPTED_METRICS, scriptedReport } from '../dev/scripted-report.ts';
import { changeInNoise, keyNumbers } from './key-numbers.ts';
import { numberWords } from './number-words.ts';
import { outsideBy, standingOf } from './standing.ts';

const report = (
  metrics: readonly ReportMetric[] = SCRIPTED_METRICS,
  changes: Partial<SwingReport> = {},
): SwingReport => ({
  ...scriptedReport({
    ...{ id: 'a', sequence: 1, session: 's', bay: 'b', kind: 'shot', score: 6, isSlowMotion: false },
    ...{ keyFrames: [], clips: [] },
  }),
  metrics: [...metrics],
  ...changes,
});

const chosen = (of: SwingReport, last: SwingReport | null = null) =>
  keyNumbers(of, SCRIPTED_CATALOGUE, last).map(({ number, reason }) => `${reason}: ${number.key}`);

const changed = (id: string, at: string | null, by: number) =>
  SCRIPTED_METRICS.map((metric) =>
    metric.id === id && metric.at === at && 'value' in metric
      ? { ...metric, value: metric.value + by, low: metric.low + by, high: metric.high + by }
      : metric,
  );

describe('the five numbers that matter now', () => {
  it('begin with what shows the fault, at the moment at which it shows most', () => {
    expect(chosen(report())[0]).toBe('fault: spine-angle impact');
  });

  it('go on with what lies furthest outside of the usual, then with what golfers ask for', () => {
    const numbers = chosen(report());
    expect(numbers).toHaveLength(5);
    expect(numbers.filter((each) => each.startsWith('outside')).length).toBeGreaterThan(0);
    expect(numbers.at(-1)).toMatch(/^asked/);
    expect(new Set(numbers.map((each) => each.split(' ')[1])).size).toBe(5);
  });

  it('have room for what has really changed since the last swing, and for nothing that has not', () => {
    const before = report(changed('head-sway', 'top', -9));
    expect(chosen(report(), before)).toContain('changed: head-sway top');
    expect(chosen(report(), report(changed('head-sway', 'top', -1))).join()).not.toContain('changed');
  });

  it('are as many as were measured where those are fewer, another moment of a number included', () => {
    const few = SCRIPTED_METRICS.filter(({ id }) => id === 'pelvis-turn');
    expect(chosen(report(few))).toEqual(['outside: pelvis-turn impact', 'asked: pelvis-turn top']);
    expect(chosen(report([]))).toEqual([]);
  });
});

describe('where a number stands', () => {
  const of = (value: number, within: number, id = 'shoulder-turn', at: MeasuredMetric['at'] = 'top') => {
    const [words] = numberWords(
      [{ id, at, value, unit: '°', low: value - within, high: value + within, method: 'corrected', cameras: [] }],
      SCRIPTED_CATALOGUE,
    );
    if (words === undefined) throw new Error('no words');
    return words;
  };

  it('is said no surer than it was measured', () => {
    expect(standingOf(of(90, 5))).toBe('inside');
    expect(standingOf(of(78, 5))).toBe('near');
    expect(standingOf(of(70, 5))).toBe('below');
    expect(standingOf(of(110, 5))).toBe('above');
    expect(standingOf(of(70, 30))).toBeNull();
  });

  it('is neither more nor less on the other side of nought', () => {
    expect(standingOf(of(-30, 2, 'pelvis-turn', 'impact'))).toBe('below');
    expect(standingOf(of(8, 2, 'pelvis-turn', 'impact'))).toBe('outside');
  });

  it('is outside by what even the near end of its interval lacks', () => {
    expect(outsideBy(of(70, 5))).toBeCloseTo(0.25);
    expect(outsideBy(of(78, 5))).toBe(0);
  });
});

it('takes only a change beyond both intervals for one, and none between two methods', () => {
  const reading = (value: number, method: MeasuredMetric['method'] = 'corrected'): MeasuredMetric => ({
    ...{ id: 'x-factor', at: 'top', unit: '°', value, low: value - 3, high: value + 3, method, cameras: [] },
  });
  expect(changeInNoise(reading(40), reading(37))).toBeLessThan(1);
  expect(changeInNoise(reading(40), reading(30))).toBeGreaterThan(1);
  expect(changeInNoise(reading(40), reading(30, 'triangulated'))).toBe(0);
  expect(changeInNoise(reading(40), null)).toBe(0);
});
