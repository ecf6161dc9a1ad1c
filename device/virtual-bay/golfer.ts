/**
 * A golfer as numbers: build, look, club, and the swing's own angles at the moments that matter.
 *
 * Everything is said for a right-hander in bay axes (x to the target, y up, the golfer faces +z); a left-hander is
 * the mirror image in z. Angles are in degrees in the reports' signs: turns positive away from the target, forward
 * bend positive toward the ball, side bend positive to the trail side, sway positive to the target.
 *
 * These parameters are the truth: the body is built so that its shoulder line has exactly the heading `shoulderTurn`
 * and the line from mid-hip to mid-shoulder exactly the bends, whatever the arms do.
 */
export type Rgb = readonly [number, number, number];

export interface Build {
  readonly heightM: number;
  /** Joint to joint. */
  readonly shoulderWidthM: number;
  readonly hipWidthM: number;
  /** Factors on the girths of an average adult. */
  readonly torsoGirth: number;
  readonly limbGirth: number;
  /** Factors on the bone lengths of an average adult of this height; all 1 where absent. */
  readonly proportions?: Proportions;
  /** How far the belly stands out beyond an average one, in metres; 0 where absent. */
  readonly bellyM?: number;
}

export interface Proportions {
  /** Mid-hip to mid-shoulder. */
  readonly spine: number;
  readonly upperArm: number;
  readonly forearm: number;
  readonly thigh: number;
  readonly shank: number;
}

export interface Look {
  readonly skin: Rgb;
  readonly hair: Rgb;
  readonly cap: Rgb | null;
  readonly shirt: Rgb;
  readonly trim: Rgb;
  readonly trousers: Rgb;
  readonly shoes: Rgb;
  readonly glove: Rgb | null;
  /** A polo shirt and trousers where absent. */
  readonly outfit?: Outfit;
}

/** The cut of the clothes; colours are the look's. */
export interface Outfit {
  /** Length of the sleeves, of the way from shoulder to wrist. */
  readonly sleeveShare: number;
  /** Where the trousers end, of the way from hip to ankle. */
  readonly legShare: number;
  /** How far shirt and trousers stand off the body. */
  readonly looseM: number;
  /** Horizontal bands on the shirt in the trim's colour: their period, or 0 for none. */
  readonly stripeM: number;
}

export interface Club {
  readonly kind: 'iron' | 'wood';
  /** Butt to the middle of the club face. */
  readonly lengthM: number;
}

/** How the body is turned, bent and shifted at one moment of the swing. */
export interface BodyAngles {
  readonly shoulderTurn: number;
  readonly pelvisTurn: number;
  readonly forwardBend: number;
  readonly sideBend: number;
  /** Mid-hip along x, relative to address. */
  readonly swayM: number;
}

export interface Setup {
  readonly stanceWidthM: number;
  readonly leadFootFlare: number;
  readonly trailFootFlare: number;
  readonly kneeFlex: number;
  readonly body: BodyAngles;
  /** How far from vertical the arms hang toward the ball, seen down the line. */
  readonly armHang: number;
  /** Butt ahead of the head, seen face-on. */
  readonly shaftLean: number;
}

export interface TopOfSwing {
  readonly body: BodyAngles;
  readonly liftM: number;
  /** Lead arm in its plane, from hanging: 90 is level, 140 is hands at head height. */
  readonly armAngle: number;
  /** Inclination of that plane: 90 is upright. */
  readonly armPlane: number;
  /** Straightness of the lead arm, 1 is straight. */
  readonly leadReach: number;
  /** Shaft in its plane: 270 is level and pointing at the target. */
  readonly shaftAngle: number;
}

export interface Finish {
  readonly body: BodyAngles;
  /** Hands in thorax axes from mid-shoulder, metres for a height of 1.78: to the lead side, up, forward. */
  readonly hands: readonly [number, number, number];
  readonly shaftAngle: number;
  readonly heelLift: number;
}

export interface Tempo {
  /** From the first movement to the club's change of direction. */
  readonly backswingMs: number;
  readonly downswingMs: number;
  /** From impact to the held finish. */
  readonly followThroughMs: number;
}

export interface Golfer {
  readonly seed: number;
  readonly handedness: 'left' | 'right';
  readonly build: Build;
  readonly look: Look;
  readonly club: Club;
  readonly tempo: Tempo;
  readonly setup: Setup;
  readonly top: TopOfSwing;
  readonly impact: { readonly body: BodyAngles; readonly shaftLean: number; readonly heelLift: number };
  readonly finish: Finish;
}

/** The golfer of the documents and the first demo: middle of every range, right-handed, a seven iron. */
export const MODEL_GOLFER: Golfer = {
  seed: 0,
  handedness: 'right',
  build: { heightM: 1.8, shoulderWidthM: 0.385, hipWidthM: 0.205, torsoGirth: 1, limbGirth: 1 },
  look: {
    skin: [206, 156, 124],
    hair: [62, 44, 32],
    cap: [238, 240, 242],
    shirt: [196, 52, 52],
    trim: [244, 244, 244],
    trousers: [52, 58, 74],
    shoes: [236, 236, 232],
    glove: [242, 242, 240],
  },
  club: { kind: 'iron', lengthM: 0.95 },
  tempo: { backswingMs: 920, downswingMs: 275, followThroughMs: 720 },
  setup: {
    stanceWidthM: 0.46,
    leadFootFlare: 20,
    trailFootFlare: 8,
    kneeFlex: 21,
    body: { shoulderTurn: -2, pelvisTurn: 0, forwardBend: 36, sideBend: 7, swayM: 0 },
    armHang: 8,
    shaftLean: 4,
  },
  top: {
    body: { shoulderTurn: 90, pelvisTurn: 44, forwardBend: 36, sideBend: 1, swayM: -0.03 },
    liftM: 0,
    armAngle: 138,
    armPlane: 58,
    leadReach: 0.97,
    shaftAngle: 262,
  },
  impact: {
    body: { shoulderTurn: -26, pelvisTurn: -40, forwardBend: 32, sideBend: 17, swayM: 0.06 },
    shaftLean: 6,
    heelLift: 18,
  },
  finish: {
    body: { shoulderTurn: -118, pelvisTurn: -92, forwardBend: 2, sideBend: 3, swayM: 0.16 },
    hands: [0.14, 0.17, 0.16],
    shaftAngle: -262,
    heelLift: 66,
  },
};
