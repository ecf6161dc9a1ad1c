import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import { cameraPosition, rayThrough } from './camera.ts';
import type { Vec3 } from './vector.ts';

/**
 * The range bay without anybody in it: mat, tee line, turf, partition, ceiling and the range outside. Worked out once
 * per camera by casting four rays a pixel.
 */
export interface Backdrop {
  readonly rgb: Uint8Array;
  /** Pixels that show the floor near the mat, for shadows: index, x and z in metres. */
  readonly floorPixels: Int32Array;
  readonly floorX: Float32Array;
  readonly floorZ: Float32Array;
}

/** Half size of the square of floor that takes shadows, and its centre behind the ball. */
export const SHADOW_HALF_M = 1.7;

const CEILING_M = 2.95;
const BAY_FRONT_X = 1.45;
const PARTITION_Z = -2.35;

/** What stands round the golfer, and how it is lit. */
export interface BackdropStyle {
  /** `range` is open to the outside; `indoor` is a simulator room with a screen and dark walls. */
  readonly scenery: 'range' | 'indoor';
  /** Factors on red, green and blue. */
  readonly tint: Vec3;
  /** About middle grey; 1 leaves the picture as it is. */
  readonly contrast: number;
  /** Of 2 × 2 pixels at a time where `half`: a quarter of the work, for pictures that are drawn by the thousand. */
  readonly detail: 'full' | 'half';
}

const PLAIN: BackdropStyle = { scenery: 'range', tint: [1, 1, 1], contrast: 1, detail: 'full' };
const GREY = 118;

export function backdropOf(calibration: CameraCalibration, side: 1 | -1, style: BackdropStyle = PLAIN): Backdrop {
  const { width, height } = calibration;
  const eye = cameraPosition(calibration);
  const rgb = new Uint8Array(width * height * 3);
  const floor: number[] = [];
  const floorX: number[] = [];
  const floorZ: number[] = [];
  const colour: Colour = [0, 0, 0];
  const sum: Colour = [0, 0, 0];
  const look = style.scenery === 'range' ? lookAlong : lookIntoRoom;
  const step = style.detail === 'full' ? 1 : 2;
  const rays = style.detail === 'full' ? RAYS_OF_PIXEL : RAY_OF_BLOCK;
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      sum.fill(0);
      for (const [dx, dy] of rays) {
        const ray = rayThrough(calibration, x + dx * step, y + dy * step);
        look([eye[0], eye[1], eye[2] * side], [ray[0], ray[1], ray[2] * side], colour);
        for (let k = 0; k < 3; k++) sum[k] = (sum[k] as number) + (colour[k] as number);
      }
      const dx = (x / width - 0.5) * 1.1;
      const dy = (y / height - 0.5) * 0.9;
      const vignette = (1 - 0.28 * (dx * dx + dy * dy)) / rays.length;
      for (let block = 0; block < step * step; block++) {
        const px = x + (block % step);
        const py = y + Math.floor(block / step);
        if (px >= width || py >= height) continue;
        const at = (py * width + px) * 3;
        for (let k = 0; k < 3; k++) {
          const value = (sum[k] as number) * vignette;
          const styled = (GREY + (value - GREY) * style.contrast) * (style.tint[k] as number);
          rgb[at + k] = Math.min(255, Math.max(0, styled));
        }
      }
      const ray = rayThrough(calibration, x + 0.5 * step, y + 0.5 * step);
      if (ray[1] >= -1e-4) continue;
      const reach = -eye[1] / ray[1];
      const fx = eye[0] + ray[0] * reach;
      const fz = (eye[2] + ray[2] * reach) * side;
      if (Math.abs(fx) >= SHADOW_HALF_M || Math.abs(fz + 0.5) >= SHADOW_HALF_M) continue;
      for (let block = 0; block < step * step; block++) {
        const px = x + (block % step);
        const py = y + Math.floor(block / step);
        if (px >= width || py >= height) continue;
        floor.push(py * width + px);
        floorX.push(fx);
        floorZ.push(fz);
      }
    }
  }
  return {
    rgb,
    floorPixels: new Int32Array(floor),
    floorX: new Float32Array(floorX),
    floorZ: new Float32Array(floorZ),
  };
}

const RAYS_OF_PIXEL = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;
const RAY_OF_BLOCK = [[0.5, 0.5]] as const;

type Colour = [number, number, number];

/** The nearest of floor, partition, ceiling and the world outside. */
function lookAlong(eye: Vec3, ray: Vec3, out: Colour): void {
  let nearest = Number.POSITIVE_INFINITY;
  sky(ray, out);
  if (ray[1] < -1e-4) {
    nearest = -eye[1] / ray[1];
    const x = eye[0] + ray[0] * nearest;
    const z = eye[2] + ray[2] * nearest;
    if (x > BAY_FRONT_X) range(x, z, nearest, out);
    else bayFloor(x, z, out);
  }
  if (ray[2] < -1e-4) {
    const reach = (PARTITION_Z - eye[2]) / ray[2];
    const x = eye[0] + ray[0] * reach;
    const y = eye[1] + ray[1] * reach;
    if (reach > 0 && reach < nearest && x < BAY_FRONT_X && y > 0 && y < CEILING_M) {
      nearest = reach;
      partition(x, y, out);
    }
  }
  if (ray[1] > 1e-4) {
    const reach = (CEILING_M - eye[1]) / ray[1];
    const x = eye[0] + ray[0] * reach;
    const z = eye[2] + ray[2] * reach;
    if (reach < nearest && x < BAY_FRONT_X) ceiling(x, z, out);
  }
}

/** A simulator room: carpet, a hitting strip, dark walls with a net's weave, a bright screen toward the target. */
function lookIntoRoom(eye: Vec3, ray: Vec3, out: Colour): void {
  let nearest = Number.POSITIVE_INFINITY;
  set(out, 26, 27, 31, 1);
  const wall = (reach: number, paint: (x: number, y: number, z: number) => void): void => {
    if (!(reach > 0) || reach >= nearest) return;
    const y = eye[1] + ray[1] * reach;
    if (y < 0 || y > CEILING_M) return;
    nearest = reach;
    paint(eye[0] + ray[0] * reach, y, eye[2] + ray[2] * reach);
  };
  const weave = (u: number, v: number): number =>
    Math.abs(((u * 22) % 1) - 0.5) > 0.44 || Math.abs(((v * 22) % 1) - 0.5) > 0.44 ? 1.5 : 1;
  wall((3.1 - eye[0]) / ray[0], (_x, y, z) => {
    if (Math.abs(z) > 2 || y > 2.7 || y < 0.1) set(out, 40, 40, 46, 1);
    else if (y < 1.3) set(out, 92, 150, 84, 0.8 + 0.3 * noise(z * 7, y * 7));
    else set(out, 150, 190, 222, 1);
  });
  wall((PARTITION_Z - 0.4 - eye[2]) / ray[2], (x, y) => set(out, 58, 52, 50, weave(x, y)));
  wall((4.6 - eye[2]) / ray[2], (x, y) => set(out, 66, 66, 70, weave(x, y)));
  wall((-4.9 - eye[0]) / ray[0], (_x, y, z) => set(out, 88, 74, 60, 0.85 + 0.25 * noise(z * 3, y * 11)));
  if (ray[1] < -1e-4 && -eye[1] / ray[1] < nearest) {
    const reach = -eye[1] / ray[1];
    const x = eye[0] + ray[0] * reach;
    const z = eye[2] + ray[2] * reach;
    const fibre = 0.85 + 0.3 * noise(x * 120, z * 120);
    if (Math.abs(x) < 0.8 && Math.abs(z) < 0.3) set(out, 84, 120, 62, fibre);
    else if (Math.abs(x) < 1.1 && z > -1.6 && z < 0.7) set(out, 120, 106, 88, fibre);
    else set(out, 62, 60, 66, fibre);
  } else if (ray[1] > 1e-4) {
    const reach = (CEILING_M - eye[1]) / ray[1];
    const x = eye[0] + ray[0] * reach;
    if (reach < nearest) set(out, 46, 46, 50, Math.abs(((x + 30) % 2) - 1) < 0.1 ? 4 : 1);
  }
}

function set(out: Colour, r: number, g: number, b: number, factor: number): void {
  out[0] = r * factor;
  out[1] = g * factor;
  out[2] = b * factor;
}

function sky(ray: Vec3, out: Colour): void {
  const up = Math.max(0, ray[1]);
  const t = Math.min(1, up * 2.6);
  set(out, 206 - 70 * t, 220 - 46 * t, 234 - 14 * t, 1);
  const bearing = Math.atan2(ray[2], ray[0]);
  const trees = 0.05 + 0.02 * noise(bearing * 22, 3) + 0.012 * noise(bearing * 90, 8);
  if (ray[1] < trees) {
    const shade = 0.75 + 0.3 * noise(bearing * 160, ray[1] * 420);
    set(out, 74, 96, 70, shade);
    const haze = 0.35;
    out[0] += (206 - out[0]) * haze;
    out[1] += (220 - out[1]) * haze;
    out[2] += (228 - out[2]) * haze;
  }
}

function range(x: number, z: number, reach: number, out: Colour): void {
  const stripes = Math.floor(x / 9) % 2 === 0 ? 1 : 0.94;
  const fine = Math.exp(-reach / 14);
  const blades = 1 + 0.22 * fine * (noise(x * 21, z * 21) - 0.5) + 0.1 * (noise(x * 0.7, z * 0.7) - 0.5);
  set(out, 96, 138, 66, stripes * blades);
  for (const [gx, gz, radius] of GREENS) {
    const d = Math.hypot(x - gx, (z - gz) * 1.3);
    if (d < radius) set(out, 122, 172, 84, 1);
    else if (d < radius + 1.1) set(out, 214, 204, 168, 1);
  }
  const haze = 1 - Math.exp(-reach / 260);
  out[0] += (200 - out[0]) * haze;
  out[1] += (214 - out[1]) * haze;
  out[2] += (220 - out[2]) * haze;
}

const GREENS = [
  [48, 7, 6],
  [78, -14, 8],
  [120, 16, 10],
] as const;

function bayFloor(x: number, z: number, out: Colour): void {
  const matX = Math.abs(x) < 0.92;
  if (matX && z > -1.5 && z < 0.42) {
    const fibre = 1 + 0.2 * (noise(x * 180, z * 180) - 0.5) + 0.08 * (noise(x * 9, z * 9) - 0.5);
    const strip = z > -0.28 && z < 0.28;
    if (strip) set(out, 66, 132, 74, fibre);
    else set(out, 58, 84, 66, fibre);
    if (Math.abs(z + 0.28) < 0.012 || Math.abs(z - 0.28) < 0.012) set(out, 214, 218, 212, 0.9);
    if (Math.abs(z) < 0.006 && x > 0.1) set(out, 214, 218, 212, 0.8);
    const edge = Math.min(0.92 - Math.abs(x), z + 1.5, 0.42 - z);
    if (edge < 0.03) set(out, 40, 42, 44, 1);
    return;
  }
  const tile = Math.abs(((x + 40) % 1.2) - 0.6) > 0.594 || Math.abs(((z + 40) % 1.2) - 0.6) > 0.594;
  const grain = 1 + 0.07 * (noise(x * 60, z * 60) - 0.5) + 0.1 * (noise(x * 1.7, z * 1.7) - 0.5);
  set(out, 126, 128, 130, tile ? 0.88 : grain);
  if (x > BAY_FRONT_X - 0.09) set(out, 226, 186, 62, 1);
  const shade = 1 - 0.32 * Math.exp(-Math.max(0, z - PARTITION_Z) * 2.4);
  out[0] *= shade;
  out[1] *= shade;
  out[2] *= shade;
}

function partition(x: number, y: number, out: Colour): void {
  const light = 0.8 + 0.16 * Math.min(1, y / 2.4) + 0.14 * Math.exp(-(((x - 0.6) / 1.6) ** 2));
  const seam = Math.abs(((x + 30) % 1.5) - 0.75) > 0.742;
  const grain = 1 + 0.03 * (noise(x * 40, y * 40) - 0.5);
  if (y < 0.12) set(out, 44, 48, 54, light);
  else if (y < 1.0) set(out, 84, 98, 108, light * (seam ? 0.82 : grain));
  else if (y < 1.05) set(out, 58, 168, 128, light);
  else set(out, 168, 176, 180, light * (seam ? 0.9 : grain));
  const grounded = 1 - 0.35 * Math.exp(-y * 5);
  out[0] *= grounded;
  out[1] *= grounded;
  out[2] *= grounded;
}

function ceiling(x: number, z: number, out: Colour): void {
  const beam = Math.abs(((x + 30) % 1.6) - 0.8) < 0.07;
  set(out, 92, 96, 100, beam ? 0.7 : 1);
  const lamp = Math.abs(((z + 31.2) % 2.4) - 1.2) < 0.09 && Math.abs(x + 0.6) < 1.3;
  if (lamp) set(out, 252, 250, 240, 1);
}

/** Value noise, 0–1. */
function noise(x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = x - ix;
  const fy = y - iy;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const top = cell(ix, iy) + sx * (cell(ix + 1, iy) - cell(ix, iy));
  const low = cell(ix, iy + 1) + sx * (cell(ix + 1, iy + 1) - cell(ix, iy + 1));
  return top + sy * (low - top);
}

function cell(x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 12)) >>> 0) / 4294967296;
}
