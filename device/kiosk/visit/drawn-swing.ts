/**
 * A swing as a line drawing, for a screen at which nobody stands: a right-hander seen face-on, drawn from eight
 * positions and what lies between them. A drawing, not a measurement: nothing is read off it.
 *
 * Places are in body heights, x to the viewer's right (towards the target), y up from the ground.
 */
type Place = readonly [x: number, y: number];

interface Position {
  readonly atS: number;
  readonly hands: Place;
  /** Where the club points from the hands: 0 down, 90 to the target, in degrees that go on round. */
  readonly clubDegrees: number;
  /** 0 square to the viewer, −1 turned fully away from the target, 1 towards it. */
  readonly turn: number;
  /** Pelvis towards the target. */
  readonly shift: number;
}

const POSITIONS: readonly Position[] = [
  { atS: 0, hands: [0.02, 0.42], clubDegrees: 3, turn: 0, shift: 0 },
  { atS: 0.9, hands: [0.02, 0.42], clubDegrees: 3, turn: 0, shift: 0 },
  { atS: 1.3, hands: [-0.21, 0.45], clubDegrees: -72, turn: -0.4, shift: -0.015 },
  { atS: 1.55, hands: [-0.36, 0.66], clubDegrees: -150, turn: -0.75, shift: -0.02 },
  { atS: 1.9, hands: [-0.312, 0.968], clubDegrees: -258, turn: -1, shift: -0.01 },
  { atS: 2.02, hands: [-0.338, 0.85], clubDegrees: -238, turn: -0.75, shift: 0.02 },
  { atS: 2.1, hands: [-0.25, 0.6], clubDegrees: -140, turn: -0.35, shift: 0.04 },
  { atS: 2.18, hands: [0.05, 0.43], clubDegrees: 0, turn: 0.15, shift: 0.06 },
  { atS: 2.3, hands: [0.34, 0.58], clubDegrees: 105, turn: 0.6, shift: 0.08 },
  { atS: 2.6, hands: [0.2, 0.98], clubDegrees: 225, turn: 1, shift: 0.09 },
  { atS: 3, hands: [0.1, 1.02], clubDegrees: 262, turn: 1, shift: 0.1 },
];

const TOP_AT_S = 1.9;
/** The finish is held, then the drawing begins anew. */
export const DRAWN_SWING_S = 4.6;
const HANDS_FROM_S = 0.9;
const HANDS_TO_S = 3;
const HANDS_STEP_S = 0.008;

const UPPER_ARM = 0.19;
const FOREARM = 0.2;
const CLUB = 0.42;
const SHOULDER_HALF = 0.115;
const HIP_HALF = 0.075;

export interface DrawnPose {
  readonly head: Place;
  /** Each a line through joints. */
  readonly limbs: readonly (readonly Place[])[];
  readonly club: readonly [Place, Place];
  readonly hands: Place;
}

/** @param seconds since the drawing began; beyond its end the finish is held */
export function drawnPose(seconds: number): DrawnPose {
  const { hands, clubDegrees, turn, shift } = positionAt(seconds);
  const pelvis: Place = [shift, 0.52];
  const chest: Place = [shift * 0.3 - 0.01, 0.8];
  const across = Math.cos((turn * Math.PI) / 2);
  // A shoulder that turns to the front of the body comes lower.
  const shoulder = (side: number): Place => [
    chest[0] + side * SHOULDER_HALF * (0.25 + 0.75 * across),
    chest[1] - side * 0.04 * -turn * 0.8 - 0.01,
  ];
  const hip = (side: number): Place => [pelvis[0] + side * HIP_HALF * (0.5 + 0.5 * across), pelvis[1]];
  const ankle = (side: number): Place => [side * 0.15, 0.03];
  const heel = Math.max(0, turn) * 0.05;
  const foot = (side: number): Place => (side < 0 ? [ankle(side)[0] + heel, 0.03 + heel] : ankle(side));
  const leg = (side: number): Place[] => [hip(side), bent(hip(side), foot(side), 0.26, 0.25, side), foot(side)];
  const arm = (side: number): Place[] => {
    const from = shoulder(side);
    return [from, bent(from, hands, UPPER_ARM, FOREARM, elbowSide(side, from, hands)), hands];
  };
  const angle = (clubDegrees * Math.PI) / 180;
  return {
    head: [chest[0] + 0.005, 0.93],
    limbs: [leg(-1), leg(1), [hip(-1), hip(1)], [pelvis, chest], [shoulder(-1), shoulder(1)], arm(-1), arm(1)],
    club: [hands, [hands[0] + Math.sin(angle) * CLUB, hands[1] - Math.cos(angle) * CLUB]],
    hands,
  };
}

/** Where somebody who wants no motion sees the swing best. */
export const STILL_AT_S = TOP_AT_S;

/** The way of the hands from the start to the finish. */
export function handPath(toS = HANDS_TO_S): Place[] {
  const until = Math.min(toS, HANDS_TO_S);
  const steps = Math.max(0, Math.floor((until - HANDS_FROM_S) / HANDS_STEP_S));
  return Array.from({ length: steps + 1 }, (_, step) => positionAt(HANDS_FROM_S + step * HANDS_STEP_S).hands);
}

function positionAt(seconds: number): Position {
  const at = Math.min(seconds, POSITIONS.at(-1)?.atS ?? 0);
  const next = Math.max(
    1,
    POSITIONS.findIndex(({ atS }) => atS >= at),
  );
  const around = [next - 2, next - 1, next, next + 1].map(
    (index) => POSITIONS[Math.min(Math.max(0, index), POSITIONS.length - 1)] as Position,
  ) as [Position, Position, Position, Position];
  const [, from, to] = around;
  const share = (at - from.atS) / (to.atS - from.atS);
  const along = (of: (position: Position) => number) =>
    smooth(around.map(of) as Four, around.map(({ atS }) => atS) as Four, share);
  return {
    atS: at,
    hands: [along(({ hands }) => hands[0]), along(({ hands }) => hands[1])],
    clubDegrees: along(({ clubDegrees }) => clubDegrees),
    turn: along(({ turn }) => turn),
    shift: along(({ shift }) => shift),
  };
}

type Four = [number, number, number, number];

/** Cubic Hermite between the middle two, each with the slope of its neighbours (Catmull and Rom, uneven times). */
function smooth([a, b, c, d]: Four, [ta, tb, tc, td]: Four, share: number): number {
  const span = tc - tb;
  const slopeB = tc === ta ? 0 : ((c - a) / (tc - ta)) * span;
  const slopeC = td === tb ? 0 : ((d - b) / (td - tb)) * span;
  const [s2, s3] = [share ** 2, share ** 3];
  return (2 * s3 - 3 * s2 + 1) * b + (s3 - 2 * s2 + share) * slopeB + (3 * s2 - 2 * s3) * c + (s3 - s2) * slopeC;
}

/** Elbows point outwards while the hands hang, and down once they are above the shoulders. */
function elbowSide(side: number, shoulder: Place, hands: Place): number {
  const rise = Math.min(1, Math.max(0, (hands[1] - shoulder[1] + 0.15) / 0.25));
  const share = rise * rise * (3 - 2 * rise);
  return side * (1 - share) - Math.sign(hands[0] - shoulder[0]) * share;
}

/** The joint between two ends of given bones, bent to a side; straight where they hardly reach. */
function bent(from: Place, to: Place, first: number, second: number, side: number): Place {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const far = Math.max(1e-6, Math.hypot(dx, dy));
  const along = Math.min(first, (far ** 2 + first ** 2 - second ** 2) / (2 * far));
  const out = Math.sqrt(Math.max(0, first ** 2 - along ** 2)) * side;
  return [from[0] + (dx * along - dy * out) / far, from[1] + (dy * along + dx * out) / far];
}
