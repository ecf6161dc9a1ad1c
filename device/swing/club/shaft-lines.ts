/**
 * What the search for the shaft may ask of one view's pictures, as plain arrays: `analysis` reads the pixels, the
 * decisions are taken here. Directions are degrees in the picture, 0 to its right, 90 up.
 */

/** A straight line that leaves the hands. */
export interface ShaftLine {
  /** A point of it near the hands, in pixels of the upright picture. */
  readonly x: number;
  readonly y: number;
  readonly degrees: number;
  /** 0 for none, about 1 for a clear shaft. */
  readonly strength: number;
}

export const LINE_DIRECTIONS = 120;

export interface ShaftLines {
  /** Frame of the first row. */
  readonly from: number;
  /** frames × LINE_DIRECTIONS: how clearly a line leaves the hands in each direction. */
  readonly strength: Float32Array;
  /** Looks closely round a direction; null where the picture shows no line there. */
  readonly closely: (frame: number, degrees: number) => ShaftLine | null;
}
