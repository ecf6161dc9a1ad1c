import type { Lens, Point3, Seen } from './orbit.ts';
import type { PathPiece, SpaceSwing } from './space-swing.ts';

/**
 * Draws a golfer in space on a flat canvas: limbs as round strokes as thick as limbs are, the farthest first. It is a
 * figure, not a person: its sides have the colours of the skeleton in the pictures.
 */
type Side = 'lead' | 'trail';

const COLOURS = {
  left: '#c8f560',
  right: '#6fd3ff',
  trunk: '#dfe6e1',
  head: '#f4f7f2',
  shaft: '#ffc457',
  floor: '#17231f',
  mat: '#234a36',
  line: '#86a898',
} as const;
const RIM = 'rgba(5, 10, 9, 0.85)';
const SHADOW = 'rgba(0, 0, 0, 0.35)';

/** Of a grown body, metres: half of how thick each part is. */
const LIMBS: readonly (readonly [from: string, to: string, radius: number])[] = [
  ['shoulder', 'elbow', 0.05],
  ['elbow', 'wrist', 0.037],
  ['wrist', 'index', 0.03],
  ['hip', 'knee', 0.072],
  ['knee', 'ankle', 0.05],
  ['ankle', 'foot-index', 0.038],
  ['shoulder', 'hip', 0.062],
];
const ACROSS: readonly (readonly [part: string, radius: number])[] = [
  ['shoulder', 0.06],
  ['hip', 0.075],
];
const HEAD_RADIUS = 0.105;
/** How long a club is, nobody measured: the shaft fades out where a head may be. */
const SHAFT_LENGTH = 0.95;

interface Stroke {
  readonly from: Seen;
  readonly to: Seen;
  readonly radius: number;
  readonly colour: string;
}

export function drawFigure(context: CanvasRenderingContext2D, swing: SpaceSwing, lens: Lens, timeMs: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = COLOURS.floor;
  context.fillRect(0, 0, width, height);
  drawFloor(context, swing, lens);
  drawShadow(context, swing, lens, timeMs);
  const path = swing.path(timeMs);
  drawPath(context, path, lens);
  drawTrunk(context, swing, lens, timeMs);
  for (const { from, to, radius, colour } of strokesOf(swing, lens, timeMs)) {
    const thickness = radius * (from.scale + to.scale);
    for (const [stroke, extra] of [
      [RIM, Math.max(2, thickness * 0.16)],
      [colour, 0],
    ] as const) {
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.lineCap = 'round';
      context.lineWidth = thickness + extra;
      context.strokeStyle = stroke;
      context.stroke();
    }
  }
  drawShaft(context, swing, lens, timeMs);
}

function strokesOf(swing: SpaceSwing, lens: Lens, timeMs: number): Stroke[] {
  const seen = (name: string) => {
    const place = swing.joint(name, timeMs);
    return place === null ? null : lens(place);
  };
  const stroke = (from: Seen | null, to: Seen | null, radius: number, colour: string): Stroke[] =>
    from === null || to === null ? [] : [{ from, to, radius, colour }];
  const sides: readonly Side[] = ['lead', 'trail'];
  const limbs = sides.flatMap((side) =>
    LIMBS.flatMap(([from, to, radius]) =>
      stroke(
        seen(`${side}-${from}`),
        seen(`${side}-${to}`),
        radius,
        to === 'hip' ? COLOURS.trunk : colourOf(side, swing),
      ),
    ),
  );
  const across = ACROSS.flatMap(([part, radius]) =>
    stroke(seen(`lead-${part}`), seen(`trail-${part}`), radius, COLOURS.trunk),
  );
  const head = middle(swing.joint('lead-ear', timeMs), swing.joint('trail-ear', timeMs));
  const face = middle(head, swing.joint('nose', timeMs));
  const [skull, nose] = [head, face].map((place) => (place === null ? null : lens(place)));
  const strokes = [...limbs, ...across, ...stroke(skull ?? null, nose ?? skull ?? null, HEAD_RADIUS, COLOURS.head)];
  return strokes.toSorted((a, b) => b.from.depth + b.to.depth - (a.from.depth + a.to.depth));
}

/** Left and right as in the pictures, whichever of them leads. */
function colourOf(side: Side, { handedness }: SpaceSwing): string {
  return (side === 'lead') === (handedness === 'right') ? COLOURS.left : COLOURS.right;
}

const middle = (a: Point3 | null, b: Point3 | null): Point3 | null =>
  a === null || b === null ? a : [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

function shape(context: CanvasRenderingContext2D, points: readonly (Seen | null)[]): boolean {
  const seen = points.filter((each) => each !== null);
  if (seen.length < points.length || seen.length < 2) return false;
  context.beginPath();
  for (const [i, { x, y }] of seen.entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  return true;
}

/** The mat under the golfer, the line to the target with its arrow, and the ball. */
function drawFloor(context: CanvasRenderingContext2D, { centre, handedness }: SpaceSwing, lens: Lens): void {
  const z = handedness === 'right' ? 1 : -1;
  const mat: Point3[] = [
    [-0.8, 0, 0.45 * z],
    [0.8, 0, 0.45 * z],
    [0.8, 0, centre[2] - 0.55 * z],
    [-0.8, 0, centre[2] - 0.55 * z],
  ];
  if (shape(context, mat.map(lens))) {
    context.fillStyle = COLOURS.mat;
    context.fill();
  }
  context.strokeStyle = COLOURS.line;
  context.lineCap = 'butt';
  context.lineJoin = 'miter';
  const ball = lens([0, 0.021, 0]);
  const scale = ball?.scale ?? 100;
  context.lineWidth = Math.max(2, scale * 0.014);
  const line: Point3[] = [
    [-0.9, 0, 0],
    [1, 0, 0],
  ];
  if (shape(context, line.map(lens))) context.stroke();
  const arrow: Point3[] = [
    [0.87, 0, -0.09],
    [1.05, 0, 0],
    [0.87, 0, 0.09],
  ];
  if (shape(context, arrow.map(lens))) context.stroke();
  if (ball === null) return;
  context.beginPath();
  context.arc(ball.x, ball.y, Math.max(3, ball.scale * 0.024), 0, 2 * Math.PI);
  context.fillStyle = COLOURS.head;
  context.fill();
}

function drawShadow(context: CanvasRenderingContext2D, swing: SpaceSwing, lens: Lens, timeMs: number): void {
  context.strokeStyle = SHADOW;
  context.lineCap = 'round';
  for (const side of ['lead', 'trail'] as const) {
    const limb = ['ankle', 'hip', 'shoulder', 'wrist'].map((part) => {
      const place = swing.joint(`${side}-${part}`, timeMs);
      return place === null ? null : lens([place[0], 0, place[2]]);
    });
    if (!shape(context, limb)) continue;
    context.lineWidth = 0.1 * (limb[0]?.scale ?? 100);
    context.stroke();
  }
}

function drawTrunk(context: CanvasRenderingContext2D, swing: SpaceSwing, lens: Lens, timeMs: number): void {
  const corners = ['lead-shoulder', 'trail-shoulder', 'trail-hip', 'lead-hip'].map((name) => {
    const place = swing.joint(name, timeMs);
    return place === null ? null : lens(place);
  });
  if (!shape(context, corners)) return;
  context.closePath();
  context.fillStyle = '#9fb0a7';
  context.fill();
}

const PARTS: Readonly<Record<PathPiece['part'], { colour: string; dash: readonly number[] }>> = {
  back: { colour: COLOURS.right, dash: [2.4, 2] },
  down: { colour: COLOURS.left, dash: [] },
  through: { colour: COLOURS.shaft, dash: [0.1, 2] },
};

/** The way of the hands, in the colours and strokes that it has over the pictures. */
function drawPath(context: CanvasRenderingContext2D, path: readonly PathPiece[], lens: Lens): void {
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { part, points } of path) {
    const seen = points.map(lens);
    if (!shape(context, seen)) continue;
    const { colour, dash } = PARTS[part];
    const width = Math.max(3, 0.02 * (seen[0]?.scale ?? 100));
    context.lineWidth = width;
    context.setLineDash(dash.map((each) => each * width));
    context.strokeStyle = colour;
    context.stroke();
  }
  context.restore();
}

function drawShaft(context: CanvasRenderingContext2D, swing: SpaceSwing, lens: Lens, timeMs: number): void {
  const [hands, direction] = [swing.hands(timeMs), swing.shaft(timeMs)];
  if (hands === null || direction === null) return;
  const end: Point3 = [
    hands[0] + direction[0] * SHAFT_LENGTH,
    hands[1] + direction[1] * SHAFT_LENGTH,
    hands[2] + direction[2] * SHAFT_LENGTH,
  ];
  const [from, to] = [lens(hands), lens(end)];
  if (from === null || to === null) return;
  const fade = context.createLinearGradient(from.x, from.y, to.x, to.y);
  fade.addColorStop(0, COLOURS.shaft);
  fade.addColorStop(0.8, COLOURS.shaft);
  fade.addColorStop(1, 'rgba(255, 196, 87, 0)');
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.lineCap = 'butt';
  context.lineWidth = Math.max(3, 0.018 * from.scale);
  context.strokeStyle = fade;
  context.stroke();
}
