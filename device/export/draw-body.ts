/**
 * The skeleton and the way of the hands over one camera's picture, tick by tick: what is drawn is the pose of the
 * picture that is shown.
 */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';
import { zeroPhaseFilter } from '../swing/signal/zero-phase-filter.ts';
import { COLOURS, LAYERS } from './film-colours.ts';
import type { Box } from './film-layout.ts';
import type { OverlayScript } from './overlay-script.ts';
import type { PictureCut } from './picture-cut.ts';
import { type Point, VectorShape } from './vector-shape.ts';

type Side = 'left' | 'right' | 'middle';

const BONES: readonly (readonly [LandmarkName, LandmarkName, Side])[] = [
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
const SIDE_COLOURS: Readonly<Record<Side, string>> = { left: COLOURS.lime, right: COLOURS.sky, middle: COLOURS.ink };
const RIM = { colour: '#050a09', opacity: 0.72 };
/** Below this the model is guessing, and nothing is drawn. */
const VISIBILITY_MIN = 0.35;
/** Thickness of a bone, in heights of the picture that is shown. */
const THICKNESS = 0.0075;
/** Of the pictures in which one wrist is seen, those in which the other must be, too. */
const KNOWN_SHARE_MIN = 0.9;
/** Hands turn round the top within a fifth of a second; what changes faster than this is scatter. */
const PATH_HZ = 10;
/** Pieces of the way of the hands that are drawn as one once they are passed. */
const PIECES_TOGETHER = 16;

export interface ShownCamera {
  readonly track: PoseTrack;
  readonly box: Box;
  readonly cut: PictureCut;
  /** For every tick, the index of the pose of the picture that is shown. */
  readonly frames: Uint32Array;
  /** When the hands begin to be followed, when they come down, and when that ends; in the report's milliseconds. */
  readonly path: { readonly fromMs: number; readonly topMs: number; readonly toMs: number } | null;
}

export function drawBody(script: OverlayScript, camera: ShownCamera, hasSkeleton: boolean): void {
  drawHandPath(script, camera);
  if (!hasSkeleton) return;
  for (const { frame, from, to } of runs(camera.frames)) drawSkeleton(script, camera, frame, { from, to });
}

function drawSkeleton(
  script: OverlayScript,
  camera: ShownCamera,
  frame: number,
  ticks: { from: number; to: number },
): void {
  const at = (name: LandmarkName) => placeOf(camera, frame, name);
  const thickness = camera.box.height * THICKNESS;
  const rim = new VectorShape();
  const sides: Record<Side, VectorShape> = {
    left: new VectorShape(),
    right: new VectorShape(),
    middle: new VectorShape(),
  };
  for (const [one, other, side] of BONES) {
    const piece = clipped(at(one), at(other), camera.box);
    if (piece === null) continue;
    rim.stroke(...piece, thickness * 1.8);
    sides[side].stroke(...piece, thickness);
  }
  const joints: Record<'left' | 'right', VectorShape> = { left: new VectorShape(), right: new VectorShape() };
  const hearts = new VectorShape();
  for (const name of JOINTS) {
    const place = at(name);
    if (place === null || !isInside(place, camera.box)) continue;
    joints[name.startsWith('left') ? 'left' : 'right'].circle(place, thickness * 1.5);
    hearts.circle(place, thickness * 0.8);
  }
  script.draw(rim, RIM, LAYERS.skeleton, ticks);
  for (const side of ['middle', 'left', 'right'] as const) {
    script.draw(sides[side], { colour: SIDE_COLOURS[side] }, LAYERS.skeleton, ticks);
  }
  for (const side of ['left', 'right'] as const) {
    script.draw(joints[side], { colour: SIDE_COLOURS[side] }, LAYERS.skeleton, ticks);
  }
  script.draw(hearts, { colour: COLOURS.ground }, LAYERS.skeleton, ticks);
}

const JOINTS: readonly LandmarkName[] = [...new Set(BONES.flatMap(([one, other]) => [one, other]))].filter(
  (name) => !name.endsWith('foot-index'),
);

/** Grows with the swing and stays to its end: the way back in one colour, the way down in another. */
function drawHandPath(script: OverlayScript, camera: ShownCamera): void {
  const { path, frames, box, track } = camera;
  if (path === null) return;
  const hands = handsIn(camera);
  const thickness = box.height * THICKNESS * 0.9;
  const pieces = runs(frames).flatMap(({ frame, from }) => {
    const timeMs = track.timesMs[frame] ?? Number.NaN;
    const place = timeMs >= path.fromMs && timeMs <= path.toMs ? hands(frame) : null;
    return place === null ? [] : [{ from, place, isDown: timeMs > path.topMs }];
  });
  for (const isDown of [false, true]) {
    const way = pieces.filter((piece, index) => piece.isDown === isDown || pieces[index + 1]?.isDown === isDown);
    const ink = isDown ? { colour: COLOURS.amber } : { colour: COLOURS.ink, opacity: 0.8 };
    for (let first = 0; first + 1 < way.length; first += PIECES_TOGETHER) {
      const together = way.slice(first, first + PIECES_TOGETHER + 1);
      for (let length = 2; length <= together.length; length++) {
        const from = together[length - 1]?.from ?? 0;
        // The last one stays; the others give way to the next, which has one piece more.
        const to = length === together.length ? frames.length : (together[length]?.from ?? from);
        const places = together.slice(0, length).map(({ place }) => place);
        script.draw(polyline(places, thickness, box), ink, LAYERS.path, { from, to });
      }
    }
  }
}

function polyline(places: readonly Point[], thickness: number, box: Box): VectorShape {
  const shape = new VectorShape();
  for (const [index, place] of places.slice(1).entries()) {
    const piece = clipped(places[index] ?? place, place, box);
    if (piece !== null) shape.stroke(...piece, thickness);
  }
  return shape;
}

/**
 * Where the hands are in a picture: the middle of both wrists, or one of them throughout where the other is not seen
 * often enough. A path never jumps from one to the other, and the scatter of single poses is taken off it.
 */
function handsIn(camera: ShownCamera): (frame: number) => Point | null {
  const { track } = camera;
  const wrists = (['left-wrist', 'right-wrist'] as const).map((name) =>
    Array.from(track.timesMs, (_, frame) => placeOf(camera, frame, name)),
  );
  const seen = wrists.map((wrist) => wrist.filter((place) => place !== null).length);
  const [left = [], right = []] = wrists;
  const [leftSeen = 0, rightSeen = 0] = seen;
  const isOneEnough = Math.min(leftSeen, rightSeen) < KNOWN_SHARE_MIN * Math.max(leftSeen, rightSeen);
  const raw = isOneEnough
    ? leftSeen > rightSeen
      ? left
      : right
    : left.map((one, frame) => {
        const other = right[frame] ?? null;
        return one === null || other === null ? null : { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
      });
  const smooth = (axis: 'x' | 'y') =>
    zeroPhaseFilter(
      raw.map((place) => place?.[axis] ?? Number.NaN),
      track.timesMs,
      { cutoffHz: PATH_HZ },
    ).values;
  const [x, y] = [smooth('x'), smooth('y')];
  return (frame) => {
    const place = { x: x[frame] ?? Number.NaN, y: y[frame] ?? Number.NaN };
    return Number.isFinite(place.x) && Number.isFinite(place.y) ? place : null;
  };
}

function placeOf({ track, box, cut }: ShownCamera, frame: number, name: LandmarkName): Point | null {
  if (!((track.presence[frame] ?? 0) > 0)) return null;
  const row = (frame * LANDMARK_COUNT + LANDMARK[name]) * IMAGE_VALUES;
  const [x = Number.NaN, y = Number.NaN] = [track.image[row], track.image[row + 1]];
  if (!Number.isFinite(x) || !Number.isFinite(y) || !((track.image[row + 3] ?? 0) >= VISIBILITY_MIN)) return null;
  return {
    x: box.left + ((x / track.width - cut.left) / cut.width) * box.width,
    y: box.top + ((y / track.height - cut.top) / cut.height) * box.height,
  };
}

/** The part of a line that lies in the picture, so that nothing is drawn over what stands beside it; Liang–Barsky. */
export function clipped(from: Point | null, to: Point | null, box: Box): [Point, Point] | null {
  if (from === null || to === null) return null;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [begin, end] = [0, 1];
  for (const [step, room] of [
    [-dx, from.x - box.left],
    [dx, box.left + box.width - from.x],
    [-dy, from.y - box.top],
    [dy, box.top + box.height - from.y],
  ] as const) {
    if (step === 0) {
      if (room < 0) return null;
      continue;
    }
    if (step < 0) begin = Math.max(begin, room / step);
    else end = Math.min(end, room / step);
  }
  if (begin > end) return null;
  const along = (share: number) => ({ x: from.x + share * dx, y: from.y + share * dy });
  return [along(begin), along(end)];
}

function isInside({ x, y }: Point, { left, top, width, height }: Box): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

/** Ticks in a row that show the same picture. */
function runs(frames: Uint32Array): { frame: number; from: number; to: number }[] {
  const found: { frame: number; from: number; to: number }[] = [];
  for (const [tick, frame] of frames.entries()) {
    const last = found.at(-1);
    if (last?.frame === frame) last.to = tick + 1;
    else found.push({ frame, from: tick, to: tick + 1 });
  }
  return found;
}

/** For every tick, the pose nearest to the picture that is shown; a clip may have poses of every second picture only. */
export function posesOf(
  frames: Uint32Array,
  pictureTimesMs: ArrayLike<number>,
  poseTimesMs: Float64Array,
): Uint32Array {
  let pose = 0;
  return frames.map((frame) => {
    const timeMs = pictureTimesMs[frame] ?? 0;
    while (pose > 0 && distance(poseTimesMs, pose - 1, timeMs) < distance(poseTimesMs, pose, timeMs)) pose--;
    while (
      pose + 1 < poseTimesMs.length &&
      distance(poseTimesMs, pose + 1, timeMs) <= distance(poseTimesMs, pose, timeMs)
    ) {
      pose++;
    }
    return pose;
  });
}

function distance(timesMs: Float64Array, index: number, timeMs: number): number {
  return Math.abs((timesMs[index] ?? Number.POSITIVE_INFINITY) - timeMs);
}
