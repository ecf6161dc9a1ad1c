import type { BoardSight } from './board-detector.ts';

/** The board as one camera saw it at one moment. */
export interface SightedBoard extends BoardSight {
  /** The same number in two cameras: the same moment, as far as their clocks can tell. */
  readonly moment: number;
}

/** What a camera saw of the board while it was carried through the bay. */
export interface SightedCamera {
  readonly name: string;
  /** Of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly boards: readonly SightedBoard[];
}
