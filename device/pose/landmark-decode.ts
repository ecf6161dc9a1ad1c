import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES, WORLD_VALUES } from '../swing/pose/pose-track.ts';
import type { Region } from './region.ts';

/** Turns the landmark network's outputs into landmarks of the picture, as MediaPipe's pose landmark graph does. */

/** 33 body landmarks, two alignment points for the next region, four that are not used. */
export const NETWORK_LANDMARKS = 39;
export const ALIGNMENT_HIP = 33;
export const ALIGNMENT_BODY = 34;

export const CROP_SIDE = 256;
const RAW_VALUES = 5;
const HEATMAP_SIDE = 64;
const HEATMAP_PIXELS = HEATMAP_SIDE * HEATMAP_SIDE;

/** Side of the window that refinement reads, in heatmap pixels; MediaPipe's pose graph uses 7. */
const REFINE_WINDOW = 7;
/** Below this largest weight the heatmap is not sure enough to move a landmark. */
const REFINE_CONFIDENCE_MIN = 0.5;

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/**
 * Moves each landmark's x and y, in place, to the centre of mass of its heatmap near it.
 *
 * Weights are the sigmoid of the map in a window round the pixel that holds the landmark. A column counts with its
 * index, not its middle, as in MediaPipe's RefineLandmarksFromHeatmapCalculator.
 */
export function refineFromHeatmap(raw: Float32Array, heatmap: Float32Array, window: number = REFINE_WINDOW): void {
  const toHeatmap = HEATMAP_SIDE / CROP_SIDE;
  const reach = (window - 1) / 2;
  for (let landmark = 0; landmark < NETWORK_LANDMARKS; landmark++) {
    const at = landmark * RAW_VALUES;
    const centreX = Math.trunc((raw[at] as number) * toHeatmap);
    const centreY = Math.trunc((raw[at + 1] as number) * toHeatmap);
    if (centreX < 0 || centreX >= HEATMAP_SIDE || centreY < 0 || centreY >= HEATMAP_SIDE) continue;
    const fromX = Math.max(0, centreX - reach);
    const toX = Math.min(HEATMAP_SIDE, centreX + reach + 1);
    const fromY = Math.max(0, centreY - reach);
    const toY = Math.min(HEATMAP_SIDE, centreY + reach + 1);
    let sum = 0;
    let sumX = 0;
    let sumY = 0;
    let largest = 0;
    for (let y = fromY; y < toY; y++) {
      const row = landmark * HEATMAP_PIXELS + y * HEATMAP_SIDE;
      for (let x = fromX; x < toX; x++) {
        const weight = sigmoid(heatmap[row + x] as number);
        sum += weight;
        sumX += weight * x;
        sumY += weight * y;
        if (weight > largest) largest = weight;
      }
    }
    if (largest < REFINE_CONFIDENCE_MIN) continue;
    raw[at] = sumX / sum / toHeatmap;
    raw[at + 1] = sumY / sum / toHeatmap;
  }
}

/** All 39 landmarks in the picture: x, y, z in pixels, visibility 0–1. z is scaled like x and y. */
export function landmarksInPicture(raw: Float32Array, region: Region, into: Float32Array): void {
  const cos = Math.cos(region.rotation) * region.size;
  const sin = Math.sin(region.rotation) * region.size;
  for (let landmark = 0; landmark < NETWORK_LANDMARKS; landmark++) {
    const from = landmark * RAW_VALUES;
    const at = landmark * IMAGE_VALUES;
    const u = (raw[from] as number) / CROP_SIDE - 0.5;
    const v = (raw[from + 1] as number) / CROP_SIDE - 0.5;
    into[at] = region.centreX + cos * u - sin * v;
    into[at + 1] = region.centreY + sin * u + cos * v;
    into[at + 2] = ((raw[from + 2] as number) / CROP_SIDE) * region.size;
    into[at + 3] = sigmoid(raw[from + 3] as number);
  }
}

/** The 33 world landmarks in metres, turned from the crop's axes into the upright picture's. */
export function worldInPicture(raw: Float32Array, rotation: number): Float32Array {
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const world = new Float32Array(LANDMARK_COUNT * WORLD_VALUES);
  for (let at = 0; at < world.length; at += WORLD_VALUES) {
    const x = raw[at] as number;
    const y = raw[at + 1] as number;
    world[at] = cos * x - sin * y;
    world[at + 1] = sin * x + cos * y;
    world[at + 2] = raw[at + 2] as number;
  }
  return world;
}
