import type { Look, Rgb } from './golfer.ts';
import { CAP_RIM_Y, FACE } from './head-shape.ts';
import { REST_ARM, type Skeleton } from './skeleton.ts';

/**
 * The colour of a point of the resting body: where the shirt ends, where the eyes are. Evaluated for every visible
 * pixel, so that edges are as sharp as the picture whatever the mesh.
 */
export type Paint = (x: number, y: number, z: number, out: Float32Array) => void;

export interface Paints {
  readonly body: Paint;
  readonly head: Paint;
  readonly leadHand: Paint;
  readonly trailHand: Paint;
  readonly shoe: Paint;
}

export function paintsFor(look: Look, skeleton: Skeleton): Paints {
  return {
    body: bodyPaint(look, skeleton),
    head: headPaint(look, skeleton),
    leadHand: plain(look.glove ?? look.skin),
    trailHand: plain(look.skin),
    shoe: shoePaint(look, skeleton),
  };
}

function plain(colour: Rgb): Paint {
  return (_x, _y, _z, out) => fill(out, colour, 1);
}

function fill(out: Float32Array, colour: Rgb, factor: number): void {
  out[0] = colour[0] * factor;
  out[1] = colour[1] * factor;
  out[2] = colour[2] * factor;
}

/** Cheap folds: a few sines whose sum repeats nowhere on a body. */
function folds(x: number, y: number, z: number): number {
  const drape = Math.sin(29 * x + 11 * y + 13 * z + 2.2 * Math.sin(9 * y + 5 * z));
  return drape * Math.sin(13 * y - 21 * z + 31 * x + 3) + 0.35 * Math.sin(71 * y + 83 * x - 47 * z + 3 * drape);
}

function bodyPaint(look: Look, s: Skeleton): Paint {
  const { rest, size } = s;
  const beltY = rest.midHip[1] + 0.105 * size;
  const collarY = rest.midShoulder[1] + 0.055 * size;
  const [armX, armY] = REST_ARM[0];
  const shoulderX = s.shoulderHalfM;
  const shoulderY = rest.midShoulder[1];
  const { outfit } = look;
  const sleeveM = outfit === undefined ? s.upperArmM * 0.56 : (s.upperArmM + s.forearmM) * outfit.sleeveShare;
  const hemY = rest.hips[0][1] + (rest.ankles[0][1] - rest.hips[0][1]) * (outfit?.legShare ?? 1.1);
  const stripeM = outfit?.stripeM ?? 0;
  const cloth = (y: number): Rgb => (stripeM > 0 && (y / stripeM) % 1 < 0.4 ? look.trim : look.shirt);
  const belt: Rgb = [38, 32, 30];
  return (x, y, z, out) => {
    const ax = Math.abs(x) - shoulderX;
    const ay = y - shoulderY;
    const down = ax * armX + ay * armY;
    const apart = Math.abs(ax * armY - ay * armX);
    const depth = folds(x, y, z);
    if (down > 0.05 && apart < 0.082 * size) {
      if (down > sleeveM) fill(out, look.skin, 1);
      else if (down > sleeveM - 0.016) fill(out, look.trim, 1);
      else fill(out, cloth(y), 1 + 0.035 * depth);
      return;
    }
    const neck = Math.hypot(x, (z + 0.012) * (z > 0 ? 0.72 : 1.05)) / size;
    if (y > shoulderY + (z > 0 ? 0.01 : 0.042) * size && neck < 0.083) {
      const opening = y - (shoulderY + (z > 0 ? 0.028 - 0.5 * Math.max(0, z - 0.03) : 0.05) * size);
      if (opening > 0 && neck < 0.068) fill(out, look.skin, 0.97);
      else fill(out, look.trim, opening > -0.012 || neck > 0.068 ? 1 : 0.94);
      return;
    }
    if (y > beltY) {
      const placket = z > 0.04 && Math.abs(x) < 0.009 && y > collarY - 0.17;
      if (placket) fill(out, look.shirt, 0.8);
      else fill(out, cloth(y), 1 + 0.04 * depth);
      return;
    }
    if (y > beltY - 0.034) {
      if (z > 0.05 && Math.abs(x) < 0.022) fill(out, [190, 186, 176], 1);
      else fill(out, belt, 1);
      return;
    }
    if (y < hemY) fill(out, look.skin, 1);
    else fill(out, look.trousers, 1 + 0.035 * depth);
  };
}

function headPaint(look: Look, s: Skeleton): Paint {
  const [cx, cy, cz] = s.rest.headCentre;
  const k = 1 / s.size;
  const lip: Rgb = [look.skin[0] * 0.78, look.skin[1] * 0.52, look.skin[2] * 0.52];
  const white: Rgb = [232, 230, 226];
  const iris: Rgb = [48, 38, 34];
  return (px, py, pz, out) => {
    const x = Math.abs(px - cx) * k;
    const y = (py - cy) * k;
    const z = (pz - cz) * k;
    if (look.cap !== null && y > CAP_RIM_Y - 0.004 * (z > 0.06 ? -1 : 1)) {
      fill(out, look.cap, y < CAP_RIM_Y + 0.003 ? 0.72 : 1);
      return;
    }
    if (look.cap === null && (y > 0.062 - 0.6 * Math.max(0, 0.02 - z) || (z < -0.02 && y > -0.055))) {
      fill(out, look.hair, 1 + 0.12 * Math.sin(190 * x + 60 * y) * Math.sin(140 * z));
      return;
    }
    if (z < 0.004 && z > -0.2 && y > -0.055 + 0.3 * Math.max(0, z + 0.03) && x < 0.0755) {
      if (z < -0.02 || y > 0.01) {
        fill(out, look.hair, 1);
        return;
      }
    }
    if (z > 0.045) {
      const ex = (x - FACE.eye[0]) / 0.0155;
      const ey = (y - FACE.eye[1]) / 0.0078;
      const eye = ex * ex + ey * ey;
      if (eye < 1) {
        const ix = (x - FACE.eye[0]) / 0.0075;
        const iy = (y - FACE.eye[1]) / 0.0075;
        fill(out, ix * ix + iy * iy < 1 ? iris : white, 1);
        return;
      }
      if (eye < 1.7 && ey > 0) {
        fill(out, iris, 1.3);
        return;
      }
      const bx = (x - 0.032) / 0.021;
      const by = (y - 0.034 + 0.006 * bx * bx) / 0.0048;
      if (bx * bx + by * by < 1) {
        fill(out, look.hair, 0.9);
        return;
      }
      const mx = x / (FACE.mouthCorner[0] + 0.002);
      const my = (y - FACE.mouthCorner[1] - 0.002 * mx) / 0.0068;
      if (mx * mx + my * my < 1) {
        fill(out, lip, Math.abs(y - FACE.mouthCorner[1]) < 0.0014 ? 0.55 : 1);
        return;
      }
      const nx = (x - 0.008) / 0.005;
      const ny = (y + 0.034) / 0.004;
      if (nx * nx + ny * ny < 1) {
        fill(out, look.skin, 0.55);
        return;
      }
    }
    const cheek = Math.exp(-(((x - 0.04) / 0.02) ** 2) - ((y + 0.025) / 0.02) ** 2);
    fill(out, look.skin, 1);
    out[1] = (out[1] as number) * (1 - 0.07 * cheek);
    out[2] = (out[2] as number) * (1 - 0.07 * cheek);
  };
}

function shoePaint(look: Look, s: Skeleton): Paint {
  const soleY = s.rest.ankles[0][1] - s.ankleHeightM;
  const footZ = s.rest.ankles[0][2];
  /** Below short trousers a sock shows. */
  const above = (look.outfit?.legShare ?? 1) < 0.9 ? look.shoes : look.trousers;
  return (_x, y, z, out) => {
    const up = (y - soleY) / s.size;
    const forward = (z - footZ) / s.size;
    if (up < 0.016) fill(out, [206, 204, 200], 0.9);
    else if (up > 0.088) fill(out, above, 0.95);
    else if (forward > 0.02 && forward < 0.085 && Math.sin(forward * 330) > 0.55 && up > 0.05)
      fill(out, look.shoes, 0.6);
    else fill(out, look.shoes, 1);
  };
}
