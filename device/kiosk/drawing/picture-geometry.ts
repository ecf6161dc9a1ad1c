import type { DrawnShape, PicturePoint } from '../../api/contract/drawing.ts';
import type { PictureFit, Size } from '../skeleton/picture-fit.ts';

/**
 * Drawings lie in the picture, as fractions of it; a screen shows the picture cut and enlarged. Pure: from one to the
 * other and back, and what is measured of a shape.
 */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** A fifth of a pixel of 1920: finer than anybody points. */
const DECIMALS = 1e4;

export function toScreen(fit: PictureFit, [x, y]: PicturePoint): ScreenPoint {
  return { x: fit.left + x * fit.width, y: fit.top + y * fit.height };
}

/** The nearest place in the picture, where the screen shows something beside it. */
export function toPicture(fit: PictureFit, { x, y }: ScreenPoint): PicturePoint {
  const share = (value: number) => Math.min(1, Math.max(0, Math.round(value * DECIMALS) / DECIMALS));
  return [share((x - fit.left) / fit.width), share((y - fit.top) / fit.height)];
}

/**
 * The angle between two legs as the picture shows it, 0–180°. It is no angle of the golfer: what leans toward the camera
 * or away from it is foreshortened.
 */
export function pictureAngle([leg, corner, other]: readonly PicturePoint[], picture: Size): number {
  if (leg === undefined || corner === undefined || other === undefined) return Number.NaN;
  const way = ([x, y]: PicturePoint): [number, number] => [
    (x - corner[0]) * picture.width,
    (y - corner[1]) * picture.height,
  ];
  const [ax, ay] = way(leg);
  const [bx, by] = way(other);
  return (Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180) / Math.PI;
}

/** The corner of a box that is as high as it is wide on the picture, in the direction of `to`. */
export function squareCorner(from: PicturePoint, to: PicturePoint, picture: Size): PicturePoint {
  const [dx, dy] = [(to[0] - from[0]) * picture.width, (to[1] - from[1]) * picture.height];
  const room = (start: number, way: number, pixels: number) => (way < 0 ? start : 1 - start) * pixels;
  const side = Math.min(
    Math.max(Math.abs(dx), Math.abs(dy)),
    room(from[0], dx, picture.width),
    room(from[1], dy, picture.height),
  );
  const end = (start: number, way: number, pixels: number) => start + ((way < 0 ? -1 : 1) * side) / pixels;
  return [end(from[0], dx, picture.width), end(from[1], dy, picture.height)];
}

/** The two ends of an arrow's barbs. */
export function arrowBarbs(tail: ScreenPoint, head: ScreenPoint, length: number): readonly [ScreenPoint, ScreenPoint] {
  const way = Math.atan2(head.y - tail.y, head.x - tail.x);
  const barb = (turn: number): ScreenPoint => ({
    x: head.x - length * Math.cos(way + turn),
    y: head.y - length * Math.sin(way + turn),
  });
  return [barb(0.5), barb(-0.5)];
}

/** How far a shape reaches, as a share of the picture: less than a hair is a slip of the hand. */
export function reachOf(points: readonly PicturePoint[]): number {
  const span = (axis: 0 | 1) => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return points.length === 0 ? 0 : Math.max(span(0), span(1));
}

/**
 * A line of fewer points that strays from the drawn one as little as can be (Ramer 1972, Douglas and Peucker 1973): the
 * tolerance doubles until there are at most `most`. Both ends stay.
 */
export function simplified(points: readonly PicturePoint[], most: number): PicturePoint[] {
  let tolerance = 0.0008;
  let kept = thinned(points, tolerance);
  // Each round doubles: after twelve the tolerance is larger than the picture, and only both ends are left.
  for (let round = 0; kept.length > most && round < 12; round++) {
    tolerance *= 2;
    kept = thinned(points, tolerance);
  }
  return kept;
}

function thinned(points: readonly PicturePoint[], tolerance: number): PicturePoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length <= 2) return [...points];
  let farthest = 0;
  let distance = 0;
  for (let at = 1; at < points.length - 1; at++) {
    const off = distanceFrom(points[at] as PicturePoint, first, last);
    if (off > distance) [farthest, distance] = [at, off];
  }
  if (distance <= tolerance) return [first, last];
  return [
    ...thinned(points.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...thinned(points.slice(farthest), tolerance),
  ];
}

/** From a line between two points, or from the point that both are. */
function distanceFrom([x, y]: PicturePoint, [ax, ay]: PicturePoint, [bx, by]: PicturePoint): number {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Of the picture's height, left round a drawing: what it is about stands beside its lines. */
const ROUND_DRAWING = 0.2;
const ZOOM_MAX = 2;

/** Where the picture lies in a room so that the whole drawing is seen, as near as can be; bars where it must be. */
export function fitAround(points: readonly PicturePoint[], picture: Size, room: Size): PictureFit {
  const across = [room.width / picture.width, room.height / picture.height];
  const [whole, most] = [Math.min(...across), Math.max(...across) * ZOOM_MAX];
  const span = (axis: 0 | 1, pixels: number) => {
    const values = points.length === 0 ? [0, 1] : points.map((point) => point[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { middle: (low + high) / 2, size: (high - low) * pixels + 2 * ROUND_DRAWING * picture.height };
  };
  const [x, y] = [span(0, picture.width), span(1, picture.height)];
  const scale = Math.min(most, Math.max(whole, Math.min(room.width / x.size, room.height / y.size)));
  const [width, height] = [picture.width * scale, picture.height * scale];
  const start = (middle: number, size: number, space: number) =>
    size <= space ? (space - size) / 2 : Math.min(0, Math.max(space - size, space / 2 - middle * size));
  return { width, height, left: start(x.middle, width, room.width), top: start(y.middle, height, room.height) };
}

export const pointsOf = (shapes: readonly DrawnShape[]): number =>
  shapes.reduce((sum, { points }) => sum + points.length, 0);
