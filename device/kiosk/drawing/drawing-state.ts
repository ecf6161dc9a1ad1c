import type { DrawnShape, PicturePoint } from '../../api/contract/drawing.ts';
import { type DrawingColour, FREEHAND_POINTS_MAX, POINTS_MAX, SHAPES_MAX } from '../../api/contract/drawing-bounds.ts';
import { pointsOf, reachOf, simplified } from './picture-geometry.ts';

/**
 * A drawing while it is made: pure, (state, step) → state. The same steps serve mouse, pen, finger and keyboard: a point
 * is placed, another follows, and with enough of them there is a shape.
 *
 * INVARIANTS
 * - `shapes` is always a drawing that the API takes: no more shapes and points than there may be.
 * - Undo brings back what was there before the last change, redo what undo took; drawing on ends what could be redone.
 */
export type ShapeKind = DrawnShape['kind'];

export interface Draft {
  readonly kind: ShapeKind;
  readonly colour: DrawingColour;
  readonly points: readonly PicturePoint[];
  /** Where the next point would be. */
  readonly next: PicturePoint | null;
}

export interface DrawingState {
  readonly shapes: readonly DrawnShape[];
  readonly past: readonly (readonly DrawnShape[])[];
  readonly future: readonly (readonly DrawnShape[])[];
  readonly draft: Draft | null;
  /** The last shape found no room. */
  readonly isFull: boolean;
}

export type DrawingStep =
  | { readonly step: 'load'; readonly shapes: readonly DrawnShape[] }
  | { readonly step: 'place'; readonly kind: ShapeKind; readonly colour: DrawingColour; readonly point: PicturePoint }
  /** The same with keys: a freehand line ends where a point is placed twice. */
  | { readonly step: 'press'; readonly kind: ShapeKind; readonly colour: DrawingColour; readonly point: PicturePoint }
  /** The pointer is here, with no point placed. */
  | { readonly step: 'hover'; readonly point: PicturePoint }
  /** Ends a freehand line. */
  | { readonly step: 'finish' }
  | { readonly step: 'cancel' }
  | { readonly step: 'undo' }
  | { readonly step: 'redo' }
  | { readonly step: 'clear' };

export const NO_DRAWING: DrawingState = { shapes: [], past: [], future: [], draft: null, isFull: false };

/** How many points make the shape; a freehand line is ended by whoever draws it. */
export const POINTS_OF: Readonly<Record<ShapeKind, number>> = {
  line: 2,
  arrow: 2,
  ellipse: 2,
  angle: 3,
  freehand: Number.POSITIVE_INFINITY,
};

const PAST_MAX = 100;
/** A hand that rests on one spot must not grow a line for ever. */
const DRAFT_POINTS_MAX = 4_000;
const REACH_MIN = 0.006;

export function drawOn(state: DrawingState, step: DrawingStep): DrawingState {
  switch (step.step) {
    case 'load':
      return { ...NO_DRAWING, shapes: step.shapes };
    case 'place':
      return placed(state, step);
    case 'press':
      return isEndOf(state.draft, step) ? drawOn(state, { step: 'finish' }) : placed(state, step);
    case 'hover':
      return state.draft === null ? state : { ...state, draft: { ...state.draft, next: step.point } };
    case 'finish':
      return state.draft?.kind === 'freehand' ? committed(state, state.draft) : state;
    case 'cancel':
      return state.draft === null ? state : { ...state, draft: null };
    case 'undo':
      return undone(state);
    case 'redo':
      return redone(state);
    case 'clear':
      return state.shapes.length === 0 ? { ...state, draft: null } : changed(state, []);
  }
}

type Placing = Extract<DrawingStep, { step: 'place' | 'press' }>;

function isEndOf(draft: Draft | null, { kind, point }: Placing): boolean {
  const last = draft?.points.at(-1);
  return kind === 'freehand' && draft?.kind === kind && last?.[0] === point[0] && last[1] === point[1];
}

function placed(state: DrawingState, { kind, colour, point }: Placing): DrawingState {
  const before = state.draft?.kind === kind ? state.draft.points : [];
  if (before.length >= DRAFT_POINTS_MAX) return state;
  const draft: Draft = {
    kind,
    colour: before.length > 0 ? (state.draft?.colour ?? colour) : colour,
    points: [...before, point],
    next: null,
  };
  return draft.points.length >= POINTS_OF[kind] ? committed(state, draft) : { ...state, draft };
}

function committed(state: DrawingState, { kind, colour, points }: Draft): DrawingState {
  if (points.length < 2 || reachOf(points) < REACH_MIN) return { ...state, draft: null };
  const kept = kind === 'freehand' ? simplified(points, FREEHAND_POINTS_MAX) : points;
  // The number of points is that of the kind, which the type of a shape says and an array does not.
  const shape = { kind, colour, points: kept } as DrawnShape;
  const shapes = [...state.shapes, shape];
  const isFull = shapes.length > SHAPES_MAX || pointsOf(shapes) > POINTS_MAX;
  return isFull ? { ...state, draft: null, isFull } : changed(state, shapes);
}

function changed(state: DrawingState, shapes: readonly DrawnShape[]): DrawingState {
  return { shapes, past: [...state.past, state.shapes].slice(-PAST_MAX), future: [], draft: null, isFull: false };
}

function undone(state: DrawingState): DrawingState {
  if (state.draft !== null) return { ...state, draft: null };
  const shapes = state.past.at(-1);
  if (shapes === undefined) return state;
  return { ...NO_DRAWING, shapes, past: state.past.slice(0, -1), future: [state.shapes, ...state.future] };
}

function redone(state: DrawingState): DrawingState {
  const [shapes, ...future] = state.future;
  if (shapes === undefined || state.draft !== null) return state;
  return { ...NO_DRAWING, shapes, past: [...state.past, state.shapes], future };
}

/** What is drawn so far, as a shape to be shown; null while there is too little of it. */
export function shapeOfDraft(draft: Draft | null): DrawnShape | null {
  if (draft === null) return null;
  const { kind, colour, next } = draft;
  const points = next === null ? draft.points : [...draft.points, next];
  if (points.length < 2) return null;
  // Two legs of an angle are a line until there is the third point.
  const isHalf = kind === 'angle' && points.length < POINTS_OF.angle;
  return { kind: isHalf ? 'line' : kind, colour, points } as DrawnShape;
}
