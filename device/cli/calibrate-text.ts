import { cameraStand } from '../../provisioning/calibration/bay-frame.ts';
import { lacksOf, type QualityLack } from '../../provisioning/calibration/calibration-quality.ts';
import type { CalibrationSolution } from '../../provisioning/calibration/calibration-solution.ts';

const WHAT_TO_DO: Readonly<Record<QualityLack, string>> = {
  reprojection: 'corners are far from where they should be: check the board’s size and that it is flat',
  'focal-uncertain': 'the focal length is uncertain: tilt the board more, and bring it nearer',
  'halves-disagree': 'two halves of the views disagree: show it more views that other cameras share',
  'below-mat': 'it seems to hang under the mat: lay the board flat, its print upwards',
  'few-views': 'too few views: show it the board longer',
};

/** A calibration for somebody at a terminal. */
export function readableCalibration(solution: CalibrationSolution): string {
  const percent = (value: number | null): string => (value === null ? 'unknown' : `${value.toFixed(2)} %`);
  const cameras = solution.cameras.flatMap((camera) => {
    const { name, calibration, reprojectionPx, worstViewPx, views, blurred, refused, coverage } = camera;
    const { x, y, z } = cameraStand(calibration);
    const lacks = lacksOf(solution, name);
    const focal = `${calibration.fx.toFixed(1)} × ${calibration.fy.toFixed(1)} px`;
    const spread = camera.focalDeviationPx === null ? '' : ` ± ${camera.focalDeviationPx.toFixed(1)}`;
    return [
      `${lacks.length === 0 ? 'good' : 'POOR'}  ${name}`,
      `      reprojection ${reprojectionPx.toFixed(3)} px (worst view ${worstViewPx.toFixed(3)}), ${views} views, ${blurred} blurred, ${refused} refused, ${Math.round(coverage * 100)} % of the picture`,
      `      focal length ${focal}${spread}, halves differ by ${percent(camera.focalHalvesPercent)}`,
      `      stands at ${[x, y, z].map((value) => value.toFixed(3)).join(', ')} m`,
      ...lacks.map((lack) => `      ${WHAT_TO_DO[lack]}`),
    ];
  });
  const pairs = solution.pairs.map(
    ({ a, b, moments, distanceM, halvesPercent }) =>
      `${a} – ${b}: ${distanceM.toFixed(4)} m apart, ${moments} shared views, halves differ by ${percent(halvesPercent)}`,
  );
  const axes = solution.axes === 'mat' ? 'Axes of the bay, from the board on the mat.' : 'Axes of one of the cameras.';
  return `${[...cameras, ...pairs, axes].join('\n')}\n`;
}
