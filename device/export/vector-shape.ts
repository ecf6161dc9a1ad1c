/**
 * Outlines in the drawing commands of ASS subtitles, which FFmpeg burns into a picture: filled, by the rule of winding
 * numbers, so all that is added here turns the same way and overlapping parts make one shape.
 *
 * Coordinates are pixels of the film; they are written in eighths, the `\p4` of ASS.
 */
export const DRAWING_SCALE = 4;
const STEPS_PER_PIXEL = 2 ** (DRAWING_SCALE - 1);
/** The distance of a Bézier curve's handles that makes it a quarter of a circle. */
const QUARTER = 0.5523;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export class VectorShape {
  readonly #parts: string[] = [];

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  toString(): string {
    return this.#parts.join(' ');
  }

  polygon(points: readonly Point[]): this {
    const [first, ...others] = turnedAlike(points);
    if (first === undefined || others.length < 2) return this;
    this.#parts.push(`m ${at(first)} l ${others.map(at).join(' ')}`);
    return this;
  }

  circle({ x, y }: Point, radius: number): this {
    return this.roundedBox({ left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius }, radius);
  }

  roundedBox(box: { left: number; top: number; width: number; height: number }, radius: number): this {
    const { left, top, width, height } = box;
    const r = Math.min(radius, width / 2, height / 2);
    const k = r * (1 - QUARTER);
    const [right, bottom] = [left + width, top + height];
    const p = (x: number, y: number) => at({ x, y });
    this.#parts.push(
      `m ${p(left + r, top)} l ${p(right - r, top)} b ${p(right - k, top)} ${p(right, top + k)} ${p(right, top + r)}`,
      `l ${p(right, bottom - r)} b ${p(right, bottom - k)} ${p(right - k, bottom)} ${p(right - r, bottom)}`,
      `l ${p(left + r, bottom)} b ${p(left + k, bottom)} ${p(left, bottom - k)} ${p(left, bottom - r)}`,
      `l ${p(left, top + r)} b ${p(left, top + k)} ${p(left + k, top)} ${p(left + r, top)}`,
    );
    return this;
  }

  /** A line with round ends. */
  stroke(from: Point, to: Point, thickness: number): this {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const radius = thickness / 2;
    this.circle(from, radius);
    if (length < 1e-3) return this;
    this.circle(to, radius);
    const across = { x: (-(to.y - from.y) / length) * radius, y: ((to.x - from.x) / length) * radius };
    return this.polygon([
      { x: from.x + across.x, y: from.y + across.y },
      { x: to.x + across.x, y: to.y + across.y },
      { x: to.x - across.x, y: to.y - across.y },
      { x: from.x - across.x, y: from.y - across.y },
    ]);
  }

  /** Outlines of letters as a font has them; they bring their own turning, holes included. */
  outline(commands: string): this {
    if (commands !== '') this.#parts.push(commands);
    return this;
  }
}

/** A place as it is written in a drawing. */
export function at({ x, y }: Point): string {
  return `${Math.round(x * STEPS_PER_PIXEL)} ${Math.round(y * STEPS_PER_PIXEL)}`;
}

/** Clockwise on the screen, as boxes and circles are. */
function turnedAlike(points: readonly Point[]): readonly Point[] {
  let area = 0;
  for (const [index, a] of points.entries()) {
    const b = points[(index + 1) % points.length] ?? a;
    area += a.x * b.y - b.x * a.y;
  }
  return area < 0 ? points.toReversed() : points;
}
