import { DEGREES } from '../../geometry/angle.ts';
import { add, dot, lengthOf, normalize, scale, subtract, type Vector, vector } from '../../geometry/vector.ts';

/**
 * A jointed figure for the drawings of drills: a right-hander of 1.75 m, posed by the angles that reports speak of, in
 * the golfer's axes (x to the target, y up, z toward the ball; the origin between the feet on the ground). Segment
 * lengths follow Drillis and Contini (1966). It shows a position to people; nothing is measured on it.
 */
export interface MannequinPose {
  /** Between the ankles, metres. */
  readonly stanceM: number;
  readonly kneeFlex: number;
  readonly swayM: number;
  readonly thrustM: number;
  readonly liftM: number;
  readonly pelvisTurn: number;
  readonly shoulderTurn: number;
  readonly forwardBend: number;
  readonly sideBend: number;
  /** 0 looks at the ball, −90 at the target. */
  readonly headTurn: number;
  /** How far the face looks down, degrees. */
  readonly headPitch: number;
  readonly lead: FootPose;
  readonly trail: FootPose;
  readonly hands: HandsPose;
  readonly club: ClubPose | null;
}

export interface FootPose {
  readonly yaw: number;
  readonly heelLift: number;
  /** Moved from its place in the stance: to the target, up, toward the ball; metres. */
  readonly moved: readonly [number, number, number];
}

export type HandsPose =
  | {
      /** Both hands on one grip, swung in a plane: 0 hangs, 90 is level going back, −90 level going through. */
      readonly kind: 'swing';
      readonly angle: number;
      readonly plane: number;
      readonly reachM: number;
    }
  | {
      /** Each hand from mid-shoulder in the chest's own axes: to the lead side, up along the spine, forward. */
      readonly kind: 'chest';
      readonly lead: readonly [number, number, number];
      readonly trail: readonly [number, number, number];
    }
  | { readonly kind: 'at'; readonly lead: Vector; readonly trail: Vector };

/** From the lead hand, in a plane as the hands: 0 hangs, 90 points away from the target, 180 up. */
export interface ClubPose {
  readonly angle: number;
  readonly plane: number;
  readonly lengthM: number;
  /** The shaft runs from the lead hand through the trail hand, whatever the angle says. */
  readonly throughHands?: boolean;
}

export type Pair = readonly [lead: Vector, trail: Vector];

export interface MannequinJoints {
  readonly midHip: Vector;
  readonly midShoulder: Vector;
  readonly neck: Vector;
  readonly head: Vector;
  /** Unit vector that the face looks along. */
  readonly gaze: Vector;
  readonly shoulders: Pair;
  readonly elbows: Pair;
  readonly hands: Pair;
  readonly hips: Pair;
  readonly knees: Pair;
  readonly ankles: Pair;
  readonly toes: Pair;
  readonly heels: Pair;
  /** Across and forward of chest and pelvis. */
  readonly chestAcross: Vector;
  readonly chestForward: Vector;
  readonly spine: Vector;
  readonly pelvisAcross: Vector;
  readonly club: { readonly grip: Vector; readonly head: Vector } | null;
}

const THIGH = 0.43;
const SHANK = 0.43;
const SPINE = 0.5;
const SHOULDER_HALF = 0.18;
const HIP_HALF = 0.095;
const UPPER_ARM = 0.31;
const FOREARM = 0.27;
const ANKLE = 0.07;
const BALL_OF_FOOT = 0.12;

const rad = (degrees: number): number => degrees / DEGREES;
const cross = (a: Vector, b: Vector): Vector =>
  vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
const along = (from: Vector, direction: Vector, by: number): Vector => add(from, scale(direction, by));

/** A direction in a plane through the target line, inclined to the ground: 0 hangs down it, 90 away from the target. */
function inSwingPlane(angle: number, plane: number): Vector {
  const down = -Math.cos(rad(angle));
  return vector(-Math.sin(rad(angle)), down * Math.sin(rad(plane)), -down * Math.cos(rad(plane)));
}

export function poseMannequin(pose: MannequinPose): MannequinJoints {
  const bend = Math.tan(rad(pose.forwardBend));
  const spine = normalize(vector(-Math.tan(rad(pose.sideBend)), 1, bend));
  const chestAcross = acrossOf(spine, pose.shoulderTurn);
  const pelvisAcross = acrossOf(normalize(vector(-Math.tan(rad(pose.sideBend / 2)), 1, bend / 2)), pose.pelvisTurn);
  const feet = [footOf(pose, 1), footOf(pose, -1)] as const;
  const midHip = vector(pose.swayM, hipHeight(pose) + pose.liftM, -0.3 * SPINE * Math.sin(rad(pose.forwardBend)));
  const hipAt = add(midHip, vector(0, 0, pose.thrustM));
  const hips: Pair = [along(hipAt, pelvisAcross, HIP_HALF), along(hipAt, pelvisAcross, -HIP_HALF)];
  const midShoulder = along(hipAt, spine, SPINE);
  const shoulders: Pair = [
    along(midShoulder, chestAcross, SHOULDER_HALF),
    along(midShoulder, chestAcross, -SHOULDER_HALF),
  ];
  const chestForward = cross(chestAcross, spine);
  const asked = handsOf(pose.hands, midShoulder, [chestAcross, spine, chestForward]);
  const arms = [0, 1].map((i) => {
    const out = scale(chestAcross, i === 0 ? 0.35 : -0.6);
    const pole = add(add(out, vector(0, -1, 0)), scale(chestForward, -0.3));
    return chain(shoulders[i] as Vector, asked[i] as Vector, [UPPER_ARM, FOREARM], pole);
  }) as unknown as readonly [Chain, Chain];
  const legs = [0, 1].map((i) => {
    const foot = feet[i] as Foot;
    return chain(hips[i] as Vector, foot.ankle, [THIGH, SHANK], add(foot.forward, scale(vector(0, 0, 1), 0.4)));
  }) as unknown as readonly [Chain, Chain];
  const hands: Pair = [arms[0].end, arms[1].end];
  const grip = pose.hands.kind === 'swing' ? scale(add(hands[0], hands[1]), 0.5) : hands[0];
  const neck = along(midShoulder, spine, 0.07);
  const gaze = gazeOf(pose);
  const upright = normalize(add(scale(spine, 0.6), vector(0, 0.4, 0)));
  return {
    midHip: hipAt,
    midShoulder,
    neck,
    head: add(along(midShoulder, upright, 0.225), scale(vector(gaze.x, 0, gaze.z), 0.025)),
    gaze,
    shoulders,
    elbows: [arms[0].joint, arms[1].joint],
    hands,
    hips,
    knees: [legs[0].joint, legs[1].joint],
    ankles: [feet[0].ankle, feet[1].ankle],
    toes: [feet[0].toe, feet[1].toe],
    heels: [feet[0].heel, feet[1].heel],
    chestAcross,
    chestForward,
    spine,
    pelvisAcross,
    club: pose.club === null ? null : { grip, head: along(grip, shaftOf(pose.club, hands), pose.club.lengthM) },
  };
}

/** Out of both hands where they hold the grip apart, else as the club's own angle says. */
function shaftOf({ angle, plane, throughHands }: ClubPose, [lead, trail]: Pair): Vector {
  return throughHands === true ? normalize(subtract(trail, lead)) : inSwingPlane(angle, plane);
}

/** From the trail to the lead side of a trunk part, whose heading from above is the turn. */
function acrossOf(axis: Vector, turn: number): Vector {
  const heading = vector(Math.cos(rad(turn)), 0, Math.sin(rad(turn)));
  return normalize(add(heading, vector(0, -dot(heading, axis) / axis.y, 0)));
}

function hipHeight({ kneeFlex, stanceM }: MannequinPose): number {
  const inner = rad(180 - kneeFlex);
  const leg = Math.sqrt(THIGH ** 2 + SHANK ** 2 - 2 * THIGH * SHANK * Math.cos(inner));
  const out = Math.max(0, stanceM / 2 - HIP_HALF);
  return ANKLE + Math.sqrt(leg * leg - out * out);
}

interface Foot {
  readonly ankle: Vector;
  readonly toe: Vector;
  readonly heel: Vector;
  readonly forward: Vector;
}

/** A foot flat on the ground, or turned about its ball as the heel comes up. */
function footOf(pose: MannequinPose, side: 1 | -1): Foot {
  const { yaw, heelLift, moved } = side === 1 ? pose.lead : pose.trail;
  const forward = vector(side * Math.sin(rad(yaw * side)) * side, 0, Math.cos(rad(yaw)));
  const ball = add(vector((side * pose.stanceM) / 2 + moved[0], moved[1], moved[2]), scale(forward, BALL_OF_FOOT));
  const back = add(scale(forward, -Math.cos(rad(heelLift))), vector(0, Math.sin(rad(heelLift)), 0));
  const up = add(scale(forward, Math.sin(rad(heelLift))), vector(0, Math.cos(rad(heelLift)), 0));
  return {
    ankle: add(along(ball, back, BALL_OF_FOOT), scale(up, ANKLE)),
    toe: along(ball, forward, 0.06),
    heel: along(ball, back, BALL_OF_FOOT + 0.05),
    forward,
  };
}

function handsOf(hands: HandsPose, midShoulder: Vector, [x, y, z]: readonly [Vector, Vector, Vector]): Pair {
  const inChest = ([across, up, forward]: readonly [number, number, number]): Vector =>
    add(midShoulder, add(add(scale(x, across), scale(y, up)), scale(z, forward)));
  switch (hands.kind) {
    case 'chest':
      return [inChest(hands.lead), inChest(hands.trail)];
    case 'at':
      return [hands.lead, hands.trail];
    case 'swing': {
      const grip = along(midShoulder, inSwingPlane(hands.angle, hands.plane), hands.reachM);
      return [grip, along(grip, inSwingPlane(hands.angle, hands.plane), 0.05)];
    }
  }
}

interface Chain {
  readonly joint: Vector;
  readonly end: Vector;
}

/** Two bones to a target; out of reach, they point at it. The joint leaves the line toward the pole. */
function chain(root: Vector, target: Vector, [upper, lower]: readonly [number, number], pole: Vector): Chain {
  const line = normalize(subtract(target, root));
  const reach = Math.min(lengthOf(subtract(target, root)), (upper + lower) * 0.999);
  const cosine = (upper * upper + reach * reach - lower * lower) / (2 * upper * reach);
  const c = Math.min(1, Math.max(-1, cosine));
  const side = normalize(add(pole, scale(line, -dot(pole, line))));
  const joint = along(along(root, line, upper * c), side, upper * Math.sqrt(1 - c * c));
  return { joint, end: along(root, line, reach) };
}

function gazeOf({ headTurn, headPitch }: MannequinPose): Vector {
  const level = Math.cos(rad(headPitch));
  return vector(-Math.sin(rad(headTurn)) * level, -Math.sin(rad(headPitch)), Math.cos(rad(headTurn)) * level);
}
