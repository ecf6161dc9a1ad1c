import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import type { CameraRole } from '../report/swing-report.ts';

/** One camera's part of a swing. */
export interface MotionView {
  /** As the model gave it: not mirrored, not smoothed. */
  readonly track: PoseTrack;
  readonly role: CameraRole;
  readonly calibration: CameraCalibration | null;
}
