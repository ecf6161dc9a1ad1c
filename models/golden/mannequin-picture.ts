/**
 * Draws a shaded mannequin in a few golf poses, pixel for pixel the same everywhere: the pictures that the converted
 * models and MediaPipe itself are compared on. Limbs are rows of spheres under a depth buffer, seen without
 * perspective. It knows nothing of how a swing moves; that is the virtual bay's business.
 */

export type MannequinPose = 'address' | 'top' | 'finish';

export interface MannequinFigure {
  pose: MannequinPose;
  /** Degrees the camera stands round the golfer: 0 faces the chest, 90 looks along the target line. */
  viewDegrees: number;
  /** Where the middle of the ankles stands, and the body's height, in pixels. */
  footX: number;
  footY: number;
  heightPixels: number;
}

export interface MannequinPicture {
  width: number;
  height: number;
  format: 'RGB';
  data: Uint8Array;
}

type Point = readonly [number, number, number];
type Colour = readonly [number, number, number];

interface Limb {
  from: Point;
  to: Point;
  fromRadius: number;
  toRadius: number;
  colour: Colour;
}

const SKIN: Colour = [214, 166, 138];
const SHIRT: Colour = [46, 92, 168];
const TROUSERS: Colour = [70, 70, 78];
const SHOE: Colour = [235, 235, 235];
const HAIR: Colour = [60, 42, 30];
const EYE: Colour = [30, 24, 22];

/** Metres that {@link MannequinFigure.heightPixels} stands for. */
const BODY_HEIGHT = 1.78;

/** Turns in degrees about the spine, positive to the golfer's left; hands in metres, x to the left, z to the front. */
const POSES: Record<MannequinPose, { bend: number; hipTurn: number; shoulderTurn: number; hands: Point }> = {
  address: { bend: 32, hipTurn: 0, shoulderTurn: 0, hands: [0.03, 0.78, 0.42] },
  top: { bend: 30, hipTurn: -42, shoulderTurn: -88, hands: [-0.42, 1.62, 0.02] },
  finish: { bend: 4, hipTurn: 85, shoulderTurn: 105, hands: [0.2, 1.68, -0.22] },
};

const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const mix = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** About the vertical axis; positive turns the front (+z) to the golfer's left (+x). */
function turned([x, y, z]: Point, degrees: number): Point {
  const cos = Math.cos(radians(degrees));
  const sin = Math.sin(radians(degrees));
  return [x * cos + z * sin, y, z * cos - x * sin];
}

/** The limbs in metres: x to the golfer's left, y up, z to the front, origin between the ankles on the ground. */
function limbsOf(pose: MannequinPose): Limb[] {
  const { bend, hipTurn, shoulderTurn, hands } = POSES[pose];
  const pelvis: Point = [0, 0.93, -0.14 * Math.sin(radians(bend)) * 2];
  const spine: Point = [0, 0.5 * Math.cos(radians(bend)), 0.5 * Math.sin(radians(bend))];
  const chest = add(pelvis, spine);
  const neck = add(chest, [0, 0.09, 0.05]);
  const head = add(neck, [0, 0.14, 0.06]);
  const limbs: Limb[] = [];
  const limb = (from: Point, to: Point, fromRadius: number, toRadius: number, colour: Colour) =>
    limbs.push({ from, to, fromRadius, toRadius, colour });
  for (const side of [1, -1]) {
    const hip = add(pelvis, turned([0.1 * side, 0, 0], hipTurn));
    const shoulder = add(chest, turned([0.185 * side, 0, 0], shoulderTurn));
    const ankle: Point = [0.19 * side, 0.09, 0];
    const knee = add(mix(hip, ankle, 0.52), [0.02 * side, 0, 0.09]);
    limb(hip, knee, 0.095, 0.062, TROUSERS);
    limb(knee, ankle, 0.062, 0.045, TROUSERS);
    limb(add(ankle, [0, -0.04, -0.05]), add(ankle, [0.05 * side, -0.05, 0.17]), 0.045, 0.035, SHOE);
    const hand = add(hands, [0.03 * side, 0.03 * side, 0]);
    const elbow = add(mix(shoulder, hand, 0.48), [0.05 * side, -0.07, -0.02]);
    limb(shoulder, elbow, 0.062, 0.047, SHIRT);
    limb(elbow, hand, 0.042, 0.032, SKIN);
    limb(hand, add(hand, [0, -0.05, 0.03]), 0.04, 0.034, SKIN);
    limb(hip, shoulder, 0.1, 0.09, SHIRT);
    limb(shoulder, chest, 0.075, 0.1, SHIRT);
  }
  limb(pelvis, chest, 0.13, 0.13, SHIRT);
  limb(chest, neck, 0.08, 0.055, SKIN);
  // The golfer looks down at the ball at address and on along the target line at the finish.
  const lookTurn = pose === 'finish' ? 70 : 0;
  const face = (x: number, y: number, z: number): Point => add(head, turned([x, y, z], lookTurn));
  limb(head, face(0, -0.05, 0.03), 0.1, 0.075, SKIN);
  limb(face(0, 0.045, -0.025), face(0, 0.045, -0.025), 0.098, 0.098, HAIR);
  limb(face(0, -0.01, 0.1), face(0, -0.02, 0.115), 0.016, 0.018, SKIN);
  for (const side of [1, -1]) {
    limb(face(0.035 * side, 0.015, 0.088), face(0.037 * side, 0.015, 0.088), 0.014, 0.014, EYE);
    limb(face(0.1 * side, -0.01, 0), face(0.1 * side, -0.03, 0), 0.024, 0.018, SKIN);
  }
  limb(face(-0.025, -0.075, 0.09), face(0.025, -0.075, 0.09), 0.01, 0.01, [150, 70, 66]);
  return limbs;
}

export function drawMannequins(size: { width: number; height: number }, figures: MannequinFigure[]): MannequinPicture {
  const { width, height } = size;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    // A pale wall over a green floor, both a little darker to the bottom.
    const isFloor = y > height * 0.78;
    const shade = 1 - (0.15 * y) / height;
    for (let x = 0; x < width; x++) {
      data.set(
        isFloor ? [96 * shade, 140 * shade, 92 * shade] : [205 * shade, 208 * shade, 214 * shade],
        (y * width + x) * 3,
      );
    }
  }
  for (const figure of figures) drawFigure(data, width, height, figure);
  return { width, height, format: 'RGB', data };
}

/** A later figure covers an earlier one whole: the order of the list is the order of depth. */
function drawFigure(data: Uint8Array, width: number, height: number, figure: MannequinFigure): void {
  const scale = figure.heightPixels / BODY_HEIGHT;
  const depth = new Float32Array(width * height).fill(Number.NEGATIVE_INFINITY);
  for (const { from, to, fromRadius, toRadius, colour } of limbsOf(figure.pose)) {
    const a = turned(from, -figure.viewDegrees);
    const b = turned(to, -figure.viewDegrees);
    const steps = Math.max(1, Math.ceil((Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]) * scale) / 1.5));
    for (let step = 0; step <= steps; step++) {
      const at = mix(a, b, step / steps);
      const radius = (fromRadius + ((toRadius - fromRadius) * step) / steps) * scale;
      drawSphere(data, depth, width, height, {
        x: figure.footX + at[0] * scale,
        y: figure.footY - at[1] * scale,
        z: at[2] * scale,
        radius,
        colour,
      });
    }
  }
}

interface Sphere {
  x: number;
  y: number;
  z: number;
  radius: number;
  colour: Colour;
}

/** Light from the upper left in front of the golfer. */
const LIGHT: Point = [-0.4, 0.55, 0.73];

function drawSphere(data: Uint8Array, depth: Float32Array, width: number, height: number, sphere: Sphere): void {
  const { x, y, z, radius, colour } = sphere;
  const bottom = Math.min(height - 1, Math.ceil(y + radius));
  const right = Math.min(width - 1, Math.ceil(x + radius));
  for (let row = Math.max(0, Math.floor(y - radius)); row <= bottom; row++) {
    for (let column = Math.max(0, Math.floor(x - radius)); column <= right; column++) {
      const dx = (column + 0.5 - x) / radius;
      const dy = (row + 0.5 - y) / radius;
      const rest = 1 - dx * dx - dy * dy;
      if (rest <= 0) continue;
      const normalZ = Math.sqrt(rest);
      const near = z + normalZ * radius;
      const at = row * width + column;
      if (near <= (depth[at] as number)) continue;
      depth[at] = near;
      const light = 0.45 + 0.6 * Math.max(0, dx * LIGHT[0] - dy * LIGHT[1] + normalZ * LIGHT[2]);
      for (let channel = 0; channel < 3; channel++) {
        data[at * 3 + channel] = Math.min(255, Math.round((colour[channel] as number) * light));
      }
    }
  }
}
