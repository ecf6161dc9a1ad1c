import type { Build, Proportions } from './golfer.ts';
import type { Vec3 } from './vector.ts';

/**
 * Bone lengths and resting joint places of one build: standing upright, facing +z, arms spread down and out.
 * Segment shares of the height follow Drillis and Contini (1966). +x is the golfer's left, the lead side of the
 * right-hander that every golfer here is until the mirror.
 */
export interface Skeleton {
  /** Height over 1.78 m: girths and small features grow with it. */
  readonly size: number;
  readonly upperArmM: number;
  readonly forearmM: number;
  /** Wrist joint to the middle of the gripping hand. */
  readonly handM: number;
  readonly thighM: number;
  readonly shankM: number;
  /** Mid-hip to mid-shoulder. */
  readonly spineM: number;
  readonly hipHalfM: number;
  readonly shoulderHalfM: number;
  readonly ankleHeightM: number;
  readonly heelBackM: number;
  readonly toeForwardM: number;
  readonly rest: RestJoints;
}

export interface RestJoints {
  readonly midHip: Vec3;
  readonly midShoulder: Vec3;
  readonly neckTop: Vec3;
  readonly headCentre: Vec3;
  /** Index 0 is the lead (left) side, 1 the trail side, here and everywhere in this folder. */
  readonly shoulders: readonly [Vec3, Vec3];
  readonly elbows: readonly [Vec3, Vec3];
  readonly wrists: readonly [Vec3, Vec3];
  readonly hips: readonly [Vec3, Vec3];
  readonly knees: readonly [Vec3, Vec3];
  readonly ankles: readonly [Vec3, Vec3];
}

/** Direction of the resting arms: spread 38° from the body, so that no sleeve melts into the shirt. */
export const REST_ARM: readonly [Vec3, Vec3] = [
  [Math.sin(0.66), -Math.cos(0.66), 0],
  [-Math.sin(0.66), -Math.cos(0.66), 0],
];
/** The resting legs stand a little apart, so that the trousers do not melt into a skirt. */
export const REST_LEG: readonly [Vec3, Vec3] = [
  [Math.sin(0.09), -Math.cos(0.09), 0],
  [-Math.sin(0.09), -Math.cos(0.09), 0],
];

const AVERAGE: Proportions = { spine: 1, upperArm: 1, forearm: 1, thigh: 1, shank: 1 };

export function skeletonOf(build: Build): Skeleton {
  const h = build.heightM;
  const size = h / 1.78;
  const hipY = h * 0.53;
  const own = build.proportions ?? AVERAGE;
  const shoulderY = hipY + h * 0.288 * own.spine;
  const headLift = shoulderY - h * 0.818;
  const upperArmM = h * 0.178 * own.upperArm;
  const forearmM = h * 0.146 * own.forearm;
  const thighM = h * 0.245 * own.thigh;
  const shankM = h * 0.246 * own.shank;
  const side = <T>(make: (sign: 1 | -1, index: 0 | 1) => T): readonly [T, T] => [make(1, 0), make(-1, 1)];
  const shoulders = side((sign): Vec3 => [(sign * build.shoulderWidthM) / 2, shoulderY, 0]);
  const hips = side((sign): Vec3 => [(sign * build.hipWidthM) / 2, hipY, 0]);
  const down = (from: Vec3, direction: Vec3, by: number): Vec3 => [
    from[0] + direction[0] * by,
    from[1] + direction[1] * by,
    from[2] + direction[2] * by,
  ];
  const elbows = side((_, i) => down(shoulders[i], REST_ARM[i], upperArmM));
  const knees = side((_, i) => down(hips[i], REST_LEG[i], thighM));
  return {
    size,
    upperArmM,
    forearmM,
    handM: 0.078 * size,
    thighM,
    shankM,
    spineM: shoulderY - hipY,
    hipHalfM: build.hipWidthM / 2,
    shoulderHalfM: build.shoulderWidthM / 2,
    ankleHeightM: h * 0.039,
    heelBackM: h * 0.034,
    toeForwardM: h * 0.108,
    rest: {
      midHip: [0, hipY, 0],
      midShoulder: [0, shoulderY, 0],
      neckTop: [0, h * 0.873 + headLift, 0.012 * size],
      headCentre: [0, h - 0.118 * size + headLift, 0.022 * size],
      shoulders,
      elbows,
      wrists: side((_, i) => down(elbows[i], REST_ARM[i], forearmM)),
      hips,
      knees,
      ankles: side((_, i) => down(knees[i], REST_LEG[i], shankM)),
    },
  };
}
