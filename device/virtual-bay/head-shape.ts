import type { Look } from './golfer.ts';
import { cutBelow, ellipsoid, type Primitive, roundCone } from './primitive.ts';
import { add, scale, type Vec3 } from './vector.ts';

/**
 * Head, face, hair and cap. Places are metres from the head's centre for a height of 1.78 m: x to the golfer's left,
 * y up, z forward. The same places are painted (`paint.ts`) and measured as landmarks (`landmarks.ts`).
 */
export const FACE = {
  noseTip: [0, -0.024, 0.113],
  eye: [0.031, 0.012, 0.083],
  eyeInner: [0.017, 0.011, 0.086],
  eyeOuter: [0.046, 0.011, 0.076],
  ear: [0.079, -0.006, -0.008],
  mouthCorner: [0.024, -0.062, 0.084],
} as const satisfies Record<string, Vec3>;

/** Where the cap's rim or the hair line runs round the head. */
export const CAP_RIM_Y = 0.044;

export function headSolids(look: Look, centre: Vec3, size: number): Primitive[] {
  const at = (x: number, y: number, z: number): Vec3 => add(centre, scale([x, y, z], size));
  const radii = (x: number, y: number, z: number): Vec3 => scale([x, y, z], size);
  const blend = (m: number) => m * size;
  const solids = [
    ellipsoid('head', at(0, 0.028, -0.012), radii(0.074, 0.088, 0.094), 0),
    ellipsoid('head', at(0, -0.03, 0.03), radii(0.06, 0.078, 0.058), blend(0.03)),
    ellipsoid('head', at(0, -0.088, 0.052), radii(0.034, 0.026, 0.03), blend(0.03)),
    roundCone('head', at(-0.036, 0.03, 0.07), at(0.036, 0.03, 0.07), [0.013 * size, 0.013 * size], blend(0.018)),
    roundCone('head', at(0, 0.012, 0.084), at(0, -0.024, 0.1), [0.007 * size, 0.012 * size], blend(0.01)),
    ellipsoid('head', at(0, -0.064, 0.08), radii(0.024, 0.012, 0.01), blend(0.014)),
    ellipsoid('head', at(0.076, -0.006, -0.01), radii(0.009, 0.031, 0.019), blend(0.006)),
    ellipsoid('head', at(-0.076, -0.006, -0.01), radii(0.009, 0.031, 0.019), blend(0.006)),
    roundCone('head', at(0, -0.05, -0.025), at(0, -0.13, -0.03), [0.05 * size, 0.05 * size], blend(0.03)),
  ];
  if (look.cap === null) {
    solids.push(
      cutBelow(
        ellipsoid('head', at(0, 0.034, -0.018), radii(0.082, 0.094, 0.1), blend(0.004)),
        centre[1] + 0.05 * size,
      ),
      ellipsoid('head', at(0, 0.01, -0.045), radii(0.076, 0.085, 0.072), blend(0.006)),
    );
  } else {
    solids.push(
      cutBelow(
        ellipsoid('head', at(0, 0.036, -0.012), radii(0.081, 0.09, 0.1), blend(0.002)),
        centre[1] + (CAP_RIM_Y - 0.006) * size,
      ),
      ellipsoid('head', at(0, CAP_RIM_Y + 0.006, 0.1), radii(0.066, 0.006, 0.075), blend(0.006)),
      ellipsoid('head', at(0, 0.0, -0.04), radii(0.074, 0.07, 0.07), blend(0.006)),
    );
  }
  return solids;
}
