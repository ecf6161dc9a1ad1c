import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import type { SwingReport } from '../report/swing-report.ts';

/** A report with what it does not carry itself. */
export interface ComparedSwing {
  readonly report: SwingReport;
  /** By camera name, null for a camera without one; absent where nobody knows which they were. */
  readonly calibrations?: ReadonlyMap<string, CameraCalibration | null> | undefined;
}

/** Why two swings are not compared as neighbours; pages carry a sentence for each. */
export type UnlikeCondition =
  | 'other-session'
  | 'other-player'
  | 'other-hand'
  | 'other-cameras'
  | 'other-calibration'
  | 'other-model'
  | 'other-algorithms';

/**
 * Whether the error of both swings has the same causes: the same golfer in the same clothes, before the same cameras in
 * the same places, measured in the same way. Null when it has; else the first cause that differs. Calibrations that are
 * not known count as different, and a visit's guest is taken for one golfer only while the hand stays the same.
 */
export function unlikeCondition(a: ComparedSwing, b: ComparedSwing): UnlikeCondition | null {
  const [one, other] = [a.report, b.report];
  if (one.session !== other.session || one.bay !== other.bay) return 'other-session';
  if (one.player !== other.player) return 'other-player';
  if (one.handedness !== other.handedness) return 'other-hand';
  if (camerasOf(one) !== camerasOf(other)) return 'other-cameras';
  if (!sameCalibrations(a, b)) return 'other-calibration';
  const [v, w] = [one.versions, other.versions];
  if (v.model !== w.model || v.modelSha256 !== w.modelSha256 || v.frameStride !== w.frameStride) return 'other-model';
  return v.algorithms === w.algorithms ? null : 'other-algorithms';
}

function camerasOf({ cameras }: SwingReport): string {
  const facts = cameras.map(({ name, role, width, height, calibrated }) => [name, role, width, height, calibrated]);
  return JSON.stringify(facts.sort((a, b) => String(a[0]).localeCompare(String(b[0]))));
}

function sameCalibrations(a: ComparedSwing, b: ComparedSwing): boolean {
  if (a.report.cameras.every(({ calibrated }) => !calibrated)) return true;
  if (a.calibrations === undefined || b.calibrations === undefined) return false;
  return a.report.cameras.every(
    ({ name }) => JSON.stringify(a.calibrations?.get(name)) === JSON.stringify(b.calibrations?.get(name)),
  );
}
