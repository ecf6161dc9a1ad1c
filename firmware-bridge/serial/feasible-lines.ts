/**
 * All straight lines y = a + b·x that keep within given bounds: a convex polygon in the plane of (a, b).
 *
 * What is known of a clock is of that kind: each exchange says between which values the offset lay at one moment, and
 * between exchanges the offset runs straight. The lines that remain say how far off it can be at any other moment, and
 * nothing is assumed about how delays are distributed. Pure geometry, in whatever unit the caller uses.
 */
export interface Line {
  /** Value at x = 0. */
  readonly a: number;
  readonly b: number;
}

export interface Interval {
  readonly from: number;
  readonly to: number;
}

export type FeasibleLines = readonly Line[];

/** Every line with a slope up to `slopeMax` either way and, at x = 0, a value up to `valueMax` either way. */
export function allLines(slopeMax: number, valueMax: number): FeasibleLines {
  return [
    { a: -valueMax, b: -slopeMax },
    { a: valueMax, b: -slopeMax },
    { a: valueMax, b: slopeMax },
    { a: -valueMax, b: slopeMax },
  ];
}

/** Those of `lines` that lie at `x` within `bounds`; empty where none does. */
export function linesThrough(lines: FeasibleLines, x: number, bounds: Interval): FeasibleLines {
  const above = clip(lines, ({ a, b }) => a + b * x - bounds.from);
  return clip(above, ({ a, b }) => bounds.to - (a + b * x));
}

/** Between which values the lines lie at `x`; null where there is none. */
export function valuesAt(lines: FeasibleLines, x: number): Interval | null {
  if (lines.length === 0) return null;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { a, b } of lines) {
    from = Math.min(from, a + b * x);
    to = Math.max(to, a + b * x);
  }
  return { from, to };
}

/** Sutherland–Hodgman: keeps the part of the polygon where `room`, which is linear, is not negative. */
function clip(polygon: FeasibleLines, room: (line: Line) => number): FeasibleLines {
  const kept: Line[] = [];
  for (const [at, corner] of polygon.entries()) {
    const before = polygon[(at + polygon.length - 1) % polygon.length] ?? corner;
    const here = room(corner);
    const there = room(before);
    if (here >= 0 !== there >= 0) {
      const part = there / (there - here);
      kept.push({ a: before.a + part * (corner.a - before.a), b: before.b + part * (corner.b - before.b) });
    }
    if (here >= 0) kept.push(corner);
  }
  return kept;
}
