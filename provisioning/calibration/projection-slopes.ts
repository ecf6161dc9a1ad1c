import type { Point, Vector } from '../../device/swing/geometry/vector.ts';
import type { Lens } from './lens-calibration.ts';

/** What of a lens is refined: fx, fy, cx, cy, k1, k2, p1, p2. */
export const LENS_VALUES = 8;

export interface ProjectedPoint {
  readonly pixel: Point;
  /** 2 × 3, by the point in camera axes. */
  readonly byPoint: readonly [readonly number[], readonly number[]];
  /** 2 × `LENS_VALUES`. */
  readonly byLens: readonly [readonly number[], readonly number[]];
}

/**
 * OpenCV's pinhole with Brown–Conrady distortion and its exact derivatives; the formulas are those of `projectPoints`
 * in its calib3d documentation, to which a test holds them. Null behind the camera.
 */
export function projectWithSlopes(lens: Lens, { x, y, z }: Vector): ProjectedPoint | null {
  if (z <= 1e-6) return null;
  const { fx, fy, cx, cy } = lens;
  const [k1, k2, p1, p2, k3] = lens.distortion;
  const [a, b] = [x / z, y / z];
  const r2 = a * a + b * b;
  const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
  const growth = 2 * (k1 + r2 * (2 * k2 + 3 * k3 * r2));
  const u = a * radial + 2 * p1 * a * b + p2 * (r2 + 2 * a * a);
  const v = b * radial + p1 * (r2 + 2 * b * b) + 2 * p2 * a * b;
  const uByA = radial + a * a * growth + 2 * p1 * b + 6 * p2 * a;
  const crossed = a * b * growth + 2 * p1 * a + 2 * p2 * b;
  const vByB = radial + b * b * growth + 6 * p1 * b + 2 * p2 * a;
  const byPoint = (f: number, byA: number, byB: number): number[] => [
    (f * byA) / z,
    (f * byB) / z,
    (-f * (byA * a + byB * b)) / z,
  ];
  return {
    pixel: { x: fx * u + cx, y: fy * v + cy },
    byPoint: [byPoint(fx, uByA, crossed), byPoint(fy, crossed, vByB)],
    byLens: [
      [u, 0, 1, 0, fx * a * r2, fx * a * r2 * r2, fx * 2 * a * b, fx * (r2 + 2 * a * a)],
      [0, v, 0, 1, fy * b * r2, fy * b * r2 * r2, fy * (r2 + 2 * b * b), fy * 2 * a * b],
    ],
  };
}
