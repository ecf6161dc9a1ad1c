/**
 * What the rules for events may ask of the pictures, as plain arrays: `analysis` reads the pixels, the decisions are
 * taken here. Rows are frames from `from` on; a view without pictures simply has no clues.
 */
import type { ShaftLines } from '../club/shaft-lines.ts';

export interface PixelClues {
  /** First frame of both arrays. */
  readonly from: number;
  /**
   * Evidence of a moving straight line from the hands outwards, frames × `SHAFT_DIRECTIONS`: 0 for none, about 1 for
   * a clear club. Column k looks along k · 360° / SHAFT_DIRECTIONS, 0° to the picture's right, 90° up.
   */
  readonly shaft: Float32Array;
  /** Mean change of brightness below the hands, where the club and the ball are at address, per frame; grey levels. */
  readonly clubMotion: Float64Array;
  /**
   * Looks for lines from the hands against the background, at rest as well as in motion; null where there is no
   * background. Asked only for what turned out to be a swing.
   */
  readonly lines?: () => ShaftLines | null;
}

export const SHAFT_DIRECTIONS = 90;

/** The part of a clip that is worth reading, and its pace. */
export interface ClueRequest {
  readonly view: number;
  readonly from: number;
  readonly to: number;
  /** A frame near address: where the hands hang then, the club is below. */
  readonly stillFrame: number;
  /** From here on the club does not rest where it rests at address. */
  readonly movingFrom: number;
  /** Frames in which a swing does what it does in a thirtieth of a second; at least 1. */
  readonly unitFrames: number;
}

export type ClueReader = (request: ClueRequest) => PixelClues | null;
