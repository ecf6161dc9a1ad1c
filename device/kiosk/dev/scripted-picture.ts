import { type GolferJoints, type Point3, project, type ScriptedCamera } from './scripted-golfer.ts';

/**
 * Draws the scripted golfer as shaded limbs in a bay: enough of a picture to judge how a page sits on video.
 */
export const PICTURE = { width: 960, height: 540, fps: 30 } as const;

type Colour = readonly [number, number, number];

const SKIN: Colour = [214, 164, 132];
const SHIRT: Colour = [70, 122, 176];
const TROUSERS: Colour = [58, 62, 74];
const SHOE: Colour = [226, 226, 222];
const CAP: Colour = [232, 236, 240];
const STEEL: Colour = [190, 196, 202];

interface Limb {
  readonly from: Point3;
  readonly to: Point3;
  readonly radius: number;
  readonly colour: Colour;
}

function limbsOf(joints: GolferJoints): Limb[] {
  const { head, neck, shoulders, elbows, hands, hips, knees, ankles, toes, clubHead } = joints;
  const limb = (from: Point3, to: Point3, radius: number, colour: Colour): Limb => ({ from, to, radius, colour });
  const pair = ([0, 1] as const).flatMap((side) => [
    limb(shoulders[side], elbows[side], 0.052, SHIRT),
    limb(elbows[side], hands, 0.04, SKIN),
    limb(hips[side], knees[side], 0.08, TROUSERS),
    limb(knees[side], ankles[side], 0.06, TROUSERS),
    limb(ankles[side], toes[side], 0.045, SHOE),
    limb(shoulders[side], hips[side], 0.1, SHIRT),
  ]);
  return [
    ...pair,
    limb(shoulders[0], shoulders[1], 0.085, SHIRT),
    limb(hips[0], hips[1], 0.1, TROUSERS),
    limb(neck, head, 0.055, SKIN),
    limb(head, [head[0], head[1] + 0.03, head[2]], 0.105, SKIN),
    limb([head[0], head[1] + 0.09, head[2]], [head[0], head[1] + 0.09, head[2] + 0.06], 0.085, CAP),
    limb(hands, hands, 0.055, SKIN),
    limb(hands, clubHead, 0.009, STEEL),
    limb(clubHead, [clubHead[0], clubHead[1], clubHead[2] + 0.07], 0.026, STEEL),
  ];
}

function background(camera: ScriptedCamera): Uint8Array {
  const { width, height } = PICTURE;
  const picture = new Uint8Array(width * height * 3);
  const horizon = height * 0.62;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const isWall = y < horizon;
      const slat = isWall && Math.floor((x + (camera.role === 'face-on' ? 0 : 30)) / 64) % 2 === 0 ? 5 : 0;
      const light = 1 - Math.hypot((x / width - 0.5) * 0.9, (y / height - 0.45) * 0.8) * 0.9;
      const isMat = !isWall && Math.abs(x / width - 0.5) < 0.2 + (y - horizon) / height / 2;
      const base: Colour = isWall ? [66 + slat, 74 + slat, 80 + slat] : isMat ? [44, 104, 66] : [70, 68, 64];
      for (let c = 0; c < 3; c += 1) picture[at + c] = (base[c] ?? 0) * Math.max(0.25, light);
    }
  }
  return picture;
}

/** A painter for one camera: joints in, tightly packed RGB out. Null draws the empty bay. */
export function createPainter(camera: ScriptedCamera): (joints: GolferJoints | null) => Uint8Array {
  const empty = background(camera);
  return (joints) => {
    const picture = empty.slice();
    if (joints === null) return picture;
    const aspect = PICTURE.width / PICTURE.height;
    const placed = limbsOf(joints).map((limb) => ({
      limb,
      from: project(camera, aspect, limb.from),
      to: project(camera, aspect, limb.to),
    }));
    placed.sort((a, b) => b.from[2] + b.to[2] - a.from[2] - a.to[2]);
    for (const { limb, from, to } of placed) drawLimb(picture, limb, from, to);
    const [ballX, ballY, ballDepth] = project(camera, aspect, [0, 0.02, 0]);
    const ball = [ballX, ballY, ballDepth] as [number, number, number];
    drawLimb(picture, { from: [0, 0, 0], to: [0, 0, 0], radius: 0.022, colour: [250, 250, 250] }, ball, ball);
    return picture;
  };
}

function drawLimb(
  picture: Uint8Array,
  limb: Limb,
  from: readonly [number, number, number],
  to: readonly [number, number, number],
): void {
  const { width, height } = PICTURE;
  const [ax, ay] = [from[0] * width, from[1] * height];
  const [bx, by] = [to[0] * width, to[1] * height];
  const radius = Math.max(1.6, (limb.radius * 1.28 * height * 2) / (from[2] + to[2]));
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy || 1e-9;
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - radius - 1));
  const right = Math.min(width - 1, Math.ceil(Math.max(ax, bx) + radius + 1));
  const top = Math.max(0, Math.floor(Math.min(ay, by) - radius - 1));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(ay, by) + radius + 1));
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
      const [ox, oy] = [x - ax - share * dx, y - ay - share * dy];
      const distance = Math.hypot(ox, oy);
      if (distance > radius + 0.5) continue;
      const rim = distance / radius;
      const light = 0.62 + 0.42 * Math.sqrt(Math.max(0, 1 - rim * rim)) - 0.12 * ((ox * 0.6 + oy * 0.8) / radius);
      const cover = Math.min(1, radius + 0.5 - distance);
      const at = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        const lit = Math.min(255, (limb.colour[c] ?? 0) * light);
        picture[at + c] = (picture[at + c] ?? 0) * (1 - cover) + lit * cover;
      }
    }
  }
}
