import type { BoneName } from './body-pose.ts';
import type { Field } from './surface-net.ts';
import type { Vec3 } from './vector.ts';

/** The simple solids that a body is blended from. Distances follow Inigo Quilez's published formulas. */
export interface Primitive {
  readonly bone: BoneName;
  readonly field: Field;
  /** How far it melts into what came before it. */
  readonly blendM: number;
}

export function ellipsoid(bone: BoneName, centre: Vec3, radii: Vec3, blendM: number): Primitive {
  const [cx, cy, cz] = centre;
  const [rx, ry, rz] = radii;
  return {
    bone,
    blendM,
    field: (x, y, z) => {
      const px = (x - cx) / rx;
      const py = (y - cy) / ry;
      const pz = (z - cz) / rz;
      const k0 = Math.sqrt(px * px + py * py + pz * pz);
      const qx = px / rx;
      const qy = py / ry;
      const qz = pz / rz;
      const k1 = Math.sqrt(qx * qx + qy * qy + qz * qz);
      return k1 < 1e-9 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
    },
  };
}

/** A cone between two spheres of different size. */
export function roundCone(
  bone: BoneName,
  a: Vec3,
  b: Vec3,
  radii: readonly [number, number],
  blendM: number,
): Primitive {
  const [r1, r2] = radii;
  const bax = b[0] - a[0];
  const bay = b[1] - a[1];
  const baz = b[2] - a[2];
  const l2 = bax * bax + bay * bay + baz * baz;
  const rr = r1 - r2;
  const a2 = l2 - rr * rr;
  const il2 = 1 / l2;
  return {
    bone,
    blendM,
    field: (x, y, z) => {
      const pax = x - a[0];
      const pay = y - a[1];
      const paz = z - a[2];
      const py = pax * bax + pay * bay + paz * baz;
      const pz = py - l2;
      const cx = pax * l2 - bax * py;
      const cy = pay * l2 - bay * py;
      const cz = paz * l2 - baz * py;
      const x2 = cx * cx + cy * cy + cz * cz;
      const y2 = py * py * l2;
      const z2 = pz * pz * l2;
      const k = Math.sign(rr) * rr * rr * x2;
      if (Math.sign(pz) * a2 * z2 > k) return Math.sqrt(x2 + z2) * il2 - r2;
      if (Math.sign(py) * a2 * y2 < k) return Math.sqrt(x2 + y2) * il2 - r1;
      return (Math.sqrt(x2 * a2 * il2) + py * rr) * il2 - r1;
    },
  };
}

export function sphere(bone: BoneName, centre: Vec3, radius: number, blendM: number): Primitive {
  const [cx, cy, cz] = centre;
  return { bone, blendM, field: (x, y, z) => Math.hypot(x - cx, y - cy, z - cz) - radius };
}

/** A half width and a half depth at a height. */
export interface SlabSection {
  readonly y: number;
  readonly halfX: number;
  readonly halfZ: number;
  /** Middle of the section, forward of the bone's own plane. */
  readonly z: number;
}

/** An upright slab with rounded edges through given sections, widths running straight between them. */
export function taperedSlab(
  bone: BoneName,
  x0: number,
  sections: readonly [SlabSection, SlabSection, ...SlabSection[]],
  roundM: number,
  blendM: number,
): Primitive {
  const low = sections[0].y;
  const high = (sections.at(-1) as SlabSection).y;
  return {
    bone,
    blendM,
    field: (x, y, z) => {
      let i = 0;
      while (i < sections.length - 2 && y > (sections[i + 1] as SlabSection).y) i++;
      const a = sections[i] as SlabSection;
      const b = sections[i + 1] as SlabSection;
      const t = Math.min(1, Math.max(0, (y - a.y) / (b.y - a.y)));
      const halfX = a.halfX + t * (b.halfX - a.halfX) - roundM;
      const halfZ = a.halfZ + t * (b.halfZ - a.halfZ) - roundM;
      const qx = Math.abs(x - x0) - halfX;
      const qy = Math.abs(y - (low + high) / 2) - ((high - low) / 2 - roundM);
      const qz = Math.abs(z - (a.z + t * (b.z - a.z))) - halfZ;
      const outside = Math.hypot(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0));
      return outside + Math.min(Math.max(qx, qy, qz), 0) - roundM;
    },
  };
}

/** Leaves only what lies above a height. */
export function cutBelow(primitive: Primitive, y0: number): Primitive {
  return { ...primitive, field: (x, y, z) => Math.max(primitive.field(x, y, z), y0 - y) };
}

/** The smooth union of all of them, in their order (polynomial minimum). */
export function blended(primitives: readonly Primitive[]): Field {
  const fields = primitives.map((p) => p.field);
  const blends = primitives.map((p) => p.blendM);
  return (x, y, z) => {
    let d = (fields[0] as Field)(x, y, z);
    for (let i = 1; i < fields.length; i++) {
      const e = (fields[i] as Field)(x, y, z);
      const k = blends[i] as number;
      const h = Math.max(k - Math.abs(d - e), 0);
      d = Math.min(d, e) - (k > 0 ? (h * h) / (4 * k) : 0);
    }
    return d;
  };
}
