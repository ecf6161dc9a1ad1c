import { CORRECTED_COUNT, CORRECTED_JOINTS } from './corrected-joint.ts';
import type { GolferView, ViewMoment } from './golfer-view.ts';

/**
 * Joints before any correction: where two or more rays of a joint come nearest, and with a single view a place on its
 * ray, as deep as the model's own metres say from the feet, which stand on the ground. Always an answer where somebody
 * was seen; how good it is, the correction judges.
 */
export interface SeenFrom {
  readonly view: GolferView;
  readonly moment: ViewMoment;
  /** From the camera along its axis to the golfer's feet, metres. */
  readonly feetDepthM: number;
}

/** A joint that no camera is sure of still has to be somewhere. */
const WEIGHT_MIN = 0.05;

const LEAD_ANKLE = CORRECTED_JOINTS.indexOf('lead-ankle');
const TRAIL_ANKLE = CORRECTED_JOINTS.indexOf('trail-ankle');

/** Ankle landmarks stand this high over the mat, on average of rendered golfers. */
const ANKLE_HEIGHT_M = 0.1;

/** joints × 3, metres in the golfer's axes. */
export function baseJoints(seen: readonly SeenFrom[]): Float64Array {
  return seen.length === 1 ? lifted(seen[0] as SeenFrom) : triangulated(seen);
}

function lifted({ view, moment, feetDepthM }: SeenFrom): Float64Array {
  const out = new Float64Array(CORRECTED_COUNT * 3);
  const [right, down, forward] = view.axes;
  const { world, lens } = moment;
  const depthOf = (joint: number): number =>
    forward[0] * (world[joint * 3] as number) +
    forward[1] * (world[joint * 3 + 1] as number) +
    forward[2] * (world[joint * 3 + 2] as number);
  const feet = (depthOf(LEAD_ANKLE) + depthOf(TRAIL_ANKLE)) / 2;
  for (let joint = 0; joint < CORRECTED_COUNT; joint++) {
    const depth = feetDepthM + depthOf(joint) - feet;
    const u = (lens[joint * 2] as number) * depth;
    const v = (lens[joint * 2 + 1] as number) * depth;
    for (let k = 0; k < 3; k++) {
      out[joint * 3 + k] =
        (view.eye[k] as number) + u * (right[k] as number) + v * (down[k] as number) + depth * (forward[k] as number);
    }
  }
  return out;
}

function triangulated(seen: readonly SeenFrom[]): Float64Array {
  const out = new Float64Array(CORRECTED_COUNT * 3);
  for (let joint = 0; joint < CORRECTED_COUNT; joint++) out.set(nearestToRays(seen, joint), joint * 3);
  return out;
}

/** Least squares of the distances to the rays, each weighted by visibility and by how far away its camera is. */
function nearestToRays(seen: readonly SeenFrom[], joint: number): [number, number, number] {
  let [xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0];
  let [bx, by, bz] = [0, 0, 0];
  for (const { view, moment, feetDepthM } of seen) {
    const [right, down, forward] = view.axes;
    const u = moment.lens[joint * 2] as number;
    const v = moment.lens[joint * 2 + 1] as number;
    const n = 1 / Math.sqrt(u * u + v * v + 1);
    const dx = (u * right[0] + v * down[0] + forward[0]) * n;
    const dy = (u * right[1] + v * down[1] + forward[1]) * n;
    const dz = (u * right[2] + v * down[2] + forward[2]) * n;
    const w = Math.max(WEIGHT_MIN, moment.visibility[joint] as number) / (feetDepthM * feetDepthM);
    const [ex, ey, ez] = view.eye;
    const along = dx * ex + dy * ey + dz * ez;
    xx += w * (1 - dx * dx);
    xy -= w * dx * dy;
    xz -= w * dx * dz;
    yy += w * (1 - dy * dy);
    yz -= w * dy * dz;
    zz += w * (1 - dz * dz);
    bx += w * (ex - dx * along);
    by += w * (ey - dy * along);
    bz += w * (ez - dz * along);
  }
  const cx = yy * zz - yz * yz;
  const cy = xz * yz - xy * zz;
  const cz = xy * yz - xz * yy;
  const determinant = xx * cx + xy * cy + xz * cz;
  return [
    (cx * bx + cy * by + cz * bz) / determinant,
    (cy * bx + (xx * zz - xz * xz) * by + (xy * xz - xx * yz) * bz) / determinant,
    (cz * bx + (xy * xz - xx * yz) * by + (xx * yy - xy * xy) * bz) / determinant,
  ];
}

/** How far from the camera the golfer's feet stand: the median over all frames, since feet stay. NaN if never seen. */
export function feetDepth(view: GolferView): number {
  const depths: number[] = [];
  const [right, down, forward] = view.axes;
  for (let frame = 0; frame < view.timesMs.length; frame++) {
    let u = 0;
    let v = 0;
    for (const ankle of [LEAD_ANKLE, TRAIL_ANKLE]) {
      const at = (frame * CORRECTED_COUNT + ankle) * 2;
      u += (view.lens[at] as number) / 2;
      v += (view.lens[at + 1] as number) / 2;
    }
    const fall = u * right[1] + v * down[1] + forward[1];
    const depth = (ANKLE_HEIGHT_M - view.eye[1]) / fall;
    if (depth > 0.5 && depth < 30) depths.push(depth);
  }
  depths.sort((a, b) => a - b);
  return depths[depths.length >> 1] ?? Number.NaN;
}
