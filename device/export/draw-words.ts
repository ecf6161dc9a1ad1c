/** Everything of the film that is neither picture nor body: header, names of the views, speed, phases, numbers. */
import { COLOURS, LAYERS } from './film-colours.ts';
import type { Box, FilmLayout } from './film-layout.ts';
import type { FilmNumber } from './film-numbers.ts';
import type { Letters, LetterWeight } from './letters.ts';
import type { OverlayScript, TickRange } from './overlay-script.ts';
import { VectorShape } from './vector-shape.ts';

export interface FilmWords {
  readonly title: string;
  readonly subtitle: string;
  readonly views: readonly string[];
  readonly speeds: readonly { readonly words: string; readonly isSlow: boolean; readonly ticks: TickRange }[];
  readonly phases: readonly { readonly words: string; readonly ticks: TickRange; readonly isDownswing: boolean }[];
  readonly numbers: readonly FilmNumber[];
  readonly estimate: string;
  readonly legend: string;
  readonly noNumbers: string;
}

interface Pen {
  readonly script: OverlayScript;
  readonly letters: Letters;
  readonly whole: TickRange;
}

interface Place {
  readonly x: number;
  readonly baseline: number;
  readonly room: number;
  readonly size: number;
  readonly weight?: LetterWeight;
  readonly from?: 'left' | 'right' | 'middle';
  readonly colour?: string;
  readonly ticks?: TickRange;
}

const LEGEND_SIZE = 26;
const LEGEND_LINE = 36;

/** How long the pictures move; then the marker of the time stands still. */
export function drawWords(pen: Pen, layout: FilmLayout, words: FilmWords, movingTicks: number): void {
  drawHeader(pen, layout.header, words);
  for (const [index, box] of layout.pictures.entries()) drawViewName(pen, box, words.views[index] ?? '');
  drawSpeeds(pen, layout.pictures, words);
  drawPhases(pen, layout.phases, words, movingTicks);
  drawNumbers(pen, layout.numbers, words);
}

function write(pen: Pen, text: string, place: Place): number {
  const { x, baseline, room, size, weight = 500, from = 'left', colour = COLOURS.ink, ticks = pen.whole } = place;
  const line = pen.letters.lineWithin(text, room, size, weight);
  const left = from === 'left' ? x : from === 'right' ? x - line.width : x - line.width / 2;
  pen.script.draw(new VectorShape().outline(line.outlineAt(left, baseline)), { colour }, LAYERS.words, ticks);
  return line.width;
}

function drawHeader(pen: Pen, box: Box, words: FilmWords): void {
  const middle = box.top + box.height / 2;
  const mark = { x: box.left + 32, y: middle + 2 };
  const arc = new VectorShape();
  // The arc of a swing over a ball: three quarters of a circle, open below.
  const places = Array.from({ length: 37 }, (_, step) => {
    const angle = (Math.PI / 180) * (145 + (250 * step) / 36);
    return { x: mark.x + 27 * Math.cos(angle), y: mark.y + 27 * Math.sin(angle) };
  });
  for (const [index, place] of places.slice(1).entries()) arc.stroke(places[index] ?? place, place, 8);
  pen.script.draw(arc, { colour: COLOURS.lime }, LAYERS.words, pen.whole);
  pen.script.draw(
    new VectorShape().circle({ x: mark.x, y: mark.y + 16 }, 8),
    { colour: COLOURS.ink },
    LAYERS.words,
    pen.whole,
  );
  const baseline = middle + 15;
  const width = write(pen, words.title, { x: box.left + 80, baseline, room: 360, size: 42, weight: 700 });
  write(pen, words.subtitle, {
    ...{ x: box.left + box.width, baseline, room: box.width - width - 120, size: 34 },
    ...{ from: 'right', colour: COLOURS.soft },
  });
}

function plate(pen: Pen, box: Box, colour: string, opacity: number, ticks: TickRange): void {
  pen.script.draw(new VectorShape().roundedBox(box, box.height / 2), { colour, opacity }, LAYERS.plate, ticks);
}

function drawViewName(pen: Pen, box: Box, name: string): void {
  if (name === '') return;
  const line = pen.letters.lineWithin(name, box.width - 80, 30, 500);
  plate(
    pen,
    { left: box.left + 16, top: box.top + 16, width: line.width + 40, height: 50 },
    '#050a09',
    0.72,
    pen.whole,
  );
  write(pen, name, { x: box.left + 36, baseline: box.top + 52, room: box.width - 80, size: 30 });
}

/** Over all pictures alike, in the middle of their lower edge: it is the speed of each of them. */
function drawSpeeds(pen: Pen, boxes: readonly Box[], words: FilmWords): void {
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  const middle = (left + right) / 2;
  for (const { words: speed, isSlow, ticks } of words.speeds) {
    const { width } = pen.letters.line(speed, 36, 700);
    const box = { left: middle - width / 2 - 28, top: bottom - 82, width: width + 56, height: 62 };
    plate(pen, box, isSlow ? COLOURS.lime : '#050a09', isSlow ? 0.94 : 0.72, ticks);
    const colour = isSlow ? COLOURS.ground : COLOURS.ink;
    write(pen, speed, {
      x: middle,
      baseline: bottom - 38,
      room: 900,
      size: 36,
      weight: 700,
      from: 'middle',
      colour,
      ticks,
    });
  }
}

/** The line is the film's time: where the marker is, so far is the film. */
function drawPhases(pen: Pen, box: Box, words: FilmWords, movingTicks: number): void {
  const bar = { left: box.left, top: box.top + 64, width: box.width, height: 16 };
  const x = (tick: number) => bar.left + (Math.min(tick, movingTicks) / movingTicks) * bar.width;
  pen.script.draw(new VectorShape().roundedBox(bar, 8), { colour: COLOURS.raised }, LAYERS.plate, pen.whole);
  for (const { words: phase, ticks, isDownswing } of words.phases) {
    const [left, right] = [x(ticks.from), x(ticks.to)];
    const part = { left: left + 2, top: bar.top, width: Math.max(4, right - left - 4), height: bar.height };
    const colour = isDownswing ? COLOURS.amber : COLOURS.line;
    pen.script.draw(new VectorShape().roundedBox(part, 8), { colour }, LAYERS.plate, pen.whole);
    const now = { from: ticks.from, to: ticks.to >= movingTicks ? pen.whole.to : ticks.to };
    const line = pen.letters.line(phase, 36, 700);
    // Above its part, as far as that leaves it on the film.
    const start = Math.min(Math.max(bar.left, (left + right) / 2 - line.width / 2), bar.left + bar.width - line.width);
    write(pen, phase, { x: start, baseline: bar.top - 20, room: bar.width, size: 36, weight: 700, ticks: now });
  }
  const marker = new VectorShape().roundedBox({ left: bar.left - 5, top: bar.top - 8, width: 10, height: 32 }, 5);
  pen.script.draw(
    marker,
    { colour: COLOURS.ink },
    LAYERS.words,
    { from: 0, to: movingTicks },
    { to: { x: bar.width, y: 0 } },
  );
  const rest = new VectorShape().roundedBox(
    { left: bar.left + bar.width - 5, top: bar.top - 8, width: 10, height: 32 },
    5,
  );
  pen.script.draw(rest, { colour: COLOURS.ink }, LAYERS.words, { from: movingTicks, to: pen.whole.to });
}

function drawNumbers(pen: Pen, box: Box, words: FilmWords): void {
  if (words.numbers.length === 0) {
    write(pen, words.noNumbers, {
      x: box.left,
      baseline: box.top + 60,
      room: box.width,
      size: 36,
      colour: COLOURS.soft,
    });
    return;
  }
  const isNarrow = box.width < 700;
  const legend = inLines(pen.letters, words.legend, box.width - 16, LEGEND_SIZE);
  const rowHeight = Math.min(150, (box.height - LEGEND_LINE * legend.length) / words.numbers.length);
  for (const [index, number] of words.numbers.entries()) {
    const row = { left: box.left, top: box.top + index * rowHeight, width: box.width, height: rowHeight - 8 };
    pen.script.draw(new VectorShape().roundedBox(row, 18), { colour: COLOURS.surface }, LAYERS.plate, pen.whole);
    drawNumber(pen, row, number, words.estimate, isNarrow);
  }
  for (const [index, line] of legend.entries()) {
    const baseline = box.top + words.numbers.length * rowHeight + LEGEND_LINE * (index + 1) - 8;
    write(pen, line, { x: box.left + 8, baseline, room: box.width - 16, size: LEGEND_SIZE, colour: COLOURS.soft });
  }
}

/** In two lines where one has no room, broken where the longer of them comes out shortest. */
function inLines(letters: Letters, text: string, room: number, size: number): string[] {
  const width = (line: string) => letters.line(line, size, 500).width;
  if (width(text) <= room) return [text];
  const breaks = Array.from(text.matchAll(/\s|[、：。]/g), ({ index }) => index + 1);
  const broken = breaks.map((at) => [text.slice(0, at).trim(), text.slice(at).trim()]);
  const longest = (lines: readonly string[]) => Math.max(...lines.map(width));
  return broken.toSorted((one, other) => longest(one) - longest(other))[0] ?? [text];
}

function drawNumber(pen: Pen, row: Box, number: FilmNumber, estimate: string, isNarrow: boolean): void {
  const pad = 24;
  const [left, right] = [row.left + pad, row.left + row.width - pad];
  const upper = row.top + row.height * 0.46;
  const lower = row.top + row.height * 0.82;
  const colour = number.isEstimate ? COLOURS.soft : COLOURS.lime;
  const value = {
    x: right,
    baseline: upper,
    room: row.width * 0.4,
    size: 46,
    weight: 700,
    from: 'right',
    colour,
  } as const;
  const width = write(pen, number.isEstimate ? number.range : number.value, value);
  const nameRoom = row.width - 2 * pad - width - 24;
  const nameWidth = write(pen, number.name, { x: left, baseline: upper, room: nameRoom, size: 36, weight: 700 });
  if (!isNarrow && number.at !== '') {
    const room = nameRoom - nameWidth - 16;
    if (room > 80)
      write(pen, number.at, { x: left + nameWidth + 16, baseline: upper, room, size: 28, colour: COLOURS.soft });
  }
  const range = number.isEstimate ? estimate : number.range;
  const rangeWidth = write(pen, range, {
    ...{ x: right, baseline: lower, room: row.width * 0.36, size: 28 },
    ...{ from: 'right', colour: COLOURS.soft },
  });
  const below = isNarrow ? number.at : (number.typical ?? '');
  const belowRoom = isNarrow ? row.width - 2 * pad - rangeWidth - 20 : row.width * 0.3;
  if (below !== '') write(pen, below, { x: left, baseline: lower, room: belowRoom, size: 28, colour: COLOURS.soft });
  if (!isNarrow) {
    const bar = { left: left + row.width * 0.32, width: row.width * 0.28, top: lower - 16, height: 12 };
    drawScale(pen, { ...bar, left: bar.left }, number);
  }
}

/** The interval beside what is typical, on one scale. */
function drawScale(pen: Pen, bar: Box, { scale }: FilmNumber): void {
  const ends = [scale.low, scale.high, scale.typical?.low ?? scale.low, scale.typical?.high ?? scale.high];
  const span = Math.max(1e-9, Math.max(...ends) - Math.min(...ends));
  const [from, to] = [Math.min(...ends) - span * 0.1, Math.max(...ends) + span * 0.1];
  const x = (value: number) => bar.left + ((value - from) / (to - from)) * bar.width;
  const part = (low: number, high: number, inset: number) =>
    new VectorShape().roundedBox(
      { left: x(low), top: bar.top + inset, width: Math.max(4, x(high) - x(low)), height: bar.height - 2 * inset },
      6,
    );
  pen.script.draw(new VectorShape().roundedBox(bar, 6), { colour: COLOURS.raised }, LAYERS.words, pen.whole);
  if (scale.typical !== null) {
    const typical = part(scale.typical.low, scale.typical.high, 0);
    pen.script.draw(typical, { colour: COLOURS.green, opacity: 0.55 }, LAYERS.words, pen.whole);
  }
  pen.script.draw(part(scale.low, scale.high, 3), { colour: COLOURS.sky }, LAYERS.words, pen.whole);
  const middle = new VectorShape().circle({ x: x(scale.value), y: bar.top + bar.height / 2 }, 8);
  pen.script.draw(middle, { colour: COLOURS.ink }, LAYERS.words, pen.whole);
}
