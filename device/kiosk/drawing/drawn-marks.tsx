import type { ComponentChildren } from 'preact';
import type { DrawnShape } from '../../api/contract/drawing.ts';
import type { DrawingColour } from '../../api/contract/drawing-bounds.ts';
import { lettersIn, number, text } from '../locales/text.ts';
import type { PictureFit, Size } from '../skeleton/picture-fit.ts';
import { arrowBarbs, pictureAngle, type ScreenPoint, toScreen } from './picture-geometry.ts';
import './drawn-marks.css';

/** As in the style sheet of the pages; white for what is none of its meanings. */
export const COLOUR_VALUES: Readonly<Record<DrawingColour, string>> = {
  lime: '#c8f560',
  sky: '#6fd3ff',
  amber: '#ffc457',
  coral: '#ff9c85',
  white: '#ffffff',
};

const RIM = 'rgba(5, 10, 9, 0.78)';
/** Of the lines, as a share of the shown picture's shorter side: a drawing looks the same on a phone and on a wall. */
const THICKNESS = 0.0085;
const THICKNESS_MIN = 2.2;
const BARB = 4.2;
const LETTERS = 5.4;
const LETTERS_MIN = 12;
/** Of a letter, in its size. */
const LETTER_WIDTH = 0.58;
const ARC = 11;

/**
 * The shapes of a drawing as SVG over a picture, each with a dark rim, which keeps it visible on any background. Whoever
 * cannot see them hears what there is.
 */
export function DrawnMarks(props: {
  shapes: readonly DrawnShape[];
  picture: Size;
  fit: PictureFit;
  /** What is seen of the picture. */
  room: Size;
  isSpoken?: boolean;
}) {
  const { shapes, picture, fit, room, isSpoken = true } = props;
  const words = spokenWords(shapes, picture);
  const thickness = Math.max(THICKNESS_MIN, Math.min(room.height, room.width) * THICKNESS);
  return (
    <svg
      class="drawn-marks"
      role={isSpoken && shapes.length > 0 ? 'img' : undefined}
      aria-label={isSpoken && shapes.length > 0 ? words : undefined}
      aria-hidden={isSpoken && shapes.length > 0 ? undefined : true}
      data-shapes={shapes.length}
    >
      {shapes.map((shape, index) => (
        // Shapes have no names of their own; a drawing only grows and shrinks at its end.
        <Mark key={index} shape={shape} picture={picture} fit={fit} room={room} thickness={thickness} />
      ))}
    </svg>
  );
}

function spokenWords(shapes: readonly DrawnShape[], picture: Size): string {
  const words = shapes.map((shape) =>
    shape.kind === 'angle' ? angleWords(shape, picture) : text(`drawing.${shape.kind}`),
  );
  return text('drawing.spoken', { shapes: words.join(', ') });
}

function angleWords(shape: DrawnShape, picture: Size): string {
  return text('drawing.angle.degrees', { degrees: number(pictureAngle(shape.points, picture), 0) });
}

interface MarkProps {
  readonly shape: DrawnShape;
  readonly picture: Size;
  readonly fit: PictureFit;
  readonly room: Size;
  readonly thickness: number;
}

function Mark({ shape, picture, fit, room, thickness }: MarkProps) {
  const points = shape.points.map((point) => toScreen(fit, point));
  const colour = COLOUR_VALUES[shape.colour];
  const lines = outlineOf(shape, points, thickness);
  return (
    <g fill="none" stroke-linecap="round" stroke-linejoin="round" data-kind={shape.kind}>
      <g stroke={RIM} stroke-width={thickness * 2.1}>
        {lines}
      </g>
      <g stroke={colour} stroke-width={thickness}>
        {lines}
      </g>
      {shape.kind === 'angle' && (
        <AngleWords
          points={points}
          words={angleWords(shape, picture)}
          colour={colour}
          room={room}
          thickness={thickness}
        />
      )}
    </g>
  );
}

function outlineOf({ kind }: DrawnShape, points: readonly ScreenPoint[], thickness: number): ComponentChildren {
  const [a, b, c] = points;
  if (a === undefined || b === undefined) return null;
  switch (kind) {
    case 'line':
      return <path d={through([a, b])} />;
    case 'arrow': {
      const barbs = arrowBarbs(a, b, Math.min(thickness * BARB, Math.hypot(b.x - a.x, b.y - a.y)));
      return <path d={`${through([a, b])}${through([barbs[0], b, barbs[1]])}`} />;
    }
    case 'ellipse':
      return (
        <ellipse cx={(a.x + b.x) / 2} cy={(a.y + b.y) / 2} rx={Math.abs(b.x - a.x) / 2} ry={Math.abs(b.y - a.y) / 2} />
      );
    case 'angle':
      return c === undefined ? (
        <path d={through([a, b])} />
      ) : (
        <path d={through([a, b, c]) + arcAt(a, b, c, thickness)} />
      );
    case 'freehand':
      return <path d={through(points)} />;
  }
}

function through(points: readonly ScreenPoint[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** From leg to leg round the corner, the shorter way. */
function arcAt(leg: ScreenPoint, corner: ScreenPoint, other: ScreenPoint, thickness: number): string {
  const reach = (end: ScreenPoint) => Math.hypot(end.x - corner.x, end.y - corner.y);
  const radius = Math.min(thickness * ARC, reach(leg) * 0.6, reach(other) * 0.6);
  const on = (end: ScreenPoint): ScreenPoint => ({
    x: corner.x + ((end.x - corner.x) / (reach(end) || 1)) * radius,
    y: corner.y + ((end.y - corner.y) / (reach(end) || 1)) * radius,
  });
  const [from, to] = [on(leg), on(other)];
  const side = (leg.x - corner.x) * (other.y - corner.y) - (leg.y - corner.y) * (other.x - corner.x);
  const sweep = side > 0 ? 1 : 0;
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}A${radius.toFixed(1)} ${radius.toFixed(1)} 0 0 ${sweep} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
}

interface AngleWordsProps {
  readonly points: readonly ScreenPoint[];
  readonly words: string;
  readonly colour: string;
  readonly room: Size;
  readonly thickness: number;
}

/** Beside the corner, away from both legs, and where all of it is seen. */
function AngleWords({ points, words, colour, room, thickness }: AngleWordsProps) {
  const [leg, corner, other] = points;
  if (leg === undefined || corner === undefined || other === undefined) return null;
  const size = Math.max(LETTERS_MIN, thickness * LETTERS);
  const isRight = leg.x + other.x < 2 * corner.x;
  const gap = size * 0.8;
  const width = lettersIn(words) * size * LETTER_WIDTH;
  const wanted = isRight ? corner.x + gap : corner.x - gap - width;
  const left = Math.max(gap, Math.min(room.width - width - gap, wanted));
  return (
    <text
      x={isRight ? left : left + width}
      y={Math.max(size, Math.min(room.height - size * 0.5, corner.y + size * 0.35))}
      text-anchor={isRight ? 'start' : 'end'}
      font-size={size}
      font-weight="700"
      fill={colour}
      stroke={RIM}
      stroke-width={size * 0.28}
      paint-order="stroke"
    >
      {words}
    </text>
  );
}
