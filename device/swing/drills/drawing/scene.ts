import type { MannequinPose } from './mannequin.ts';

/**
 * What a drill's drawing shows, as data: one to three panels, each a golfer in a position with the things used, the
 * way to move, and what to avoid. Everything is said for a right-hander; the drawer mirrors it for a left-hander.
 *
 * Places are metres in the panel's own plane, from the ground between the feet: face-on, `x` runs to the target; down
 * the line, toward the ball; `y` runs up.
 */
export type PlanePoint = readonly [x: number, y: number];

export interface DrillScene {
  readonly panels: readonly ScenePanel[];
}

export interface ScenePanel {
  readonly view: 'face-on' | 'down-the-line';
  readonly figure: MannequinPose;
  /** The position to avoid, drawn behind the golfer. */
  readonly ghost?: MannequinPose;
  readonly props?: readonly SceneProp[];
  readonly arrows?: readonly SceneArrow[];
  readonly labels?: readonly SceneLabel[];
}

export type SceneProp =
  | { readonly kind: 'wall'; readonly x: number; readonly side: 'left' | 'right' }
  | { readonly kind: 'ball'; readonly at: PlanePoint; readonly radiusM?: number }
  | { readonly kind: 'stick'; readonly from: PlanePoint; readonly to: PlanePoint; readonly behind?: boolean }
  /** A rod along a part of the body, reaching beyond it on both sides. */
  | { readonly kind: 'rod'; readonly along: 'shoulders' | 'hips' | 'back' }
  | { readonly kind: 'towel'; readonly at: PlanePoint; readonly widthM?: number; readonly heightM?: number }
  | { readonly kind: 'headcover'; readonly at: PlanePoint }
  | { readonly kind: 'chair'; readonly at: PlanePoint; readonly facing: 'left' | 'right' }
  | { readonly kind: 'bag'; readonly at: PlanePoint }
  | { readonly kind: 'cushion'; readonly at: PlanePoint }
  | { readonly kind: 'tray'; readonly at: PlanePoint };

export interface SceneArrow {
  readonly from: PlanePoint;
  readonly to: PlanePoint;
  /** How far its middle is pushed to the left of its way, metres. */
  readonly bulge?: number;
  /** What not to do. */
  readonly wrong?: boolean;
}

export interface SceneLabel {
  /** A text under `drawing.<word>`. */
  readonly word: DrawingWord;
  readonly at: PlanePoint;
}

export type DrawingWord =
  | 'wall'
  | 'chair'
  | 'towel'
  | 'stick'
  | 'club'
  | 'bag'
  | 'ball'
  | 'headcover'
  | 'tray'
  | 'still'
  | 'long'
  | 'press'
  | 'turn'
  | 'stop'
  | 'swish'
  | 'hold'
  | 'one'
  | 'two'
  | 'three'
  | 'three-times'
  | 'three-seconds'
  | 'hit'
  | 'target';
