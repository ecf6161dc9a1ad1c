import type { ClubTrack } from '../club/club-track.ts';
import type { CorrectedMotion } from '../correction/corrected-motion.ts';
import type { PoseModel } from '../pose/pose-model.ts';
import type { Handedness, SwingEvent } from '../report/swing-report.ts';
import type { ImpactSound } from '../sound/strike-features.ts';
import type { MotionView } from '../view/motion-view.ts';

/** Everything a swing is measured from. Times of tracks and events are on one clock, the report's. */
export interface SwingMotion {
  readonly views: readonly MotionView[];
  readonly handedness: Handedness;
  readonly events: readonly SwingEvent[];
  /** `factor` is how many times slower than life the clip runs; null where it is not known. */
  readonly slowMotion: { readonly suspected: boolean; readonly factor: number | null };
  /** The joints after the learned correction; without them plain triangulation is measured. */
  readonly corrected?: CorrectedMotion | null;
  /** The shaft in space, where two calibrated views saw it. */
  readonly club?: ClubTrack | null;
  /** The sound round the impact, where a microphone heard it. */
  readonly impactSound?: ImpactSound | null;
  /** Absent, the intervals are those of the least exact model. */
  readonly model?: PoseModel;
}
