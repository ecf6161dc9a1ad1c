import { useRef, useState } from 'preact/hooks';
import type { PicturePoint } from '../../api/contract/drawing.ts';
import type { DrawingColour } from '../../api/contract/drawing-bounds.ts';
import { number, text } from '../locales/text.ts';
import type { PictureFit, Size } from '../skeleton/picture-fit.ts';
import { DrawnMarks } from './drawn-marks.tsx';
import { type DrawingState, type DrawingStep, type ShapeKind, shapeOfDraft } from './drawing-state.ts';
import { squareCorner, toPicture, toScreen } from './picture-geometry.ts';
import './drawing-board.css';

/**
 * A picture that can be drawn on, with mouse, pen, finger or keys. A shape is drawn by dragging or by one press a point;
 * with keys, arrows move a cross and Enter places a point there.
 */
const KEY_STEP = 0.01;
const FINE_STEP = 0.002;
/** A press that moves less than this is a press, not a drag, in pixels of the page. */
const DRAG_MIN = 6;
/** The keyboard's cross begins where golfers stand. */
const MIDDLE: PicturePoint = [0.5, 0.5];

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface BoardProps {
  readonly state: DrawingState;
  readonly onStep: (step: DrawingStep) => void;
  readonly kind: ShapeKind;
  readonly colour: DrawingColour;
  readonly picture: Size;
  readonly fit: PictureFit;
  readonly room: Size;
  readonly label: string;
}

export function DrawingBoard(props: BoardProps) {
  const { state, onStep, kind, colour, picture, fit, room, label } = props;
  const board = useRef<HTMLDivElement>(null);
  const [cross, setCross] = useState<PicturePoint | null>(null);
  const pressed = useRef<{ x: number; y: number; isDrag: boolean; isFirst: boolean } | null>(null);
  const draft = shapeOfDraft(state.draft);

  const place = (point: PicturePoint) => onStep({ step: 'place', kind, colour, point });
  /** With Shift an ellipse becomes a circle. */
  const shaped = (point: PicturePoint, isRegular: boolean): PicturePoint => {
    const first = state.draft?.points[0];
    return kind === 'ellipse' && isRegular && first !== undefined ? squareCorner(first, point, picture) : point;
  };
  const pointOf = (event: PointerEvent): PicturePoint => {
    const box = board.current?.getBoundingClientRect();
    const at = { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
    return shaped(toPicture(fit, at), event.shiftKey);
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    board.current?.setPointerCapture(event.pointerId);
    board.current?.focus({ preventScroll: true });
    setCross(null);
    const isFirst = state.draft === null;
    pressed.current = { x: event.clientX, y: event.clientY, isDrag: false, isFirst };
    if (isFirst || kind === 'freehand') place(pointOf(event));
  };
  const move = (event: PointerEvent) => {
    const press = pressed.current;
    if (press !== null && !press.isDrag) {
      press.isDrag = Math.hypot(event.clientX - press.x, event.clientY - press.y) >= DRAG_MIN;
    }
    if (kind === 'freehand' && press !== null) {
      // A pen reports more often than the page is drawn: all of it belongs to the line.
      const between = event.getCoalescedEvents?.() ?? [];
      for (const each of between.length > 0 ? between : [event]) place(pointOf(each));
    } else if (state.draft !== null) onStep({ step: 'hover', point: pointOf(event) });
  };
  const up = (event: PointerEvent) => {
    const press = pressed.current;
    pressed.current = null;
    if (press === null) return;
    if (kind === 'freehand') onStep({ step: 'finish' });
    // The press that began a shape places a second point only where it was dragged to it.
    else if (press.isDrag || !press.isFirst) place(pointOf(event));
  };

  const key = (event: KeyboardEvent) => {
    const way = ARROWS[event.key];
    if (way !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      const [x, y] = cross ?? MIDDLE;
      const step = event.altKey ? FINE_STEP : KEY_STEP;
      const within = (value: number) => Math.min(1, Math.max(0, Math.round(value * 1e4) / 1e4));
      const point: PicturePoint = cross === null ? MIDDLE : [within(x + way[0] * step), within(y + way[1] * step)];
      setCross(point);
      onStep({ step: 'hover', point: shaped(point, event.shiftKey) });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      const point = shaped(cross ?? MIDDLE, event.shiftKey);
      setCross(cross ?? MIDDLE);
      onStep({ step: 'press', kind, colour, point });
    } else if (event.key === 'Escape' && state.draft !== null) {
      event.stopPropagation();
      onStep({ step: 'cancel' });
    }
  };

  const crossAt = cross === null ? null : toScreen(fit, cross);
  const words = cross === null ? '' : crossWords(cross, state);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      ref={board}
      class="drawing-board"
      role="application"
      aria-label={label}
      aria-describedby="drawing-board-keys"
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => {
        pressed.current = null;
        onStep({ step: 'cancel' });
      }}
      onKeyDown={key}
    >
      <DrawnMarks
        shapes={draft === null ? state.shapes : [...state.shapes, draft]}
        picture={picture}
        fit={fit}
        room={room}
        isSpoken={false}
      />
      {crossAt !== null && (
        <svg class="drawing-board__cross" aria-hidden="true">
          <path d={`M${crossAt.x - 14} ${crossAt.y}h28M${crossAt.x} ${crossAt.y - 14}v28`} />
        </svg>
      )}
      <span class="spoken-only" id="drawing-board-keys">
        {text('drawing.keys')}
      </span>
      <span class="spoken-only" aria-live="polite">
        {words}
      </span>
    </div>
  );
}

function crossWords([x, y]: PicturePoint, { draft, shapes }: DrawingState): string {
  const percent = (share: number) => number(share * 100, 0);
  return text('drawing.cross', {
    x: percent(x),
    y: percent(y),
    points: draft?.points.length ?? 0,
    shapes: shapes.length,
  });
}
