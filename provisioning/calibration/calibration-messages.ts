import type { BoardSight } from './board-detector.ts';
import type { CalibrationSolution, MatSight } from './calibration-solution.ts';
import type { CharucoBoard } from './charuco-board.ts';
import type { SightedCamera } from './sighted-camera.ts';

/** What a calibration thread is asked, and what it answers under the same id. */
export type CalibrationAsk =
  | {
      readonly type: 'detect';
      readonly camera: string;
      readonly luma: Uint8Array;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly type: 'look';
      readonly camera: string;
      /** H.264 byte stream from a key frame on; its last picture is the one that is looked at. */
      readonly stream: Uint8Array;
      readonly width: number;
      readonly height: number;
    }
  | { readonly type: 'lens'; readonly camera: SightedCamera }
  | { readonly type: 'solve'; readonly cameras: readonly SightedCamera[]; readonly mat: MatSight | null };

export interface CalibrationOrder {
  readonly id: number;
  readonly board: CharucoBoard;
  readonly ask: CalibrationAsk;
}

/** What a live picture shows, with the picture itself to show beside it. */
export interface LiveLook {
  readonly sight: BoardSight | null;
  readonly jpeg: Uint8Array;
}

export type CalibrationAnswer =
  | { readonly id: number; readonly type: 'detect'; readonly sight: BoardSight | null }
  | { readonly id: number; readonly type: 'look'; readonly look: LiveLook }
  | { readonly id: number; readonly type: 'lens'; readonly reprojectionPx: number | null }
  | { readonly id: number; readonly type: 'solve'; readonly solution: CalibrationSolution }
  | {
      readonly id: number;
      readonly type: 'failed';
      readonly code: string;
      readonly message: string;
      readonly hint: string | undefined;
      readonly retryable: boolean;
    };
