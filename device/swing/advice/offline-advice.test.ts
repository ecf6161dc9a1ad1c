import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import { METRIC_CATALOGUE } from '../metrics/metric-catalogue.ts';
import type { ReportFault, ReportMetric } from '../report/swing-report.ts';
import { offlineAdvice } from './offline-advice.ts';
import { LANGUAGES } from './language.ts';
import { TEXTS } from './texts.ts';
import { TEXTS_EN } from './texts.en.ts';

const tempo = (value: number, halfWidth = 0.5): ReportMetric => ({
  id: 'tempo-ratio',
  at: null,
  value,
  unit: 'ratio',
  low: value - halfWidth,
  high: value + halfWidth,
  method: 'planar',
  cameras: ['a'],
});
const sway: ReportFault = { id: 'sway', severity: 'major', phase: 'backswing', evidence: ['pelvis-sway'] };
const rushed: ReportFault = { id: 'rushed-tempo', severity: 'minor', phase: 'backswing', evidence: ['tempo-ratio'] };

describe('the advice without a coach', () => {
  it('praises one thing, names the main fault and gives its drill', () => {
    const advice = offlineAdvice([tempo(3.4)], [sway, rushed]);
    expect(advice).toEqual([
      'fault.sway.sentence',
      'fault.sway.advice',
      'drill.inside-trail-foot.name',
      'drill.inside-trail-foot.feel',
    ]);
    expect(offlineAdvice([tempo(3.4)], [sway])[0]).toBe('metric.tempo-ratio.praise');
  });

  it('praises nothing that is uncertain or outside its range', () => {
    expect(offlineAdvice([tempo(3.4, 4)], [sway])[0]).toBe('fault.sway.sentence');
    expect(offlineAdvice([tempo(6)], [sway])[0]).toBe('fault.sway.sentence');
  });

  it('does not call a swing good of which it knows little', () => {
    expect(offlineAdvice([], [])).toEqual(['advice.little-known']);
    expect(
      offlineAdvice(
        Array.from({ length: 8 }, () => tempo(6)),
        [],
      ),
    ).toEqual(['advice.no-fault']);
  });

  it('gives out only keys that have a text', () => {
    const keys = [...offlineAdvice([tempo(3.4)], [sway]), ...offlineAdvice([], [])];
    expect(keys.filter((key) => TEXTS_EN[key] === undefined)).toEqual([]);
  });

  it('has something to say about every swing, in every language, whatever was measured and found', () => {
    const metric = fc
      .constantFrom(...METRIC_CATALOGUE.flatMap(({ id, unit, moments }) => moments.map(({ at }) => ({ id, unit, at }))))
      .chain((one) =>
        fc.float({ noNaN: true, noDefaultInfinity: true }).map((value): ReportMetric => {
          return { ...one, value, low: value - 1, high: value + 1, method: 'planar', cameras: ['a'] };
        }),
      );
    const fault = fc
      .constantFrom(...FAULT_RULES.map(({ id }) => id))
      .map((id): ReportFault => ({ id, severity: 'major', phase: 'downswing', evidence: ['tempo-ratio'] }));
    fc.assert(
      fc.property(fc.array(metric), fc.array(fault), (metrics, faults) => {
        const keys = offlineAdvice(metrics, faults);
        expect(keys.length).toBeGreaterThan(0);
        for (const language of LANGUAGES) expect(keys.filter((key) => !TEXTS[language][key])).toEqual([]);
      }),
    );
  });
});
