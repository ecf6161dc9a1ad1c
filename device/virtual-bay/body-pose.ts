import { REST_ARM, REST_LEG, type Skeleton } from './skeleton.ts';
import {
  aboutAxis,
  add,
  along,
  compose,
  cross,
  distance,
  dot,
  fromAxes,
  halfway,
  mix,
  type Quat,
  RADIANS,
  reject,
  rotate,
  scale,
  shortestArc,
  sub,
  UP,
  unit,
  type Vec3,
} from './vector.ts';

/** The rigid parts a body is made of; the `…-half` ones lie half way between their neighbours, where skin stretches. */
export const BONES = [
  'pelvis',
  'abdomen-half',
  'thorax',
  'neck-half',
  'head',
  'lead-shoulder-half',
  'trail-shoulder-half',
  'lead-upper-arm',
  'trail-upper-arm',
  'lead-forearm',
  'trail-forearm',
  'lead-hand',
  'trail-hand',
  'lead-hip-half',
  'trail-hip-half',
  'lead-thigh',
  'trail-thigh',
  'lead-shank',
  'trail-shank',
  'lead-foot',
  'trail-foot',
] as const;
export type BoneName = (typeof BONES)[number];
export const BONE = Object.fromEntries(BONES.map((name, index) => [name, index])) as Record<BoneName, number>;

/** Takes a point of the resting body to the posed one: rotation · (point − from) + to. */
export interface BoneTransform {
  readonly rotation: Quat;
  readonly from: Vec3;
  readonly to: Vec3;
}

type Pair<T> = readonly [T, T];

/** What a motion has to say about a moment; the elbows and knees follow. */
export interface BodyTargets {
  readonly midHip: Vec3;
  readonly pelvis: Quat;
  /** Unit vector from mid-hip to mid-shoulder. */
  readonly spine: Vec3;
  readonly thorax: Quat;
  readonly head: Quat;
  readonly feet: Pair<FootTarget>;
  /** Wrist joint, the hand's own direction, and the direction its thumb points in. */
  readonly hands: Pair<{ readonly wrist: Vec3; readonly direction: Vec3; readonly thumb: Vec3 }>;
}

export interface FootTarget {
  readonly ankle: Vec3;
  readonly rotation: Quat;
}

export interface BodyPose {
  readonly bones: readonly BoneTransform[];
  readonly midHip: Vec3;
  readonly midShoulder: Vec3;
  readonly headCentre: Vec3;
  readonly shoulders: Pair<Vec3>;
  readonly elbows: Pair<Vec3>;
  readonly wrists: Pair<Vec3>;
  readonly hips: Pair<Vec3>;
  readonly knees: Pair<Vec3>;
  readonly ankles: Pair<Vec3>;
}

/**
 * The orthonormal frame of a trunk part whose axis is `axis` and whose left-right line, seen from above, points
 * `turn` degrees away from the target: the definition by which the golfer's turns are the truth.
 */
export function trunkFrame(axis: Vec3, turnDegrees: number): Quat {
  const turn = turnDegrees * RADIANS;
  const heading: Vec3 = [Math.cos(turn), 0, Math.sin(turn)];
  const lateral = unit(along(heading, UP, -dot(heading, axis) / axis[1]));
  return fromAxes(lateral, axis, cross(lateral, axis));
}

/** Unit vector of a trunk bent forward (toward +z) and sideways (toward −x), as the two cameras would see it. */
export function bentAxis(forwardDegrees: number, sideDegrees: number): Vec3 {
  return unit([-Math.tan(sideDegrees * RADIANS), 1, Math.tan(forwardDegrees * RADIANS)]);
}

/** The middle joint of a two-bone chain; a target out of reach is approached along the straight chain. */
function bendJoint(root: Vec3, end: Vec3, upper: number, lower: number, pole: Vec3): Vec3 {
  const line = unit(sub(end, root));
  const d = Math.min(distance(root, end), (upper + lower) * 0.99999);
  const cosine = (upper * upper + d * d - lower * lower) / (2 * upper * d);
  const c = Math.min(1, Math.max(-1, cosine));
  const side = unit(reject(pole, line));
  return along(along(root, line, upper * c), side, upper * Math.sqrt(1 - c * c));
}

export function poseBody(skeleton: Skeleton, targets: BodyTargets): BodyPose {
  const { rest } = skeleton;
  const { midHip, pelvis, thorax, head } = targets;
  const midShoulder = along(midHip, targets.spine, skeleton.spineM);
  const atThorax = (point: Vec3) => add(midShoulder, rotate(thorax, sub(point, rest.midShoulder)));
  const atPelvis = (point: Vec3) => add(midHip, rotate(pelvis, sub(point, rest.midHip)));
  const neckTop = mix(
    atThorax(rest.neckTop),
    add(midShoulder, rotate(head, sub(rest.neckTop, rest.midShoulder))),
    0.35,
  );
  const pair = <T>(make: (i: 0 | 1) => T): Pair<T> => [make(0), make(1)];

  const shoulders = pair((i) => atThorax(rest.shoulders[i]));
  const hips = pair((i) => atPelvis(rest.hips[i]));
  const elbows = pair((i) => {
    const out = rotate(thorax, [i === 0 ? 0.5 : -0.5, -0.6, -0.5]);
    const pole = add(out, [0, -0.75, 0]);
    return bendJoint(shoulders[i], targets.hands[i].wrist, skeleton.upperArmM, skeleton.forearmM, pole);
  });
  const wrists = pair((i) => {
    const line = unit(sub(targets.hands[i].wrist, elbows[i]));
    return along(elbows[i], line, skeleton.forearmM);
  });
  const knees = pair((i) => {
    const toes = rotate(targets.feet[i].rotation, [0, 0, 1]);
    const pole = add(scale(toes, 0.8), rotate(pelvis, [i === 0 ? 0.12 : -0.12, 0, 0.5]));
    return bendJoint(hips[i], targets.feet[i].ankle, skeleton.thighM, skeleton.shankM, pole);
  });
  const ankles = pair((i) => along(knees[i], unit(sub(targets.feet[i].ankle, knees[i])), skeleton.shankM));

  const bones: BoneTransform[] = new Array(BONES.length);
  const place = (name: BoneName, rotation: Quat, from: Vec3, to: Vec3) => {
    bones[BONE[name]] = { rotation, from, to };
  };
  place('pelvis', pelvis, rest.midHip, midHip);
  const waist = mix(rest.midHip, rest.midShoulder, 0.4);
  place('abdomen-half', halfway(pelvis, thorax), waist, along(midHip, targets.spine, skeleton.spineM * 0.4));
  place('thorax', thorax, rest.midShoulder, midShoulder);
  place('neck-half', halfway(thorax, head), rest.neckTop, neckTop);
  place('head', head, rest.neckTop, neckTop);
  for (const i of [0, 1] as const) {
    const side = i === 0 ? 'lead' : 'trail';
    const upper = unit(sub(elbows[i], shoulders[i]));
    const fore = unit(sub(wrists[i], elbows[i]));
    const upperArm = compose(shortestArc(rotate(thorax, REST_ARM[i]), upper), thorax);
    const forearm = compose(shortestArc(upper, fore), upperArm);
    place(`${side}-shoulder-half`, halfway(thorax, upperArm), rest.shoulders[i], shoulders[i]);
    place(`${side}-upper-arm`, upperArm, rest.shoulders[i], shoulders[i]);
    place(`${side}-forearm`, forearm, rest.elbows[i], elbows[i]);
    place(`${side}-hand`, handRotation(targets.hands[i].direction, targets.hands[i].thumb), rest.wrists[i], wrists[i]);
    const thighLine = unit(sub(knees[i], hips[i]));
    const shankLine = unit(sub(ankles[i], knees[i]));
    const thigh = compose(shortestArc(rotate(pelvis, REST_LEG[i]), thighLine), pelvis);
    const shank = compose(shortestArc(thighLine, shankLine), thigh);
    place(`${side}-hip-half`, halfway(pelvis, thigh), rest.hips[i], hips[i]);
    place(`${side}-thigh`, thigh, rest.hips[i], hips[i]);
    place(`${side}-shank`, shank, rest.knees[i], knees[i]);
    place(`${side}-foot`, targets.feet[i].rotation, rest.ankles[i], ankles[i]);
  }
  const headCentre = add(neckTop, rotate(head, sub(rest.headCentre, rest.neckTop)));
  return { bones, midHip, midShoulder, headCentre, shoulders, elbows, wrists, hips, knees, ankles };
}

/** The resting hand hangs along −y with its thumb to +z. */
function handRotation(direction: Vec3, thumb: Vec3): Quat {
  const y = scale(direction, -1);
  const z = unit(reject(thumb, y));
  return fromAxes(cross(y, z), y, z);
}

/** A foot flat on the ground, or turning about its ball as the heel comes up; yaw turns the toes to the target. */
export function placeFoot(
  skeleton: Skeleton,
  flat: { readonly ankle: Vec3; readonly yawDegrees: number },
  turned: { readonly yawDegrees: number; readonly heelLiftDegrees: number },
): FootTarget {
  const ballOfFoot: Vec3 = [0, -skeleton.ankleHeightM, skeleton.toeForwardM * 0.72];
  const pivot = add(flat.ankle, rotate(aboutAxis(UP, flat.yawDegrees * RADIANS), ballOfFoot));
  const yaw = aboutAxis(UP, (flat.yawDegrees + turned.yawDegrees) * RADIANS);
  const rotation = compose(yaw, aboutAxis([1, 0, 0], turned.heelLiftDegrees * RADIANS));
  return { ankle: sub(pivot, rotate(rotation, ballOfFoot)), rotation };
}

/** A point of the resting body carried along by one bone. */
export function carried(pose: BodyPose, bone: BoneName, restPoint: Vec3): Vec3 {
  const transform = pose.bones[BONE[bone]] as BoneTransform;
  return add(transform.to, rotate(transform.rotation, sub(restPoint, transform.from)));
}
