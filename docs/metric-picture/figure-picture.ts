import type { BayDirection, FigureMark, FigurePicture, Spot } from '../../device/swing/metrics/metric-picture.ts';
import type { FigureState } from '../../device/virtual-bay/motion.ts';
import { add, sub, type Vec3 } from '../../device/virtual-bay/vector.ts';
import { across, figure, onSheet, type Sheet } from './figure-drawing.ts';
import { eventMs, MODEL_SWING, placeOf, stateAt } from './model-swing.ts';
import { arc, arrow, COLOUR, disc, line, type Pixel, picture, shorterWay, type Stroke, words } from './svg.ts';

/** A metric as the golfer's figure at its moment, with the measured angle, length or path marked. */
const WIDTH = 420;
const HEIGHT = 420;
const MARGIN = 34;
const FOOTER = 26;
const MARK: Stroke = { colour: COLOUR.mark, width: 3.5 };
const THIN: Stroke = { colour: COLOUR.mark, width: 2, dashed: true };

const DIRECTIONS: Record<BayDirection, Vec3> = {
  up: [0, 1, 0],
  down: [0, -1, 0],
  'to-target': [1, 0, 0],
  'away-from-target': [-1, 0, 0],
  'to-ball': [0, 0, 1],
  'from-ball': [0, 0, -1],
};

/** How far a direction is drawn, and how far out its arc stands, in metres. */
const ARM_M = 0.45;
const ARC_M = 0.2;
/** Radians. */
const NARROW = 0.35;

/** `value`: what the marked number is for this figure, as the page would say it. */
export function figurePicture(what: FigurePicture, title: string, value: string): string {
  const now = stateAt(what.at);
  const before = what.ghostAt === undefined ? null : stateAt(what.ghostAt);
  const sheet = sheetFor(what, before === null ? [now] : [now, before]);
  const sight = { sheet, now, before };
  const marks = what.marks.map((mark) => drawMark(mark, sight));
  const label = marks.find(({ labelAt }) => labelAt !== null)?.labelAt ?? null;
  return picture(WIDTH, HEIGHT, title, [
    ...ground(sheet),
    ...(before === null ? [] : figure(sheet, before, true)),
    ...figure(sheet, now, false),
    ...marks.map(({ shapes }) => shapes.join('\n')),
    ...(label === null || value === '' ? [] : [words(within(label), value, { colour: COLOUR.mark, size: 19 })]),
    words([WIDTH / 2, HEIGHT - 10], captionOf(what), { colour: COLOUR.quiet, size: 12 }),
  ]);
}

function within([x, y]: Pixel): Pixel {
  return [Math.min(WIDTH - MARGIN, Math.max(MARGIN, x)), Math.max(22, y)];
}

function captionOf({ view, at, ghostAt }: FigurePicture): string {
  const from = { 'face-on': 'face-on', 'down-the-line': 'down the line', above: 'from above' }[view];
  const right = view === 'down-the-line' ? 'ball' : 'target';
  return `${from}, ${right} to the right · ${at}${ghostAt === undefined ? '' : ` · faint: ${ghostAt}`}`;
}

/** As large as the figures and the way of what is marked allow. */
function sheetFor({ view, marks }: FigurePicture, states: readonly FigureState[]): Sheet {
  const places = states.flatMap(({ body, club }) => [
    ...[...body.shoulders, ...body.elbows, ...body.wrists, ...body.hips, ...body.knees, ...body.ankles],
    add(body.headCentre, [0, 0.12, 0]),
    ...(club === null ? [] : [club.head, club.butt]),
  ]);
  const ways = marks.flatMap((mark) => (mark.kind === 'path' ? wayOf(mark) : []));
  const all = [...places, ...ways, [0, 0, 0] as const].map((place) => across(view, place));
  const range = (k: 0 | 1) => [Math.min(...all.map((p) => p[k])), Math.max(...all.map((p) => p[k]))] as const;
  const [[left, right], [top, bottom]] = [range(0), range(1)];
  const room = [WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - FOOTER] as const;
  const pixelsAMetre = Math.min(250, room[0] / (right - left), room[1] / (bottom - top));
  return {
    view,
    pixelsAMetre,
    origin: [
      WIDTH / 2 - ((left + right) / 2) * pixelsAMetre,
      (HEIGHT - FOOTER) / 2 - ((top + bottom) / 2) * pixelsAMetre,
    ],
  };
}

function ground(sheet: Sheet): string[] {
  const ball = disc(onSheet(sheet, [0, 0.02, 0]), 5, COLOUR.paper, COLOUR.quiet);
  const [, y] = onSheet(sheet, [0, 0, 0]);
  const level: Pixel[] = [
    [MARGIN / 2, y],
    [WIDTH - MARGIN / 2, y],
  ];
  return [line(level, { colour: COLOUR.ground, width: 2, dashed: sheet.view === 'above' }), ball];
}

interface Sight {
  readonly sheet: Sheet;
  readonly now: FigureState;
  readonly before: FigureState | null;
}

interface DrawnMark {
  readonly shapes: readonly string[];
  /** Where the mark would have its value written; null for a mark that only helps another. */
  readonly labelAt: Pixel | null;
}

function drawMark(mark: FigureMark, sight: Sight): DrawnMark {
  const at = (spot: Spot): Pixel => onSheet(sight.sheet, placeOf(sight.now, spot));
  switch (mark.kind) {
    case 'line':
      return { shapes: [line([at(mark.from), at(mark.to)], MARK)], labelAt: null };
    case 'angle':
      return drawAngle(sight, placeOf(sight.now, mark.corner), [
        armOf(sight, mark.corner, mark.from),
        armOf(sight, mark.corner, mark.to),
      ]);
    case 'between-lines': {
      const corner = placeOf(sight.now, mark.first[0]);
      const second = add(corner, sub(placeOf(sight.now, mark.second[1]), placeOf(sight.now, mark.second[0])));
      return drawAngle(sight, corner, [
        { to: placeOf(sight.now, mark.first[1]), isHelp: false },
        { to: second, isHelp: true },
      ]);
    }
    case 'turned': {
      const corner = placeOf(sight.now, mark.from);
      const before = sight.before ?? sight.now;
      const [start, end] = [placeOf(before, mark.from), placeOf(before, mark.to)];
      return drawAngle(sight, corner, [
        { to: placeOf(sight.now, mark.to), isHelp: false },
        { to: add(corner, sub(end, start)), isHelp: true },
      ]);
    }
    case 'plumb': {
      const place = placeOf(sight.now, mark.spot);
      const [from, foot] = [onSheet(sight.sheet, place), onSheet(sight.sheet, [place[0], 0, place[2]])];
      return { shapes: [line([from, [foot[0], foot[1] + 8]], MARK), disc(from, 6, COLOUR.mark)], labelAt: null };
    }
    case 'moved':
      return drawMoved(sight, mark.spot, mark.along);
    case 'span': {
      const [a, b] = [at(mark.from), at(mark.to)];
      const below = Math.max(a[1], b[1]) + 20;
      return {
        shapes: [
          line([a, [a[0], below]], THIN),
          line([b, [b[0], below]], THIN),
          arrow([a[0], below], [b[0], below], MARK, true),
        ],
        labelAt: [(a[0] + b[0]) / 2, below - 8],
      };
    }
    case 'path':
      return drawPath(sight, mark);
  }
}

type PathMark = Extract<FigureMark, { kind: 'path' }>;

function drawPath({ sheet }: Sight, mark: PathMark): DrawnMark {
  const way = wayOf(mark).map((place) => onSheet(sheet, place));
  if (mark.role === 'reference') return { shapes: [line(way, THIN)], labelAt: null };
  const middle = way[Math.floor(way.length / 2)] as Pixel;
  const [first, last, end] = [way[0], way.at(-4), way.at(-1)] as [Pixel, Pixel, Pixel];
  const drawn = [line(way, MARK), arrow(last, end, MARK)];
  if (mark.role !== 'slope') return { shapes: drawn, labelAt: [middle[0] + 46, middle[1] + 20] };
  const [rise, run] = [first[1] - end[1], first[0] - end[0]];
  const corner: Pixel = [end[0] - run * 0.25, end[1] - rise * 0.25];
  const side = Math.sign(run) * 70;
  return {
    shapes: [
      line([corner, [first[0] + run * 0.2, first[1] + rise * 0.2]], THIN),
      line([corner, [corner[0] + side, corner[1]]], THIN),
      arc(corner, 34, Math.atan2(rise, run), Math.atan2(0, side), { colour: COLOUR.mark, width: 2 }),
      ...drawn,
    ],
    labelAt: [corner[0] + side * 0.8, corner[1] - 22],
  };
}

interface Arm {
  readonly to: Vec3;
  /** A direction that is no part of the body is drawn thin. */
  readonly isHelp: boolean;
}

function armOf({ now }: Sight, corner: Spot, to: Spot | BayDirection): Arm {
  if (!isDirection(to)) return { to: placeOf(now, to), isHelp: false };
  const [from, way] = [placeOf(now, corner), DIRECTIONS[to]];
  return { to: add(from, [way[0] * ARM_M, way[1] * ARM_M, way[2] * ARM_M]), isHelp: true };
}

function isDirection(to: Spot | BayDirection): to is BayDirection {
  return to in DIRECTIONS;
}

function drawAngle({ sheet }: Sight, corner: Vec3, arms: readonly [Arm, Arm]): DrawnMark {
  const centre = onSheet(sheet, corner);
  const ends = arms.map(({ to }) => onSheet(sheet, to)) as [Pixel, Pixel];
  const [from, to] = ends.map((end) => Math.atan2(end[1] - centre[1], end[0] - centre[0])) as [number, number];
  const radius = ARC_M * sheet.pixelsAMetre;
  const opening = shorterWay(to - from);
  // In a narrow angle the number would cover its arms: it stands beside them.
  const isNarrow = Math.abs(opening) < NARROW;
  const toward = isNarrow ? to + Math.sign(opening) * 0.55 : from + opening / 2;
  const out = isNarrow ? radius + 10 : radius + 22;
  return {
    shapes: [
      ...arms.map(({ isHelp }, i) => line([centre, ends[i] as Pixel], isHelp ? THIN : MARK)),
      arc(centre, radius, from, to, { colour: COLOUR.mark, width: 2 }),
      disc(centre, 4, COLOUR.mark),
    ],
    labelAt: [centre[0] + out * Math.cos(toward), centre[1] + out * Math.sin(toward) + 6],
  };
}

function drawMoved({ sheet, now, before }: Sight, spot: Spot, along: 'to-target' | 'to-ball' | 'up'): DrawnMark {
  const place = placeOf(now, spot);
  const axis = DIRECTIONS[along];
  const start = before === null ? place : placeOf(before, spot);
  const gone = axis[0] * (place[0] - start[0]) + axis[1] * (place[1] - start[1]) + axis[2] * (place[2] - start[2]);
  const end: Vec3 = [start[0] + axis[0] * gone, start[1] + axis[1] * gone, start[2] + axis[2] * gone];
  const [from, to, here] = [onSheet(sheet, start), onSheet(sheet, end), onSheet(sheet, place)];
  const isUpward = along === 'up';
  const guide = (at: Pixel): string =>
    line(
      isUpward
        ? [
            [at[0] - GUIDE, at[1]],
            [at[0] + GUIDE, at[1]],
          ]
        : [
            [at[0], at[1] - GUIDE],
            [at[0], at[1] + GUIDE],
          ],
      THIN,
    );
  const beside: Pixel = isUpward ? [from[0] + GUIDE + 30, (from[1] + to[1]) / 2 + 6] : [to[0], from[1] - GUIDE - 10];
  if (before === null)
    return { shapes: [disc(here, 5, COLOUR.mark), ...wander(here)], labelAt: [here[0], here[1] - 18] };
  return {
    shapes: [
      guide(from),
      guide(to),
      arrow(from, to, MARK),
      line([to, here], THIN),
      disc(from, 5, COLOUR.paper, COLOUR.mark),
      disc(here, 5, COLOUR.mark),
    ],
    labelAt: beside,
  };
}

/** Half the length of the lines that show where a place was and is. */
const GUIDE = 46;

/** Both ways: a place that should stay where it is. */
function wander([x, y]: Pixel): string[] {
  return [arrow([x - 26, y], [x + 26, y], MARK, true)];
}

function wayOf({ spot, from, to }: PathMark): Vec3[] {
  const [fromMs, toMs] = [eventMs(from), eventMs(to)];
  const steps = 40;
  return Array.from({ length: steps + 1 }, (_, i) =>
    placeOf(MODEL_SWING.at(fromMs + ((toMs - fromMs) * i) / steps), spot),
  );
}
