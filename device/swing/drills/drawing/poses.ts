import type { FootPose, MannequinPose } from './mannequin.ts';

/** Positions that drawings start from. Each is a plain seven-iron swing's, by the angles of `golf` textbooks. */
const flat = (yaw: number): FootPose => ({ yaw, heelLift: 0, moved: [0, 0, 0] });

export const ADDRESS: MannequinPose = {
  stanceM: 0.44,
  kneeFlex: 22,
  swayM: 0,
  thrustM: 0,
  liftM: 0,
  pelvisTurn: 0,
  shoulderTurn: 0,
  forwardBend: 36,
  sideBend: 7,
  headTurn: 0,
  headPitch: 50,
  lead: flat(20),
  trail: flat(-8),
  hands: { kind: 'swing', angle: -6, plane: 80, reachM: 0.52 },
  club: { angle: 4, plane: 53, lengthM: 0.92 },
};

export const TOP: MannequinPose = {
  ...ADDRESS,
  swayM: -0.03,
  pelvisTurn: 44,
  shoulderTurn: 90,
  sideBend: 2,
  headTurn: 18,
  hands: { kind: 'swing', angle: 140, plane: 60, reachM: 0.5 },
  club: { angle: 262, plane: 62, lengthM: 0.92 },
};

/** Lead arm level on the way back. */
export const HALF_BACK: MannequinPose = {
  ...ADDRESS,
  swayM: -0.03,
  pelvisTurn: 28,
  shoulderTurn: 62,
  sideBend: 4,
  headTurn: 8,
  hands: { kind: 'swing', angle: 84, plane: 62, reachM: 0.52 },
  club: { angle: 172, plane: 62, lengthM: 0.92 },
};

export const DELIVERY: MannequinPose = {
  ...ADDRESS,
  swayM: 0.04,
  pelvisTurn: -14,
  shoulderTurn: 18,
  sideBend: 12,
  trail: { yaw: -8, heelLift: 10, moved: [0, 0, 0] },
  hands: { kind: 'swing', angle: 42, plane: 66, reachM: 0.5 },
  club: { angle: 122, plane: 56, lengthM: 0.92 },
};

export const IMPACT: MannequinPose = {
  ...ADDRESS,
  swayM: 0.07,
  pelvisTurn: -40,
  shoulderTurn: -22,
  forwardBend: 34,
  sideBend: 20,
  trail: { yaw: 6, heelLift: 24, moved: [0, 0, 0] },
  hands: { kind: 'swing', angle: -14, plane: 82, reachM: 0.53 },
  club: { angle: 9, plane: 55, lengthM: 0.92 },
};

/** Both arms long, club level after the ball. */
export const RELEASE: MannequinPose = {
  ...IMPACT,
  swayM: 0.1,
  pelvisTurn: -62,
  shoulderTurn: -52,
  headTurn: -16,
  sideBend: 18,
  trail: { yaw: 20, heelLift: 40, moved: [0, 0, 0] },
  hands: { kind: 'swing', angle: -62, plane: 70, reachM: 0.53 },
  club: { angle: -92, plane: 62, lengthM: 0.92 },
};

export const FINISH: MannequinPose = {
  ...ADDRESS,
  swayM: 0.17,
  liftM: 0.05,
  pelvisTurn: -86,
  shoulderTurn: -112,
  forwardBend: 2,
  sideBend: 3,
  headTurn: -86,
  headPitch: 4,
  lead: flat(28),
  trail: { yaw: 50, heelLift: 66, moved: [0.06, 0, 0] },
  hands: { kind: 'chest', lead: [0.16, 0.16, 0.16], trail: [0.14, 0.2, 0.17] },
  club: { angle: -222, plane: 60, lengthM: 0.92 },
};

export const STANDING: MannequinPose = {
  ...ADDRESS,
  kneeFlex: 6,
  forwardBend: 2,
  sideBend: 0,
  headPitch: 6,
  hands: { kind: 'chest', lead: [0.26, -0.5, 0.06], trail: [-0.26, -0.5, 0.06] },
  club: null,
};

/** Arms folded over the chest. */
export const FOLDED: Pick<MannequinPose, 'hands' | 'club'> = {
  hands: { kind: 'chest', lead: [-0.14, -0.12, 0.15], trail: [0.14, -0.08, 0.17] },
  club: null,
};

/** Hands on the ends of a rod across the shoulders. */
export const HOLDING_SHOULDERS: Pick<MannequinPose, 'hands' | 'club'> = {
  hands: { kind: 'chest', lead: [0.17, -0.02, 0.13], trail: [-0.17, -0.02, 0.13] },
  club: null,
};

export function posed(from: MannequinPose, changes: Partial<MannequinPose>): MannequinPose {
  return { ...from, ...changes };
}
