import { backswingTime } from './backswing-time.ts';
import { downswingTime } from './downswing-time.ts';
import { finishBalance } from './finish-balance.ts';
import { handPathLength } from './hand-path-length.ts';
import { handPlane } from './hand-plane.ts';
import { handPlaneShift } from './hand-plane-shift.ts';
import { handSpeed } from './hand-speed.ts';
import { headLift } from './head-lift.ts';
import { headSway } from './head-sway.ts';
import { headThrust } from './head-thrust.ts';
import { leadArmAngle } from './lead-arm-angle.ts';
import { leadArmElevation } from './lead-arm-elevation.ts';
import { leadArmPeakSpeed } from './lead-arm-peak-speed.ts';
import { leadKneeFlex } from './lead-knee-flex.ts';
import { leadKneeSway } from './lead-knee-sway.ts';
import { pelvisLift } from './pelvis-lift.ts';
import { pelvisPeakSpeed } from './pelvis-peak-speed.ts';
import { pelvisSway } from './pelvis-sway.ts';
import { pelvisThrust } from './pelvis-thrust.ts';
import { pelvisTurn } from './pelvis-turn.ts';
import { postureLoss } from './posture-loss.ts';
import { sequenceGapPelvisShoulder } from './sequence-gap-pelvis-shoulder.ts';
import { sequenceGapShoulderArm } from './sequence-gap-shoulder-arm.ts';
import { sequenceOrder } from './sequence-order.ts';
import { shaftLean } from './shaft-lean.ts';
import { shaftPastParallel } from './shaft-past-parallel.ts';
import { shaftPlane } from './shaft-plane.ts';
import { shoulderPeakSpeed } from './shoulder-peak-speed.ts';
import { shoulderTilt } from './shoulder-tilt.ts';
import { shoulderTurn } from './shoulder-turn.ts';
import { sideBend } from './side-bend.ts';
import { spineAngle } from './spine-angle.ts';
import { stanceWidth } from './stance-width.ts';
import { strikeQuality } from './strike-quality.ts';
import { tempoRatio } from './tempo-ratio.ts';
import { trailElbowAngle } from './trail-elbow-angle.ts';
import { trailElbowLift } from './trail-elbow-lift.ts';
import { trailKneeFlex } from './trail-knee-flex.ts';
import { trailKneeSway } from './trail-knee-sway.ts';
import { transitionTime } from './transition-time.ts';
import { weightShift } from './weight-shift.ts';
import { wristHinge } from './wrist-hinge.ts';
import { xFactor } from './x-factor.ts';
import { xFactorStretch } from './x-factor-stretch.ts';
import type { Metric } from './reading.ts';

/** Every metric, in the order of a report. */
export const METRICS: readonly Metric[] = [
  tempoRatio,
  backswingTime,
  downswingTime,
  transitionTime,
  shoulderTurn,
  pelvisTurn,
  xFactor,
  xFactorStretch,
  spineAngle,
  postureLoss,
  sideBend,
  shoulderTilt,
  leadKneeFlex,
  trailKneeFlex,
  leadKneeSway,
  trailKneeSway,
  stanceWidth,
  pelvisSway,
  pelvisThrust,
  pelvisLift,
  headSway,
  headThrust,
  headLift,
  weightShift,
  leadArmAngle,
  leadArmElevation,
  trailElbowAngle,
  trailElbowLift,
  wristHinge,
  shaftPastParallel,
  shaftPlane,
  shaftLean,
  handSpeed,
  handPathLength,
  handPlane,
  handPlaneShift,
  pelvisPeakSpeed,
  shoulderPeakSpeed,
  leadArmPeakSpeed,
  sequenceGapPelvisShoulder,
  sequenceGapShoulderArm,
  sequenceOrder,
  finishBalance,
  strikeQuality,
];
