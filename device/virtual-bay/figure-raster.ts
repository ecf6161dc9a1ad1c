import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import type { BodyPose } from './body-pose.ts';
import { axesOf, distort } from './camera.ts';
import { BONES_PER_VERTEX, type FigureMesh } from './figure-mesh.ts';
import { BAY_LIGHT, type Lighting } from './lighting.ts';

/**
 * Draws posed figures into a z-buffer and shades what is visible. A hot path: typed arrays, no allocation a frame,
 * and colours are worked out once for every pixel that is seen in the end (deferred shading).
 */
export interface DirtyBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class FigureRaster {
  /** 1/depth of the nearest surface; 0 where there is none. */
  readonly nearness: Float32Array;
  readonly box: DirtyBox = { left: 0, top: 0, right: 0, bottom: 0 };
  private readonly width: number;
  private readonly height: number;
  private readonly calibration: CameraCalibration;
  private readonly lighting: Lighting;
  private readonly distorted: boolean;
  private readonly triangleAt: Int32Array;
  private readonly shareB: Float32Array;
  private readonly shareC: Float32Array;
  private readonly matrices = new Float64Array(32 * 12);
  private world = new Float32Array(0);
  private turned = new Float32Array(0);
  private screen = new Float32Array(0);
  private readonly colour = new Float32Array(3);

  constructor(calibration: CameraCalibration, lighting: Lighting = BAY_LIGHT) {
    this.calibration = calibration;
    this.lighting = lighting;
    this.width = calibration.width;
    this.height = calibration.height;
    this.distorted = calibration.distortion.some((k) => k !== 0);
    const pixels = this.width * this.height;
    this.nearness = new Float32Array(pixels);
    this.triangleAt = new Int32Array(pixels).fill(-1);
    this.shareB = new Float32Array(pixels);
    this.shareC = new Float32Array(pixels);
    this.begin();
  }

  /** Forgets the last frame. */
  begin(): void {
    const { box, width } = this;
    for (let y = box.top; y < box.bottom; y++) {
      this.nearness.fill(0, y * width + box.left, y * width + box.right);
      this.triangleAt.fill(-1, y * width + box.left, y * width + box.right);
    }
    box.left = width;
    box.top = this.height;
    box.right = 0;
    box.bottom = 0;
  }

  /** Draws one figure over what is there, nearer wins, and shades its pixels into `rgb`. */
  draw(mesh: FigureMesh, pose: BodyPose, mirror: 1 | -1, rgb: Uint8Array): void {
    this.skin(mesh, pose, mirror);
    const drawn = this.rasterise(mesh, mirror);
    this.shade(mesh, drawn, mirror, rgb);
  }

  private skin(mesh: FigureMesh, pose: BodyPose, mirror: 1 | -1): void {
    const m = this.matrices;
    pose.bones.forEach((bone, b) => {
      const [x, y, z, w] = bone.rotation;
      const rows = [
        1 - 2 * (y * y + z * z),
        2 * (x * y - z * w),
        2 * (x * z + y * w),
        2 * (x * y + z * w),
        1 - 2 * (x * x + z * z),
        2 * (y * z - x * w),
        2 * (x * z - y * w),
        2 * (y * z + x * w),
        1 - 2 * (x * x + y * y),
      ];
      for (let r = 0; r < 3; r++) {
        const [a, c, d] = [rows[r * 3] as number, rows[r * 3 + 1] as number, rows[r * 3 + 2] as number];
        const sign = r === 2 ? mirror : 1;
        m[b * 12 + r * 4] = sign * a;
        m[b * 12 + r * 4 + 1] = sign * c;
        m[b * 12 + r * 4 + 2] = sign * d;
        m[b * 12 + r * 4 + 3] =
          sign * ((bone.to[r] as number) - a * bone.from[0] - c * bone.from[1] - d * bone.from[2]);
      }
    });
    const count = mesh.vertexCount;
    if (this.world.length < count * 3) {
      this.world = new Float32Array(count * 3);
      this.turned = new Float32Array(count * 3);
      this.screen = new Float32Array(count * 3);
    }
    const { positions, normals, bones, weights } = mesh;
    const { turned, screen, calibration } = this;
    const [right, down, forward] = axesOf(calibration);
    const t = calibration.translation;
    const e = new Float64Array(12);
    for (let v = 0; v < count; v++) {
      const at = v * BONES_PER_VERTEX;
      const first = weights[at] as number;
      let base = (bones[at] as number) * 12;
      for (let i = 0; i < 12; i++) e[i] = first * (m[base + i] as number);
      for (let k = 1; k < BONES_PER_VERTEX; k++) {
        const weight = weights[at + k] as number;
        if (weight < 0.004) break;
        base = (bones[at + k] as number) * 12;
        for (let i = 0; i < 12; i++) e[i] = (e[i] as number) + weight * (m[base + i] as number);
      }
      const px = positions[v * 3] as number;
      const py = positions[v * 3 + 1] as number;
      const pz = positions[v * 3 + 2] as number;
      const x = (e[0] as number) * px + (e[1] as number) * py + (e[2] as number) * pz + (e[3] as number);
      const y = (e[4] as number) * px + (e[5] as number) * py + (e[6] as number) * pz + (e[7] as number);
      const z = (e[8] as number) * px + (e[9] as number) * py + (e[10] as number) * pz + (e[11] as number);
      const nx = normals[v * 3] as number;
      const ny = normals[v * 3 + 1] as number;
      const nz = normals[v * 3 + 2] as number;
      turned[v * 3] = (e[0] as number) * nx + (e[1] as number) * ny + (e[2] as number) * nz;
      turned[v * 3 + 1] = (e[4] as number) * nx + (e[5] as number) * ny + (e[6] as number) * nz;
      turned[v * 3 + 2] = (e[8] as number) * nx + (e[9] as number) * ny + (e[10] as number) * nz;
      const depth = forward[0] * x + forward[1] * y + forward[2] * z + t[2];
      const near = depth > 0.15 ? 1 / depth : 0;
      let u = (right[0] * x + right[1] * y + right[2] * z + t[0]) * near;
      let w = (down[0] * x + down[1] * y + down[2] * z + t[1]) * near;
      if (this.distorted) [u, w] = distort(calibration.distortion, u, w);
      screen[v * 3] = calibration.fx * u + calibration.cx;
      screen[v * 3 + 1] = calibration.fy * w + calibration.cy;
      screen[v * 3 + 2] = near;
    }
  }

  /** Returns the box of what this figure may have covered. */
  private rasterise(mesh: FigureMesh, mirror: 1 | -1): DirtyBox {
    const { width, height, screen, nearness, triangleAt, shareB, shareC } = this;
    const drawn: DirtyBox = { left: width, top: height, right: 0, bottom: 0 };
    const { triangles } = mesh;
    for (let f = 0; f < mesh.triangleCount; f++) {
      const a = (triangles[f * 3] as number) * 3;
      const b = (triangles[f * 3 + 1] as number) * 3;
      const c = (triangles[f * 3 + 2] as number) * 3;
      const ax = screen[a] as number;
      const ay = screen[a + 1] as number;
      const abx = (screen[b] as number) - ax;
      const aby = (screen[b + 1] as number) - ay;
      const acx = (screen[c] as number) - ax;
      const acy = (screen[c + 1] as number) - ay;
      /** Positive for triangles that face the camera: y runs down, and a mirror turns every triangle round. */
      const area = -mirror * (abx * acy - aby * acx);
      if (area <= 1e-6) continue;
      const na = screen[a + 2] as number;
      const nb = screen[b + 2] as number;
      const nc = screen[c + 2] as number;
      if (na === 0 || nb === 0 || nc === 0) continue;
      const left = Math.max(0, Math.ceil(Math.min(ax, ax + abx, ax + acx) - 0.5));
      const right = Math.min(width - 1, Math.floor(Math.max(ax, ax + abx, ax + acx) - 0.5));
      const top = Math.max(0, Math.ceil(Math.min(ay, ay + aby, ay + acy) - 0.5));
      const bottom = Math.min(height - 1, Math.floor(Math.max(ay, ay + aby, ay + acy) - 0.5));
      if (left > right || top > bottom) continue;
      if (left < drawn.left) drawn.left = left;
      if (top < drawn.top) drawn.top = top;
      if (right >= drawn.right) drawn.right = right + 1;
      if (bottom >= drawn.bottom) drawn.bottom = bottom + 1;
      const inverse = -mirror / area;
      const bStep = acy * inverse;
      const cStep = -aby * inverse;
      for (let y = top; y <= bottom; y++) {
        const dy = y + 0.5 - ay;
        const dx = left + 0.5 - ax;
        let wb = (dx * acy - dy * acx) * inverse;
        let wc = (dy * abx - dx * aby) * inverse;
        let at = y * width + left;
        for (let x = left; x <= right; x++, at++, wb += bStep, wc += cStep) {
          if (wb < -1e-4 || wc < -1e-4 || wb + wc > 1.0002) continue;
          const near = na + wb * (nb - na) + wc * (nc - na);
          if (near <= (nearness[at] as number)) continue;
          nearness[at] = near;
          triangleAt[at] = f;
          shareB[at] = wb;
          shareC[at] = wc;
        }
      }
    }
    const { box } = this;
    box.left = Math.min(box.left, drawn.left);
    box.top = Math.min(box.top, drawn.top);
    box.right = Math.max(box.right, drawn.right);
    box.bottom = Math.max(box.bottom, drawn.bottom);
    return drawn;
  }

  private shade(mesh: FigureMesh, drawn: DirtyBox, mirror: 1 | -1, rgb: Uint8Array): void {
    const { width, triangleAt, shareB, shareC, turned, colour } = this;
    const { positions, openness, triangles, partOf, paints } = mesh;
    const { key: toKey, fill: toFill, keyStrength, fillStrength, ambient, tint, gloss } = this.lighting;
    const forward = axesOf(this.calibration)[2];
    const toEye = [forward[0], forward[1], forward[2] * mirror] as const;
    for (let y = drawn.top; y < drawn.bottom; y++) {
      for (let at = y * width + drawn.left; at < y * width + drawn.right; at++) {
        const f = triangleAt[at] as number;
        if (f < 0) continue;
        /** Claimed: a second figure in front overwrites, one behind leaves it. */
        triangleAt[at] = -2;
        const wb = shareB[at] as number;
        const wc = shareC[at] as number;
        const wa = 1 - wb - wc;
        const a = triangles[f * 3] as number;
        const b = triangles[f * 3 + 1] as number;
        const c = triangles[f * 3 + 2] as number;
        const mixed = (from: Float32Array, k: number) =>
          wa * (from[a * 3 + k] as number) + wb * (from[b * 3 + k] as number) + wc * (from[c * 3 + k] as number);
        let nx = mixed(turned, 0);
        let ny = mixed(turned, 1);
        let nz = mixed(turned, 2);
        const n = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz + 1e-12);
        nx *= n;
        ny *= n;
        nz *= n * mirror;
        (paints[partOf[f] as number] as (typeof paints)[number])(
          mixed(positions, 0),
          mixed(positions, 1),
          mixed(positions, 2),
          colour,
        );
        const open = wa * (openness[a] as number) + wb * (openness[b] as number) + wc * (openness[c] as number);
        const facing = nx * toKey[0] + ny * toKey[1] + nz * toKey[2];
        const key = Math.max(0, facing);
        const fill = Math.max(0, nx * toFill[0] + ny * toFill[1] + nz * toFill[2]);
        const light = (ambient + 0.12 * ny) * open + (keyStrength * key + fillStrength * fill) * (0.45 + 0.55 * open);
        let shine = 0;
        if (gloss > 0 && facing > 0) {
          // The light mirrored at the surface, against the line of sight.
          const along =
            toEye[0] * (toKey[0] - 2 * facing * nx) +
            toEye[1] * (toKey[1] - 2 * facing * ny) +
            toEye[2] * (toKey[2] - 2 * facing * nz);
          if (along > 0) shine = 255 * gloss * along ** 12;
        }
        rgb[at * 3] = Math.min(255, (colour[0] as number) * light * tint[0] + shine);
        rgb[at * 3 + 1] = Math.min(255, (colour[1] as number) * light * tint[1] + shine);
        rgb[at * 3 + 2] = Math.min(255, (colour[2] as number) * light * tint[2] + shine);
      }
    }
  }

  /** Softens the outline, as a lens does: pixels on either side of it take something of their neighbours. */
  softenOutline(rgb: Uint8Array): void {
    const { width, height, nearness, box } = this;
    const left = Math.max(1, box.left - 1);
    const right = Math.min(width - 1, box.right + 1);
    const top = Math.max(1, box.top - 1);
    const bottom = Math.min(height - 1, box.bottom + 1);
    for (let y = top; y < bottom; y++) {
      for (let at = y * width + left; at < y * width + right; at++) {
        const here = nearness[at] as number;
        const l = nearness[at - 1] as number;
        const r = nearness[at + 1] as number;
        const u = nearness[at - width] as number;
        const d = nearness[at + width] as number;
        /** 3 % of depth at 4 m is 12 cm: an arm before a shirt has an outline too. */
        const edge = here * 0.03 + 0.0005;
        if (
          Math.abs(here - l) < edge &&
          Math.abs(here - r) < edge &&
          Math.abs(here - u) < edge &&
          Math.abs(here - d) < edge
        )
          continue;
        for (let k = 0; k < 3; k++) {
          const p = at * 3 + k;
          const around =
            (rgb[p - 3] as number) +
            (rgb[p + 3] as number) +
            (rgb[p - width * 3] as number) +
            (rgb[p + width * 3] as number);
          rgb[p] = (rgb[p] as number) * 0.5 + around * 0.125;
        }
      }
    }
  }
}
