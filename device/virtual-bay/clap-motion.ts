import { bentAxis, poseBody, trunkFrame } from './body-pose.ts';
import type { Golfer } from './golfer.ts';
import type { FigureState, Motion } from './motion.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import { aboutAxis, UP, type Vec3 } from './vector.ts';

/** Somebody who stands at the ball and claps, hands before the chest: what calibrates the bay's microphone. */
const STANDS_Z_M = -0.3;
const HANDS_BEFORE_M = 0.36;
const HANDS_BELOW_SHOULDERS_M = 0.16;
/** Between the wrists of hands that touch, and of hands that are open. */
const TOUCHING_M = 0.08;
const OPEN_M = 0.5;
/** Palms meet at once, stay, and part slowly. */
const CLOSING_M_PER_MS = 3e-3;
const STAY_MS = 70;
const OPENING_M_PER_MS = 1.6e-3;

export class ClapMotion implements Motion {
  readonly golfer: Golfer;
  readonly skeleton: Skeleton;
  readonly durationMs: number;
  readonly impactMs = null;
  readonly #clapsMs: readonly number[];

  /** @param clapsMs when the palms meet */
  constructor(golfer: Golfer, clapsMs: readonly number[], durationMs: number) {
    this.golfer = golfer;
    this.skeleton = skeletonOf(golfer.build);
    this.durationMs = durationMs;
    this.#clapsMs = clapsMs;
  }

  /** Between the wrists, in metres. */
  apartM(ms: number): number {
    const each = this.#clapsMs.map((clapMs) => {
      const since = ms - clapMs;
      if (since < 0) return TOUCHING_M - CLOSING_M_PER_MS * since;
      return TOUCHING_M + OPENING_M_PER_MS * Math.max(0, since - STAY_MS);
    });
    return Math.min(OPEN_M, ...each);
  }

  at(ms: number): FigureState {
    const s = this.skeleton;
    const spine = bentAxis(3, 0);
    const midHip: Vec3 = [0, s.rest.midHip[1] * 0.985, STANDS_Z_M];
    const handsY = midHip[1] + s.spineM - HANDS_BELOW_SHOULDERS_M;
    const hand = (side: 1 | -1) => ({
      wrist: [(side * this.apartM(ms)) / 2, handsY, STANDS_Z_M + HANDS_BEFORE_M] as Vec3,
      direction: [0, 0.6, 0.8] as Vec3,
      thumb: [0, 0.8, -0.6] as Vec3,
    });
    const foot = (side: 1 | -1) => ({
      ankle: [side * (s.hipHalfM + 0.06), s.ankleHeightM, STANDS_Z_M - 0.03] as Vec3,
      rotation: aboutAxis(UP, 0),
    });
    const trunk = trunkFrame(spine, 0);
    const body = poseBody(s, {
      ...{ midHip, pelvis: trunk, spine, thorax: trunk, head: aboutAxis(UP, 0) },
      feet: [foot(1), foot(-1)],
      hands: [hand(1), hand(-1)],
    });
    return { body, club: null, ball: null };
  }
}
