import type { CameraCalibration } from './camera-calibration.ts';
import { project, type Ray, rayThrough } from './camera-model.ts';
import { add, dot, lengthOf, type Point, scale, subtract, type Vector, vector } from './vector.ts';

/**
 * The bay point that two or more calibrated cameras agree on: the least squares of its distances to their rays, each
 * divided by the distance from its camera (so that a pixel weighs the same everywhere) and weighted by the sighting.
 */
export interface Sighting {
  readonly camera: CameraCalibration;
  /** In pixels of the camera's upright picture. */
  readonly pixel: Point;
  /** Trust in this sighting, 0 or more; a landmark's visibility. */
  readonly weight: number;
}

export interface Triangulated {
  /** Bay axes, metres. */
  readonly point: Vector;
  /** Root mean square, over the sightings, of the distance between pixel and projected point. */
  readonly reprojectionPx: number;
  /** The largest distance between the point and a ray, in metres: how far the cameras disagree. */
  readonly gapM: number;
}

/** Below this the rays are so nearly parallel (some 2°) that depth would be noise. */
const DETERMINANT_MIN = 1e-3;

/** Null with fewer than two sightings of any weight, with rays nearly parallel, or with a point behind a camera. */
export function triangulate(sightings: readonly Sighting[]): Triangulated | null {
  const used = sightings.filter((each) => each.weight > 0 && Number.isFinite(each.pixel.x + each.pixel.y));
  if (used.length < 2) return null;
  const rays = used.map((each) => rayThrough(each.camera, each.pixel));
  const weights = used.map((each) => each.weight);
  const rough = nearestToRays(rays, weights);
  if (rough === null) return null;
  const distances = rays.map((ray) => lengthOf(subtract(rough, ray.origin)));
  const point = nearestToRays(
    rays,
    weights.map((weight, i) => weight / (distances[i] as number) ** 2),
  );
  if (point === null) return null;
  return judge(point, used, rays);
}

function judge(point: Vector, sightings: readonly Sighting[], rays: readonly Ray[]): Triangulated | null {
  let squares = 0;
  let gapM = 0;
  for (const [i, sighting] of sightings.entries()) {
    const seen = project(sighting.camera, point);
    if (seen === null) return null;
    squares += (seen.x - sighting.pixel.x) ** 2 + (seen.y - sighting.pixel.y) ** 2;
    gapM = Math.max(gapM, distanceToRay(point, rays[i] as Ray));
  }
  return { point, reprojectionPx: Math.sqrt(squares / sightings.length), gapM };
}

function distanceToRay(point: Vector, ray: Ray): number {
  const offset = subtract(point, ray.origin);
  return lengthOf(subtract(offset, scale(ray.direction, dot(offset, ray.direction))));
}

/** Solves Σ w (I − d dᵀ) X = Σ w (I − d dᵀ) o by Cramer's rule; weights are scaled to a sum of one first. */
function nearestToRays(rays: readonly Ray[], weights: readonly number[]): Vector | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let columnX = vector(0, 0, 0);
  let columnY = vector(0, 0, 0);
  let columnZ = vector(0, 0, 0);
  let right = vector(0, 0, 0);
  for (const [i, { origin, direction: d }] of rays.entries()) {
    const w = (weights[i] as number) / total;
    const px = vector(w * (1 - d.x * d.x), -w * d.x * d.y, -w * d.x * d.z);
    const py = vector(-w * d.x * d.y, w * (1 - d.y * d.y), -w * d.y * d.z);
    const pz = vector(-w * d.x * d.z, -w * d.y * d.z, w * (1 - d.z * d.z));
    columnX = add(columnX, px);
    columnY = add(columnY, py);
    columnZ = add(columnZ, pz);
    right = add(right, add(add(scale(px, origin.x), scale(py, origin.y)), scale(pz, origin.z)));
  }
  const determinant = tripleProduct(columnX, columnY, columnZ);
  if (!(Math.abs(determinant) > DETERMINANT_MIN * smallestShare(weights, total))) return null;
  return vector(
    tripleProduct(right, columnY, columnZ) / determinant,
    tripleProduct(columnX, right, columnZ) / determinant,
    tripleProduct(columnX, columnY, right) / determinant,
  );
}

/** With two rays the determinant is w₁ w₂ sin² of the angle between them: a small weight must not look like a small angle. */
function smallestShare(weights: readonly number[], total: number): number {
  return Math.min(...weights) / total;
}

function tripleProduct(a: Vector, b: Vector, c: Vector): number {
  return a.x * (b.y * c.z - b.z * c.y) + a.y * (b.z * c.x - b.x * c.z) + a.z * (b.x * c.y - b.y * c.x);
}
