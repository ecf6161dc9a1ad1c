import { isMeasured, type ReportMetric } from '../report/swing-report.ts';
import type { CameraVerdict } from './calibration-watch.ts';

/**
 * What a nudged camera does to the numbers of a swing.
 *
 * On rendered golfers 1° and 3 cm of error in a camera's calibration cost 0.8° (median) and 3° (p95) of any angle, and
 * it grows with the turn. Up to {@link WIDENED_DEGREES_MAX} numbers in space are kept and their intervals widened by
 * the p95. Beyond, or where nobody knows how far the camera has turned, its calibration is not used: whatever needed it
 * is withheld as `camera-moved`. Numbers read off one picture used no calibration and stay as they are.
 */
const WIDENED_DEGREES_MAX = 1.5;

/** p95 of the error of an angle, in degrees per degree that the camera has turned. */
const ANGLE_PER_DEGREE = 3;
/**
 * Of a length: 1° is 6.6 cm at 3.8 m, but distances within one body and since address move together; what is left is
 * the difference of two such errors half a metre apart.
 */
const LENGTH_CM_PER_DEGREE = 1.5;
/** The same as a part of a stance of half a metre, in which shares are given. */
const STANCE_PERCENT_PER_DEGREE = 3;
/** Of a speed, of hands or of a turn: a camera that is 1° off sees what moves some 2 % nearer or farther. */
const SPEED_SHARE_PER_DEGREE = 0.02;

/** Whether the calibration of this camera may still be measured with. */
export function isTrusted(verdict: CameraVerdict | undefined): boolean {
  if (verdict === undefined || verdict.state !== 'nudged') return true;
  return verdict.turnDegrees !== null && verdict.turnDegrees <= WIDENED_DEGREES_MAX;
}

/** `metrics` were measured without the calibrations that are not trusted. */
export function markNudged(metrics: readonly ReportMetric[], verdicts: readonly CameraVerdict[]): ReportMetric[] {
  const nudged = verdicts.filter(({ state }) => state === 'nudged');
  if (nudged.length === 0) return [...metrics];
  const lostOne = nudged.some((verdict) => !isTrusted(verdict));
  return metrics.map((metric) => {
    if (!isMeasured(metric)) {
      return lostOne && metric.withheld === 'needs-calibration' ? { ...metric, withheld: 'camera-moved' } : metric;
    }
    if (metric.method !== 'triangulated' && metric.method !== 'corrected') return metric;
    const turned = Math.max(
      0,
      ...nudged.filter(({ camera }) => metric.cameras.includes(camera)).map((each) => each.turnDegrees ?? 0),
    );
    if (turned === 0) return metric;
    const by = turned * widening(metric.unit, metric.value);
    return {
      ...metric,
      low: metric.value - Math.hypot(metric.value - metric.low, by),
      high: metric.value + Math.hypot(metric.high - metric.value, by),
    };
  });
}

function widening(unit: string, value: number): number {
  if (unit === '°') return ANGLE_PER_DEGREE;
  if (unit === 'cm') return LENGTH_CM_PER_DEGREE;
  if (unit === '%') return STANCE_PERCENT_PER_DEGREE;
  return unit.endsWith('/s') ? Math.abs(value) * SPEED_SHARE_PER_DEGREE : 0;
}
