import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import { project } from './camera.ts';
import type { DirtyBox } from './figure-raster.ts';
import type { Rgb } from './golfer.ts';
import type { Vec3 } from './vector.ts';

/**
 * Paints thin, fast things over the figures: shaft, club head, ball. Each is a tapered stroke drawn at several moments
 * of the exposure and averaged, so that what moves fast becomes a pale streak, as on a real sensor. Strokes behind a
 * body are hidden by its z-buffer.
 */
export interface Stroke {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly radiusFromM: number;
  readonly radiusToM: number;
  readonly colour: Rgb;
}

/** Strokes on a grip stand this much in front of the fingers that hide them. */
const DEPTH_BIAS = 0.995;

export class StreakPainter {
  private readonly calibration: CameraCalibration;
  private readonly coverage: Float32Array;
  private readonly colours: Float32Array;
  private readonly box: DirtyBox = { left: 0, top: 0, right: 0, bottom: 0 };

  constructor(calibration: CameraCalibration) {
    this.calibration = calibration;
    const pixels = calibration.width * calibration.height;
    this.coverage = new Float32Array(pixels);
    this.colours = new Float32Array(pixels * 3);
    this.reset();
  }

  /** Adds one moment of the exposure; `share` of all moments sums to 1. */
  add(stroke: Stroke, share: number, nearness: Float32Array): void {
    const { calibration } = this;
    const a = project(calibration, stroke.from);
    const b = project(calibration, stroke.to);
    if (a.depthM < 0.2 || b.depthM < 0.2) return;
    const { width, height } = calibration;
    const ra = Math.max(0.55, (stroke.radiusFromM * calibration.fx) / a.depthM);
    const rb = Math.max(0.55, (stroke.radiusToM * calibration.fx) / b.depthM);
    const reach = Math.max(ra, rb) + 1;
    const left = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach));
    const right = Math.min(width - 1, Math.ceil(Math.max(a.x, b.x) + reach));
    const top = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach));
    const bottom = Math.min(height - 1, Math.ceil(Math.max(a.y, b.y) + reach));
    if (left > right || top > bottom) return;
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const length2 = Math.max(1e-9, dx * dx + dy * dy);
    const na = DEPTH_BIAS / a.depthM;
    const nb = DEPTH_BIAS / b.depthM;
    for (let y = top; y <= bottom; y++) {
      const [from, to] = spanOf(a, dx, dy, y + 0.5, reach, left, right);
      for (let x = from; x <= to; x++) {
        const px = x + 0.5 - a.x;
        const py = y + 0.5 - a.y;
        const t = Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
        const radius = ra + t * (rb - ra);
        const off = Math.hypot(px - t * dx, py - t * dy);
        const cover = Math.min(1, radius + 0.5 - off);
        if (cover <= 0) continue;
        const at = y * width + x;
        if ((nearness[at] as number) > na + t * (nb - na)) continue;
        const weight = cover * share;
        this.coverage[at] = (this.coverage[at] as number) + weight;
        /** A cylinder is lit from above: brighter on its upper side. */
        const lit = 0.82 + 0.3 * Math.max(-1, Math.min(1, -(py - t * dy) / (radius + 0.5)));
        for (let k = 0; k < 3; k++) {
          this.colours[at * 3 + k] = (this.colours[at * 3 + k] as number) + weight * lit * (stroke.colour[k] as number);
        }
      }
    }
    this.box.left = Math.min(this.box.left, left);
    this.box.right = Math.max(this.box.right, right + 1);
    this.box.top = Math.min(this.box.top, top);
    this.box.bottom = Math.max(this.box.bottom, bottom + 1);
  }

  /** Lays what was added over the picture, widens `dirty` by it, and starts anew. */
  compose(rgb: Uint8Array, dirty: DirtyBox): void {
    const { box, coverage, colours, calibration } = this;
    for (let y = box.top; y < box.bottom; y++) {
      for (let at = y * calibration.width + box.left; at < y * calibration.width + box.right; at++) {
        const weight = coverage[at] as number;
        if (weight === 0) continue;
        const alpha = Math.min(1, weight);
        for (let k = 0; k < 3; k++) {
          const p = at * 3 + k;
          rgb[p] = Math.min(255, (rgb[p] as number) * (1 - alpha) + ((colours[p] as number) / weight) * alpha);
          colours[p] = 0;
        }
        coverage[at] = 0;
      }
    }
    if (box.right > box.left) {
      dirty.left = Math.min(dirty.left, box.left);
      dirty.top = Math.min(dirty.top, box.top);
      dirty.right = Math.max(dirty.right, box.right);
      dirty.bottom = Math.max(dirty.bottom, box.bottom);
    }
    this.reset();
  }

  private reset(): void {
    this.box.left = this.calibration.width;
    this.box.top = this.calibration.height;
    this.box.right = 0;
    this.box.bottom = 0;
  }
}

/** The pixels of one row that a slanting stroke can reach, so that long strokes do not cost their whole box. */
function spanOf(
  a: { readonly x: number; readonly y: number },
  dx: number,
  dy: number,
  y: number,
  reach: number,
  left: number,
  right: number,
): readonly [number, number] {
  if (Math.abs(dy) < 1e-6) return [left, right];
  const t1 = Math.min(1, Math.max(0, (y - reach - a.y) / dy));
  const t2 = Math.min(1, Math.max(0, (y + reach - a.y) / dy));
  const low = a.x + Math.min(t1 * dx, t2 * dx) - reach;
  const high = a.x + Math.max(t1 * dx, t2 * dx) + reach;
  return [Math.max(left, Math.floor(low)), Math.min(right, Math.ceil(high))];
}
