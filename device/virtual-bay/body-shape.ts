import type { Build } from './golfer.ts';
import { cutBelow, ellipsoid, type Primitive, roundCone, sphere } from './primitive.ts';
import type { Skeleton } from './skeleton.ts';
import { add, mix, type Vec3 } from './vector.ts';

/**
 * The solids of trunk, limbs, hands and shoes in the resting pose. Figures are for a person of 1.78 m of average
 * build, measured off anatomical drawings; girths and height scale them.
 */
export function trunkAndLimbs(build: Build, s: Skeleton, looseM = 0): Primitive[] {
  const { rest, size } = s;
  const g = build.torsoGirth * size;
  const limb = build.limbGirth * size;
  const hip = rest.midHip;
  const shoulder = rest.midShoulder;
  const trunk = (share: number, forward: number): Vec3 => add(mix(hip, shoulder, share), [0, 0, forward * size]);
  const chest = s.shoulderHalfM - 0.028 * size;
  const belly = build.bellyM ?? 0;
  const solids: Primitive[] = [
    ellipsoid(
      'abdomen-half',
      trunk(0.36, 0.01 + 0.5 * belly),
      [0.146 * g + 0.4 * belly + looseM, 0.16 * size, 0.106 * g + 0.6 * belly + looseM],
      0,
    ),
    ellipsoid(
      'pelvis',
      trunk(0.05, -0.008),
      [s.hipHalfM + 0.062 * g + 0.7 * looseM, 0.115 * size, 0.112 * g + 0.7 * looseM],
      0.05,
    ),
    ellipsoid('thorax', trunk(0.68, -0.006), [0.5 * (chest + 0.155 * g), 0.2 * size, 0.108 * g], 0.06),
    ellipsoid('thorax', trunk(0.8, 0.034), [0.115 * g, 0.085 * size, 0.07 * g], 0.05),
    roundCone(
      'thorax',
      [-chest + 0.02, shoulder[1] - 0.02 * size, -0.012],
      [chest - 0.02, shoulder[1] - 0.02 * size, -0.012],
      [0.062 * size, 0.062 * size],
      0.06,
    ),
    roundCone(
      'neck-half',
      [0, shoulder[1] + 0.01 * size, -0.01 * size],
      [0, shoulder[1] + 0.13 * size, 0.012 * size],
      [0.056 * size, 0.052 * size],
      0.045,
    ),
  ];
  for (const i of [0, 1] as const) {
    const side = i === 0 ? 'lead' : 'trail';
    const sign = i === 0 ? 1 : -1;
    const at = rest.shoulders[i];
    const elbow = rest.elbows[i];
    const sleeveEnd = mix(at, elbow, 0.52);
    solids.push(
      ellipsoid(
        'pelvis',
        add(hip, [sign * 0.07 * size, -0.035 * size, -0.05 * size]),
        [0.085 * g, 0.09 * size, 0.08 * g],
        0.04,
      ),
      roundCone(
        'thorax',
        [sign * 0.03, shoulder[1] + 0.06 * size, -0.018],
        [sign * (s.shoulderHalfM - 0.025), shoulder[1] - 0.004 * size, -0.01],
        [0.04 * size, 0.044 * size],
        0.05,
      ),
      sphere(`${side}-shoulder-half`, add(at, [0, -0.012, -0.004]), 0.059 * limb, 0.05),
      roundCone(
        `${side}-upper-arm`,
        mix(at, elbow, 0.12),
        sleeveEnd,
        [0.058 * limb + 0.5 * looseM, 0.058 * limb + 0.7 * looseM],
        0.03,
      ),
      roundCone(`${side}-upper-arm`, mix(at, elbow, 0.3), mix(at, elbow, 0.97), [0.05 * limb, 0.04 * limb], 0.012),
      roundCone(`${side}-forearm`, elbow, mix(elbow, rest.wrists[i], 0.35), [0.04 * limb, 0.043 * limb], 0.025),
      roundCone(
        `${side}-forearm`,
        mix(elbow, rest.wrists[i], 0.3),
        mix(elbow, rest.wrists[i], 1),
        [0.043 * limb, 0.028 * limb],
        0.03,
      ),
    );
    const { hips, knees, ankles } = rest;
    solids.push(
      sphere(`${side}-hip-half`, add(hips[i], [0, -0.02 * size, 0.002]), 0.094 * limb, 0.05),
      roundCone(
        `${side}-thigh`,
        mix(hips[i], knees[i], 0.18),
        mix(hips[i], knees[i], 0.98),
        [0.095 * limb + 0.3 * looseM, 0.066 * limb + 0.5 * looseM],
        0.02,
      ),
      roundCone(
        `${side}-shank`,
        mix(knees[i], ankles[i], 0.02),
        mix(knees[i], ankles[i], 0.3),
        [0.066 * limb + 0.5 * looseM, 0.067 * limb + 0.5 * looseM],
        0.012,
      ),
      roundCone(
        `${side}-shank`,
        add(mix(knees[i], ankles[i], 0.28), [0, 0, -0.006]),
        mix(knees[i], ankles[i], 0.96),
        [0.066 * limb + 0.5 * looseM, 0.056 * limb + 0.6 * looseM],
        0.012,
      ),
    );
  }
  return solids;
}

/** A closed hand round a grip, hanging along −y from its wrist; `palm` is the side the palm looks to. */
export function grippingHand(side: 'lead' | 'trail', wrist: Vec3, size: number): Primitive[] {
  const bone = `${side}-hand` as const;
  const palm = side === 'lead' ? -1 : 1;
  const at = (x: number, y: number, z: number): Vec3 => add(wrist, [x * palm * size, y * size, z * size]);
  return [
    roundCone(bone, at(-0.004, 0.008, 0), at(-0.012, -0.035, 0), [0.026 * size, 0.026 * size], 0),
    ellipsoid(bone, at(-0.019, -0.062, 0), [0.017 * size, 0.04 * size, 0.039 * size], 0.02),
    ellipsoid(bone, at(0.004, -0.084, -0.002), [0.027 * size, 0.023 * size, 0.039 * size], 0.016),
    roundCone(bone, at(-0.014, -0.03, 0.028), at(0.002, -0.07, 0.05), [0.013 * size, 0.01 * size], 0.014),
  ];
}

/** An open, hanging hand, for people who walk. */
export function hangingHand(side: 'lead' | 'trail', wrist: Vec3, size: number): Primitive[] {
  const bone = `${side}-hand` as const;
  const at = (x: number, y: number, z: number): Vec3 => add(wrist, [x * size, y * size, z * size]);
  return [
    roundCone(bone, at(0, 0.02, 0), at(0, -0.03, 0), [0.026 * size, 0.024 * size], 0),
    ellipsoid(bone, at(0, -0.065, 0.002), [0.018 * size, 0.05 * size, 0.038 * size], 0.02),
    ellipsoid(bone, at(0, -0.13, 0.006), [0.015 * size, 0.05 * size, 0.03 * size], 0.03),
    roundCone(bone, at(0, -0.04, 0.03), at(0, -0.09, 0.05), [0.013 * size, 0.01 * size], 0.014),
  ];
}

/** A shoe with a flat sole; the ankle joint is at `ankle`. */
export function shoe(side: 'lead' | 'trail', ankle: Vec3, s: Skeleton): Primitive[] {
  const bone = `${side}-foot` as const;
  const sole = ankle[1] - s.ankleHeightM;
  const k = s.size;
  const at = (y: number, z: number): Vec3 => [ankle[0], sole + y * k, ankle[2] + z * k];
  const solids = [
    roundCone(bone, at(0.095, -0.004), at(0.04, -0.012), [0.043 * k, 0.043 * k], 0),
    ellipsoid(bone, at(0.034, -0.03), [0.04 * k, 0.042 * k, 0.045 * k], 0.02),
    roundCone(bone, at(0.05, 0.0), at(0.026, 0.13), [0.044 * k, 0.03 * k], 0.03),
    ellipsoid(bone, at(0.022, 0.125), [0.048 * k, 0.03 * k, 0.07 * k], 0.03),
  ];
  return solids.map((solid) => cutBelow(solid, sole));
}
