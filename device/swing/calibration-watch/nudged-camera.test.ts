import { describe, expect, it } from 'vitest';
import type { ReportMetric } from '../report/swing-report.ts';
import type { CameraVerdict } from './calibration-watch.ts';
import { isTrusted, markNudged } from './nudged-camera.ts';

const verdict = (state: CameraVerdict['state'], turnDegrees: number | null): CameraVerdict => ({
  camera: 'front',
  state,
  by: 'fixed-points',
  turnDegrees,
});
const turnOf = (method: 'triangulated' | 'planar'): ReportMetric => ({
  id: 'shoulder-turn',
  at: 'top',
  value: 90,
  unit: '°',
  low: 86,
  high: 93,
  method,
  cameras: ['front', 'back'],
});

describe('the numbers of a swing with a nudged camera', () => {
  it('in space are less certain by what a calibration of that error costs', () => {
    const [metric] = markNudged([turnOf('triangulated')], [verdict('nudged', 1)]);
    expect(metric).toMatchObject({ value: 90, low: 90 - 5 });
    expect(metric !== undefined && 'high' in metric ? metric.high : 0).toBeCloseTo(90 + Math.hypot(3, 3), 9);
  });

  it('off one picture stay, and so do all while every camera is in place', () => {
    expect(markNudged([turnOf('planar')], [verdict('nudged', 1)])).toEqual([turnOf('planar')]);
    expect(markNudged([turnOf('triangulated')], [verdict('in-place', 0.02)])).toEqual([turnOf('triangulated')]);
    expect(markNudged([turnOf('triangulated')], [])).toEqual([turnOf('triangulated')]);
  });

  it('are withheld because a camera moved, where its calibration may not be used any more', () => {
    const missing: ReportMetric = { id: 'shoulder-turn', at: 'top', withheld: 'needs-calibration' };
    expect(markNudged([missing], [verdict('nudged', 4)])).toEqual([{ ...missing, withheld: 'camera-moved' }]);
    expect(markNudged([missing], [verdict('nudged', 1)])).toEqual([missing]);
    const hidden: ReportMetric = { id: 'shoulder-turn', at: 'top', withheld: 'landmarks-hidden' };
    expect(markNudged([hidden], [verdict('nudged', 4)])).toEqual([hidden]);
  });

  it('use a calibration that is off by up to 1.5°, and none whose error nobody knows', () => {
    expect(isTrusted(undefined)).toBe(true);
    expect(isTrusted(verdict('in-place', 0.1))).toBe(true);
    expect(isTrusted(verdict('learning', null))).toBe(true);
    expect(isTrusted(verdict('nudged', 1.4))).toBe(true);
    expect(isTrusted(verdict('nudged', 1.6))).toBe(false);
    expect(isTrusted(verdict('nudged', null))).toBe(false);
  });
});
