/**
 * The eye that goes round a swing, and how it sees the bay: a pinhole that looks at one point from all sides.
 * Bay axes: metres, x to the target, y up, z = x × y, origin at the ball.
 */
export type Point3 = readonly [number, number, number];

export interface Orbit {
  /** Round the upright axis, degrees: 0 looks from +z, where a right-hander faces; −90 from behind the ball. */
  readonly turn: number;
  /** Above the floor, degrees: 90 looks straight down. */
  readonly height: number;
}

export interface Seen {
  /** Canvas pixels. */
  readonly x: number;
  readonly y: number;
  /** From the eye, metres: what is nearer hides what is farther. */
  readonly depth: number;
  /** Canvas pixels of a metre at this depth. */
  readonly scale: number;
}

export const VIEWS = ['face-on', 'down-the-line', 'top'] as const;
export type OrbitView = (typeof VIEWS)[number];

/** As the cameras of the bay look; a left-hander's face-on camera stands on the other side of the ball. */
export function orbitOf(view: OrbitView, handedness: 'left' | 'right'): Orbit {
  if (view === 'top') return { turn: handedness === 'right' ? 0 : 180, height: HEIGHT_MAX };
  if (view === 'down-the-line') return { turn: -90, height: 8 };
  return { turn: handedness === 'right' ? 0 : 180, height: 8 };
}

const HEIGHT_MIN = 0;
const HEIGHT_MAX = 89;
/** From the golfer's middle, metres. */
const DISTANCE = 4.6;
/** What must fit on the shorter side of a canvas, metres, at the golfer's distance: a club over the head and a ball. */
const ROOM = 2.75;

/** Never below the floor, never over the top. */
export function turned({ turn, height }: Orbit, byTurn: number, byHeight: number): Orbit {
  const around = (((turn + byTurn + 180) % 360) + 360) % 360;
  return { turn: around - 180, height: Math.min(HEIGHT_MAX, Math.max(HEIGHT_MIN, height + byHeight)) };
}

/** Part of the way, the short way round. */
export function between(from: Orbit, to: Orbit, share: number): Orbit {
  const around = ((((to.turn - from.turn + 180) % 360) + 360) % 360) - 180;
  return turned(from, around * share, (to.height - from.height) * share);
}

/** Null for what lies behind the eye. */
export type Lens = (point: Point3) => Seen | null;

export function lensOf(orbit: Orbit, centre: Point3, size: { width: number; height: number }): Lens {
  const [turn, height] = [(orbit.turn * Math.PI) / 180, (orbit.height * Math.PI) / 180];
  const [sinTurn, cosTurn, sinHeight, cosHeight] = [Math.sin(turn), Math.cos(turn), Math.sin(height), Math.cos(height)];
  const focal = (Math.min(size.width, size.height) * DISTANCE) / ROOM;
  return ([px, py, pz]) => {
    const [x, y, z] = [px - centre[0], py - centre[1], pz - centre[2]];
    // Round the upright axis first, then over the top: right, up and toward the eye.
    const right = x * cosTurn - z * sinTurn;
    const toward = x * sinTurn + z * cosTurn;
    const up = y * cosHeight - toward * sinHeight;
    const depth = DISTANCE - (toward * cosHeight + y * sinHeight);
    if (depth < 0.1) return null;
    const scale = focal / depth;
    return { x: size.width / 2 + right * scale, y: size.height / 2 - up * scale, depth, scale };
  };
}
