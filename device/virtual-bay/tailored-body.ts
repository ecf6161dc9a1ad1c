import type { Build } from './golfer.ts';
import { type Primitive, roundCone, sphere, taperedSlab } from './primitive.ts';
import type { Skeleton } from './skeleton.ts';
import { mix } from './vector.ts';

/**
 * The same skeleton drawn another way: slabs of cloth cut like garments, hanging over hips and shoulders with edges and
 * a hem, limbs as separate tubes that hardly melt into each other. Whatever learns to measure on blended bodies is
 * tried on these, which it has never seen.
 */
export function tailoredTrunkAndLimbs(build: Build, s: Skeleton, looseM: number): Primitive[] {
  const { rest, size } = s;
  const g = build.torsoGirth * size;
  const limb = build.limbGirth * size;
  const belly = build.bellyM ?? 0;
  const hipY = rest.midHip[1];
  const rise = rest.midShoulder[1] - hipY;
  const section = (share: number, halfX: number, halfZ: number, z: number) => ({
    y: hipY + share * rise,
    halfX: halfX + looseM,
    halfZ: halfZ + looseM,
    z: z * size,
  });
  const solids: Primitive[] = [
    taperedSlab(
      'pelvis',
      0,
      [
        section(-0.22, s.hipHalfM + 0.075 * g, 0.12 * g, -0.012),
        section(0.1, s.hipHalfM + 0.06 * g, 0.115 * g, -0.008),
        section(0.3, 0.14 * g, 0.1 * g, 0),
      ],
      0.06,
      0,
    ),
    taperedSlab(
      'abdomen-half',
      0,
      [
        section(0.12, 0.155 * g + 0.3 * belly, 0.11 * g + 0.6 * belly, 0.008 + 0.4 * belly),
        section(0.4, 0.15 * g + 0.3 * belly, 0.105 * g + 0.6 * belly, 0.01 + 0.4 * belly),
        section(0.62, 0.158 * g, 0.108 * g, 0.004),
      ],
      0.05,
      0.02,
    ),
    taperedSlab(
      'thorax',
      0,
      [
        section(0.48, 0.156 * g, 0.108 * g, 0.002),
        section(0.78, 0.5 * (s.shoulderHalfM + 0.13 * g), 0.116 * g, 0.004),
        section(1.08, s.shoulderHalfM - 0.02, 0.062 * size, -0.012),
      ],
      0.05,
      0.025,
    ),
    roundCone(
      'neck-half',
      [0, rest.midShoulder[1] + 0.02 * size, -0.012 * size],
      [0, rest.midShoulder[1] + 0.14 * size, 0.014 * size],
      [0.062 * size, 0.055 * size],
      0.012,
    ),
  ];
  for (const i of [0, 1] as const) {
    const side = i === 0 ? 'lead' : 'trail';
    const shoulder = rest.shoulders[i];
    const elbow = rest.elbows[i];
    const wrist = rest.wrists[i];
    const hip = rest.hips[i];
    const knee = rest.knees[i];
    const ankle = rest.ankles[i];
    const sleeve = 0.6 * looseM;
    solids.push(
      sphere(`${side}-shoulder-half`, shoulder, 0.062 * limb + sleeve, 0.03),
      roundCone(
        `${side}-upper-arm`,
        mix(shoulder, elbow, 0.08),
        mix(shoulder, elbow, 0.95),
        [0.06 * limb + sleeve, 0.045 * limb + sleeve],
        0.012,
      ),
      roundCone(`${side}-forearm`, elbow, mix(elbow, wrist, 0.98), [0.044 * limb + sleeve, 0.031 * limb], 0.01),
      sphere(`${side}-hip-half`, hip, 0.1 * limb + 0.3 * looseM, 0.03),
      roundCone(
        `${side}-thigh`,
        mix(hip, knee, 0.1),
        knee,
        [0.098 * limb + 0.4 * looseM, 0.068 * limb + 0.6 * looseM],
        0.01,
      ),
      roundCone(
        `${side}-shank`,
        knee,
        mix(knee, ankle, 0.99),
        [0.067 * limb + 0.6 * looseM, 0.058 * limb + 0.7 * looseM],
        0.008,
      ),
    );
  }
  return solids;
}
