import type { EventName } from '../../device/swing/events/event-name.ts';
import type { ChartCurve, ChartPicture } from '../../device/swing/metrics/metric-picture.ts';
import { BaySound, SAMPLE_RATE } from '../../device/virtual-bay/sound.ts';
import { angleAt, distance, sub, type Vec3, ZERO } from '../../device/virtual-bay/vector.ts';
import { eventMs, MODEL_SWING, placeOf } from './model-swing.ts';
import { arrow, COLOUR, disc, line, type Pixel, picture, words } from './svg.ts';

/** A metric of time or speed as curves over the model golfer's swing, with spans and peaks marked. */
const WIDTH = 520;
const HEIGHT = 280;
const BOX = { left: 54, right: WIDTH - 18, top: 42, bottom: HEIGHT - 52 };
const SAMPLES = 240;

const CURVES: Record<
  ChartCurve,
  { readonly name: string; readonly unit: string; readonly at: (ms: number) => number }
> = {
  'hand-speed': { name: 'hands', unit: 'm/s', at: handSpeed },
  'pelvis-speed': { name: 'pelvis', unit: '°/s', at: (ms) => -rate((t) => MODEL_SWING.postureAt(t).pelvisTurn, ms) },
  'shoulder-speed': {
    name: 'shoulders',
    unit: '°/s',
    at: (ms) => -rate((t) => MODEL_SWING.postureAt(t).shoulderTurn, ms),
  },
  'lead-arm-speed': { name: 'lead arm', unit: '°/s', at: armSpeed },
  'x-factor': {
    name: 'X-factor',
    unit: '°',
    at: (ms) => MODEL_SWING.postureAt(ms).shoulderTurn - MODEL_SWING.postureAt(ms).pelvisTurn,
  },
  sound: { name: 'sound', unit: '', at: soundAt },
};

/** The hands are slow below this share of the backswing's greatest speed. */
const SLOW_SHARE = 0.15;

export function chartPicture(what: ChartPicture, title: string, value: string): string {
  const [fromMs, toMs] = [eventMs(what.from), eventMs(what.to)];
  const times = Array.from({ length: SAMPLES + 1 }, (_, i) => fromMs + ((toMs - fromMs) * i) / SAMPLES);
  const curves = what.curves.map((name) => ({ ...CURVES[name], values: times.map((ms) => CURVES[name].at(ms)) }));
  const all = curves.flatMap(({ values }) => values);
  const [low, high] = [Math.min(0, ...all), Math.max(...all) * 1.08];
  const x = (ms: number): number => BOX.left + ((ms - fromMs) / (toMs - fromMs)) * (BOX.right - BOX.left);
  const y = (level: number): number => BOX.bottom - ((level - low) / (high - low)) * (BOX.bottom - BOX.top);
  const shapes = [...frame(what, x, y(0), high, curves[0]?.unit ?? '')];
  for (const [i, { name, values }] of curves.entries()) {
    const colour = COLOUR.curves[i % COLOUR.curves.length] as string;
    shapes.push(
      line(
        values.map((level, k): Pixel => [x(times[k] as number), y(level)]),
        { colour, width: 2.5 },
      ),
    );
    shapes.push(words([BOX.left + 8 + i * 92, 22], `${name}`, { colour, size: 14, anchor: 'start' }));
    if (what.peaks !== undefined) shapes.push(...peakOf(values, times, what.peaks, { x, y, colour }));
    if (what.slowHands === true) shapes.push(...slowHands(values, times, x, y));
  }
  for (const span of what.spans ?? []) shapes.push(spanOf(x(eventMs(span.from)), x(eventMs(span.to))));
  if (value !== '') shapes.push(words([BOX.right, 22], value, { colour: COLOUR.mark, size: 17, anchor: 'end' }));
  return picture(WIDTH, HEIGHT, title, shapes);
}

/** The events that a chart names, the most needed first: a name that would stand on another one is left out. */
const NAMED: readonly EventName[] = ['top', 'impact', 'address', 'finish', 'mid-downswing', 'mid-follow-through'];
/** Of a letter, in pixels. */
const LETTER = 6.6;

function frame(what: ChartPicture, x: (ms: number) => number, zero: number, high: number, unit: string): string[] {
  const axis = { colour: COLOUR.quiet, width: 1.5 };
  const shapes = [
    line(
      [
        [BOX.left, BOX.top],
        [BOX.left, BOX.bottom],
      ],
      axis,
    ),
    line(
      [
        [BOX.left, zero],
        [BOX.right, zero],
      ],
      axis,
    ),
  ];
  if (unit !== '') {
    const label = `${Math.round(high / 1.08)} ${unit}`;
    shapes.push(words([BOX.left - 6, BOX.top + 12], label, { colour: COLOUR.quiet, size: 11, anchor: 'end' }));
  }
  const taken: { from: number; to: number }[] = [];
  for (const name of NAMED.filter((each) => eventMs(each) >= eventMs(what.from) && eventMs(each) <= eventMs(what.to))) {
    const at = x(eventMs(name));
    const half = (name.length * LETTER) / 2;
    const middle = Math.min(WIDTH - half - 4, Math.max(half + 4, at));
    shapes.push(
      line(
        [
          [at, BOX.top],
          [at, BOX.bottom],
        ],
        { colour: COLOUR.ground, width: 1.5, dashed: true },
      ),
    );
    if (taken.some(({ from, to }) => middle + half > from && middle - half < to)) continue;
    taken.push({ from: middle - half, to: middle + half });
    shapes.push(words([middle, BOX.bottom + 18], name, { colour: COLOUR.quiet, size: 12 }));
  }
  return shapes;
}

interface Axes {
  readonly x: (ms: number) => number;
  readonly y: (level: number) => number;
  readonly colour: string;
}

function peakOf(
  values: readonly number[],
  times: readonly number[],
  { from, to }: { readonly from: EventName; readonly to: EventName },
  { x, y, colour }: Axes,
): string[] {
  let best = -1;
  for (const [i, ms] of times.entries()) {
    if (ms < eventMs(from) || ms > eventMs(to)) continue;
    if (best === -1 || (values[i] as number) > (values[best] as number)) best = i;
  }
  const at: Pixel = [x(times[best] as number), y(values[best] as number)];
  return [line([at, [at[0], BOX.bottom]], { colour, width: 1.5, dashed: true }), disc(at, 5, colour, COLOUR.paper)];
}

function slowHands(
  values: readonly number[],
  times: readonly number[],
  x: (ms: number) => number,
  y: (level: number) => number,
): string[] {
  const top = eventMs('top');
  const limit = SLOW_SHARE * Math.max(...values.filter((_, i) => (times[i] as number) <= top));
  const slow = times.filter((ms, i) => Math.abs(ms - top) < 150 && (values[i] as number) < limit);
  const level = line(
    [
      [BOX.left, y(limit)],
      [BOX.right, y(limit)],
    ],
    { colour: COLOUR.quiet, width: 1, dashed: true },
  );
  return [level, spanOf(x(slow[0] ?? top), x(slow.at(-1) ?? top))];
}

function spanOf(from: number, to: number): string {
  const y = BOX.bottom + 32;
  return arrow([from, y], [to, y], { colour: COLOUR.mark, width: 3 }, true);
}

function rate(of: (ms: number) => number, ms: number): number {
  return (of(ms + 0.5) - of(ms - 0.5)) * 1000;
}

function handSpeed(ms: number): number {
  const hands = (t: number): Vec3 => placeOf(MODEL_SWING.at(t), 'hands');
  return distance(hands(ms + 0.5), hands(ms - 0.5)) * 1000;
}

function armSpeed(ms: number): number {
  const arm = (t: number): Vec3 => {
    const state = MODEL_SWING.at(t);
    return sub(placeOf(state, 'lead-wrist'), placeOf(state, 'lead-shoulder'));
  };
  return angleAt(ZERO, arm(ms - 0.5), arm(ms + 0.5)) * 1000;
}

/** How loud the virtual bay is, as the greatest sample within a millisecond, of full scale. */
function soundAt(ms: number): number {
  const from = Math.round(((ms - eventMs('mid-downswing')) / 1000) * SAMPLE_RATE);
  return (
    Math.max(
      ...sound()
        .subarray(from, from + SAMPLE_RATE / 1000)
        .map(Math.abs),
    ) / 32_767
  );
}

let recording: Int16Array | null = null;

function sound(): Int16Array {
  if (recording === null) {
    const from = eventMs('mid-downswing');
    const bay = new BaySound(1);
    bay.strike(((eventMs('impact') - from) / 1000) * SAMPLE_RATE);
    recording = bay.block(Math.ceil(((eventMs('mid-follow-through') - from) / 1000 + 0.1) * SAMPLE_RATE));
  }
  return recording;
}
