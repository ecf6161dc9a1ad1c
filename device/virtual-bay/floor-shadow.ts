import { type Backdrop, SHADOW_HALF_M } from './backdrop.ts';
import type { BodyPose } from './body-pose.ts';
import type { DirtyBox } from './figure-raster.ts';
import { mix, type Vec3 } from './vector.ts';

/** The soft shadow under a figure: its limbs splatted onto a grid of the floor, wider and paler the higher they are. */
const CELLS = 96;
const CELL_M = (2 * SHADOW_HALF_M) / CELLS;

export class FloorShadow {
  private readonly grid = new Float32Array((CELLS + 1) * (CELLS + 1));

  /** Positions in right-hander's axes, like the backdrop's floor map. */
  cast(pose: BodyPose): void {
    const line = (a: Vec3, b: Vec3, radiusM: number, count: number) => {
      for (let i = 0; i < count; i++) this.splat(mix(a, b, (i + 0.5) / count), radiusM, 1 / count);
    };
    for (const i of [0, 1] as const) {
      line(pose.hips[i], pose.knees[i], 0.1, 5);
      line(pose.knees[i], pose.ankles[i], 0.08, 6);
      line(pose.shoulders[i], pose.elbows[i], 0.06, 4);
      line(pose.elbows[i], pose.wrists[i], 0.05, 4);
      const foot: Vec3 = [pose.ankles[i][0], 0.02, pose.ankles[i][2] + 0.05];
      this.splat(foot, 0.11, 1.3);
    }
    line(pose.midHip, pose.midShoulder, 0.17, 6);
    this.splat(pose.headCentre, 0.12, 0.3);
  }

  private splat(at: Vec3, radiusM: number, strength: number): void {
    /** Lamps above and daylight from the front of the bay: shadows lean a little away from the target. */
    const x = at[0] - 0.16 * at[1];
    const z = at[2] - 0.1 * at[1];
    const sigma = radiusM + 0.16 * at[1];
    const amount = strength * 0.62 * (radiusM / sigma) ** 1.2;
    const gx = (x + SHADOW_HALF_M) / CELL_M;
    const gz = (z + 0.5 + SHADOW_HALF_M) / CELL_M;
    const reach = Math.ceil((2.2 * sigma) / CELL_M);
    const falloff = ((CELL_M * CELL_M) / (2 * sigma * sigma)) * 2;
    for (let j = Math.max(0, Math.floor(gz) - reach); j <= Math.min(CELLS, Math.floor(gz) + reach); j++) {
      for (let i = Math.max(0, Math.floor(gx) - reach); i <= Math.min(CELLS, Math.floor(gx) + reach); i++) {
        const d2 = (i - gx) * (i - gx) + (j - gz) * (j - gz);
        const cell = j * (CELLS + 1) + i;
        this.grid[cell] = (this.grid[cell] as number) + amount * Math.exp(-d2 * falloff);
      }
    }
  }

  /** Darkens the floor, widens `dirty` by what it touched, and forgets. */
  apply(backdrop: Backdrop, rgb: Uint8Array, width: number, dirty: DirtyBox): void {
    const { floorPixels, floorX, floorZ } = backdrop;
    const { grid } = this;
    for (let p = 0; p < floorPixels.length; p++) {
      const gx = ((floorX[p] as number) + SHADOW_HALF_M) / CELL_M;
      const gz = ((floorZ[p] as number) + 0.5 + SHADOW_HALF_M) / CELL_M;
      const i = gx | 0;
      const j = gz | 0;
      const cell = j * (CELLS + 1) + i;
      const a = grid[cell] as number;
      const d = grid[cell + CELLS + 2] as number;
      if (a + d < 0.012) continue;
      const fx = gx - i;
      const fz = gz - j;
      const top = a + fx * ((grid[cell + 1] as number) - a);
      const low = (grid[cell + CELLS + 1] as number) * (1 - fx) + d * fx;
      const dark = top + fz * (low - top);
      const light = 1 / (1 + dark);
      const at = floorPixels[p] as number;
      const x = at % width;
      const y = (at / width) | 0;
      if (x < dirty.left) dirty.left = x;
      if (x >= dirty.right) dirty.right = x + 1;
      if (y < dirty.top) dirty.top = y;
      if (y >= dirty.bottom) dirty.bottom = y + 1;
      rgb[at * 3] = (rgb[at * 3] as number) * light;
      rgb[at * 3 + 1] = (rgb[at * 3 + 1] as number) * light;
      rgb[at * 3 + 2] = (rgb[at * 3 + 2] as number) * light;
    }
    grid.fill(0);
  }
}
