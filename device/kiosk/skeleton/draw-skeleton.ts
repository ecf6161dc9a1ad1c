import { LANDMARK, type LandmarkName } from '../../api/contract/report.ts';
import type { PictureFit } from './picture-fit.ts';

/**
 * The skeleton over the picture: bones in the colour of their side, with a dark rim that keeps them visible on any
 * background. Fingers, eyes and mouth are left out: from three metres they are noise.
 */
type Side = 'left' | 'right' | 'middle';
type Bone = readonly [LandmarkName, LandmarkName, Side];

const BONES: readonly Bone[] = [
  ['left-shoulder', 'right-shoulder', 'middle'],
  ['left-hip', 'right-hip', 'middle'],
  ['left-shoulder', 'left-hip', 'middle'],
  ['right-shoulder', 'right-hip', 'middle'],
  ['right-shoulder', 'right-elbow', 'right'],
  ['right-elbow', 'right-wrist', 'right'],
  ['right-hip', 'right-knee', 'right'],
  ['right-knee', 'right-ankle', 'right'],
  ['right-ankle', 'right-foot-index', 'right'],
  ['left-shoulder', 'left-elbow', 'left'],
  ['left-elbow', 'left-wrist', 'left'],
  ['left-hip', 'left-knee', 'left'],
  ['left-knee', 'left-ankle', 'left'],
  ['left-ankle', 'left-foot-index', 'left'],
];

const JOINTS: readonly LandmarkName[] = [
  'left-shoulder',
  'right-shoulder',
  'left-elbow',
  'right-elbow',
  'left-wrist',
  'right-wrist',
  'left-hip',
  'right-hip',
  'left-knee',
  'right-knee',
  'left-ankle',
  'right-ankle',
];

/** As in the style sheet: `--left`, `--right`, `--ink`. A canvas cannot read custom properties cheaply. */
const COLOURS: Record<Side, string> = { left: '#c8f560', right: '#6fd3ff', middle: '#f4f7f2' };
const RIM = 'rgba(5, 10, 9, 0.72)';
/** Below this the model is guessing, and nothing is drawn. */
const VISIBILITY_MIN = 0.35;

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointsOf(landmarks: readonly number[], fit: PictureFit): (name: LandmarkName) => Point | null {
  return (name) => {
    const row = LANDMARK[name] * 3;
    const [x, y, visibility] = [landmarks[row], landmarks[row + 1], landmarks[row + 2]];
    if (x === undefined || y === undefined || (visibility ?? 0) < VISIBILITY_MIN) return null;
    return { x: fit.left + x * fit.width, y: fit.top + y * fit.height };
  };
}

function bonesOf(landmarks: readonly number[], fit: PictureFit): { a: Point; b: Point; side: Side }[] {
  const at = pointsOf(landmarks, fit);
  return BONES.flatMap(([from, to, side]) => {
    const [a, b] = [at(from), at(to)];
    return a === null || b === null ? [] : [{ a, b, side }];
  });
}

export function drawSkeleton(
  context: CanvasRenderingContext2D,
  landmarks: readonly number[],
  fit: PictureFit,
  strength = 1,
): void {
  const at = pointsOf(landmarks, fit);
  const bones = bonesOf(landmarks, fit);
  const thickness = Math.max(2.5, bodyLength(bones) * 0.022) * strength;
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [extra, colour] of [
    [thickness * 0.8, RIM],
    [0, null],
  ] as const) {
    for (const { a, b, side } of bones) {
      context.strokeStyle = colour ?? COLOURS[side];
      context.lineWidth = thickness + extra;
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
      context.stroke();
    }
  }
  for (const name of JOINTS) {
    const point = at(name);
    if (point === null) continue;
    context.beginPath();
    context.arc(point.x, point.y, thickness * 1.15, 0, 2 * Math.PI);
    context.fillStyle = '#0b1110';
    context.fill();
    context.lineWidth = thickness * 0.7;
    context.strokeStyle = name.startsWith('left') ? COLOURS.left : COLOURS.right;
    context.stroke();
  }
  context.restore();
}

/** An earlier swing behind this one: broad, seen through and without joints, so that the two are never mixed up. */
const GHOST = 'rgba(214, 190, 255, 0.72)';
const GHOST_RIM = 'rgba(5, 10, 9, 0.35)';

export function drawGhost(context: CanvasRenderingContext2D, landmarks: readonly number[], fit: PictureFit): void {
  const bones = bonesOf(landmarks, fit);
  const thickness = Math.max(3, bodyLength(bones) * 0.044);
  const line = new Path2D();
  for (const { a, b } of bones) {
    line.moveTo(a.x, a.y);
    line.lineTo(b.x, b.y);
  }
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [width, colour] of [
    [thickness * 1.35, GHOST_RIM],
    [thickness, GHOST],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke(line);
  }
  context.restore();
}

function bodyLength(bones: readonly { a: { y: number }; b: { y: number } }[]): number {
  const heights = bones.flatMap(({ a, b }) => [a.y, b.y]);
  return heights.length === 0 ? 0 : Math.max(...heights) - Math.min(...heights);
}
