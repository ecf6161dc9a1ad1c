import { cameraStand } from './bay-frame.ts';
import type { CalibrationSolution } from './calibration-solution.ts';

/** What a result must show before it may be trusted with numbers. */
const QUALITY = { reprojectionPx: 1, focalDeviationPercent: 2, halvesPercent: 2, views: 12 } as const;

/** Why a camera is not good enough, as codes; empty where it is. */
export type QualityLack = 'reprojection' | 'focal-uncertain' | 'halves-disagree' | 'few-views' | 'below-mat';

export function lacksOf(solution: CalibrationSolution, camera: string): QualityLack[] {
  const found = solution.cameras.find(({ name }) => name === camera);
  if (found === undefined) return ['few-views'];
  const { focalDeviationPx, calibration, views, reprojectionPx } = found;
  const pairs = solution.pairs.filter(({ a, b }) => a === camera || b === camera);
  // A camera stands where most of its neighbours say; one far neighbour that disagrees is that neighbour's matter.
  const halves = pairs.flatMap(({ halvesPercent }) => halvesPercent ?? []).sort((a, b) => a - b);
  const lacks: QualityLack[] = [];
  if (reprojectionPx > QUALITY.reprojectionPx) lacks.push('reprojection');
  const focal = focalDeviationPx === null ? Number.POSITIVE_INFINITY : (focalDeviationPx / calibration.fx) * 100;
  if (focal > QUALITY.focalDeviationPercent) lacks.push('focal-uncertain');
  if ((halves[0] ?? 0) > QUALITY.halvesPercent) lacks.push('halves-disagree');
  if (views < QUALITY.views) lacks.push('few-views');
  // A camera under the floor: what was taken for the mat was no level board.
  if (solution.axes === 'mat' && cameraStand(calibration).y < 0) lacks.push('below-mat');
  return lacks;
}
