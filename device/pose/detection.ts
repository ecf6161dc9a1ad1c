import { DETECTOR_SIDE } from './detector-anchors.ts';

/**
 * Turns the detector's raw rows into people: threshold, decoding, and weighted non-maximum suppression as in
 * MediaPipe's pose detection graph.
 */
export interface Detection {
  /** 0–1. */
  score: number;
  /** Box round the head and shoulders as x0, y0, x1, y1, then four key points as x, y; 0–1 of the letterboxed square. */
  values: Float32Array;
}

/** Box corners, then key points: 0 the middle of the hips, 1 size and direction of the whole body. */
export const KEY_POINT_HIP = 4;
export const KEY_POINT_BODY = 6;

const RAW_VALUES = 12;
const SCORE_MIN = 0.5;
const OVERLAP_MIN = 0.3;
/** More rows than this above the threshold would be noise; a crowd gives a few dozen. */
const CANDIDATES_MAX = 400;

export function decodeDetections(boxes: Float32Array, scores: Float32Array, anchors: Float32Array): Detection[] {
  const logitMin = Math.log(SCORE_MIN / (1 - SCORE_MIN));
  const candidates: Detection[] = [];
  for (let row = 0; row < scores.length && candidates.length < CANDIDATES_MAX; row++) {
    const logit = scores[row] as number;
    if (logit >= logitMin) {
      candidates.push({ score: 1 / (1 + Math.exp(-logit)), values: decodeRow(boxes, row, anchors) });
    }
  }
  return suppressOverlaps(candidates);
}

function decodeRow(boxes: Float32Array, row: number, anchors: Float32Array): Float32Array {
  const anchorX = anchors[2 * row] as number;
  const anchorY = anchors[2 * row + 1] as number;
  const at = row * RAW_VALUES;
  const value = (index: number) => (boxes[at + index] as number) / DETECTOR_SIDE;
  const values = new Float32Array(RAW_VALUES);
  const centreX = value(0) + anchorX;
  const centreY = value(1) + anchorY;
  values.set([centreX - value(2) / 2, centreY - value(3) / 2, centreX + value(2) / 2, centreY + value(3) / 2]);
  for (let index = 4; index < RAW_VALUES; index += 2) {
    values[index] = value(index) + anchorX;
    values[index + 1] = value(index + 1) + anchorY;
  }
  return values;
}

/**
 * The best candidate absorbs those that overlap it by more than {@link OVERLAP_MIN}: all their values are averaged with
 * their scores as weights, which steadies the key points; then the best of the rest does, and so on.
 */
export function suppressOverlaps(candidates: readonly Detection[]): Detection[] {
  let open = [...candidates].sort((a, b) => b.score - a.score);
  const people: Detection[] = [];
  while (open.length > 0) {
    const best = open[0] as Detection;
    const same = open.filter((other) => other === best || overlap(best.values, other.values) > OVERLAP_MIN);
    const weight = same.reduce((sum, { score }) => sum + score, 0);
    const values = best.values.map(
      (_, i) => same.reduce((sum, d) => sum + d.score * (d.values[i] as number), 0) / weight,
    );
    people.push({ score: best.score, values });
    open = open.filter((other) => !same.includes(other));
  }
  return people;
}

/** Area of the boxes' intersection over that of their union. */
export function overlap(a: Float32Array, b: Float32Array): number {
  const [ax0, ay0, ax1, ay1] = a as unknown as [number, number, number, number];
  const [bx0, by0, bx1, by1] = b as unknown as [number, number, number, number];
  const width = Math.min(ax1, bx1) - Math.max(ax0, bx0);
  const height = Math.min(ay1, by1) - Math.max(ay0, by0);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / ((ax1 - ax0) * (ay1 - ay0) + (bx1 - bx0) * (by1 - by0) - shared);
}
