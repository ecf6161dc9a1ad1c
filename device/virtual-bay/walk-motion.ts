import { bentAxis, poseBody, trunkFrame } from './body-pose.ts';
import type { Golfer } from './golfer.ts';
import type { FigureState, Motion } from './motion.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import { aboutAxis, add, along, compose, RADIANS, rotate, sub, UP, unit, type Vec3 } from './vector.ts';

/**
 * Somebody who walks past behind the golfer, along the target line: an even gait from hips, knees and swinging arms.
 * Nothing is measured on walkers; they are there to be ignored.
 */
const SPEED_MS = 1.25;
const LANE_Z_M = -1.85;
const START_X_M = -3.4;

export class WalkMotion implements Motion {
  readonly golfer: Golfer;
  readonly skeleton: Skeleton;
  readonly durationMs: number;
  readonly impactMs = null;
  private readonly fromMs: number;

  constructor(golfer: Golfer, options: { readonly fromMs: number; readonly durationMs: number }) {
    this.golfer = golfer;
    this.skeleton = skeletonOf(golfer.build);
    this.fromMs = options.fromMs;
    this.durationMs = options.durationMs;
  }

  at(ms: number): FigureState {
    const s = this.skeleton;
    const walkedM = ((ms - this.fromMs) / 1000) * SPEED_MS;
    const strideM = 0.82 * this.golfer.build.heightM;
    const phase = (2 * Math.PI * walkedM) / strideM;
    const facing = aboutAxis(UP, 90 * RADIANS);
    const hipY = s.rest.midHip[1] * 0.975 + 0.018 * Math.cos(2 * phase);
    const midHip: Vec3 = [START_X_M + walkedM, hipY, LANE_Z_M];
    const heading = -90;
    const pelvis = trunkFrame(bentAxis(0, 0), heading + 6 * Math.sin(phase));
    const spine = unit(add(bentAxis(0, 0), [0.06, 0, 0]));
    const thorax = trunkFrame(spine, heading - 7 * Math.sin(phase));
    const feet = [this.foot(midHip, facing, phase, 0), this.foot(midHip, facing, phase + Math.PI, 1)] as const;
    const midShoulder = along(midHip, spine, s.spineM);
    const hands = [
      this.hand(midShoulder, thorax, phase + Math.PI, 0),
      this.hand(midShoulder, thorax, phase, 1),
    ] as const;
    const body = poseBody(s, { midHip, pelvis, spine, thorax, head: facing, feet, hands });
    return { body, club: null, ball: null };
  }

  /** The foot stands for the first half of the stride, then swings forward in an arc. */
  private foot(midHip: Vec3, facing: readonly [number, number, number, number], phase: number, i: 0 | 1) {
    const s = this.skeleton;
    const turn = (((phase / (2 * Math.PI)) % 1) + 1) % 1;
    const strideM = 0.82 * this.golfer.build.heightM;
    const standing = turn < 0.6;
    const share = standing ? turn / 0.6 : (turn - 0.6) / 0.4;
    const eased = share * share * (3 - 2 * share);
    const ahead = standing ? 0.3 - 0.6 * share : -0.3 + 0.6 * eased;
    const liftM = standing ? 0 : 0.09 * Math.sin(Math.PI * share);
    const tilt = standing ? (26 * Math.max(0, share - 0.7)) / 0.3 : 26 * (1 - share) - 14 * share;
    const sideZ = (i === 0 ? -1 : 1) * s.hipHalfM * 0.75;
    const ankle: Vec3 = [
      midHip[0] + ahead * strideM,
      s.ankleHeightM + liftM + 0.05 * Math.max(0, tilt / 26),
      midHip[2] + sideZ,
    ];
    return { ankle, rotation: compose(facing, aboutAxis([1, 0, 0], tilt * RADIANS)) };
  }

  private hand(midShoulder: Vec3, thorax: readonly [number, number, number, number], phase: number, i: 0 | 1) {
    const s = this.skeleton;
    const shoulder = add(midShoulder, rotate(thorax, sub(s.rest.shoulders[i], s.rest.midShoulder)));
    const swing = 24 * RADIANS * Math.cos(phase) + 6 * RADIANS;
    const out = (i === 0 ? 1 : -1) * 0.12;
    const line = unit(rotate(thorax, [out, -Math.cos(swing), Math.sin(swing)]));
    const direction = unit(add(line, rotate(thorax, [0, 0, 0.2])));
    return {
      wrist: along(shoulder, line, (s.upperArmM + s.forearmM) * 0.97),
      direction,
      thumb: rotate(thorax, [0, 0, 1]),
    };
  }
}
