import type { HandPath } from '../replay/hand-path.ts';
import type { PictureFit } from './picture-fit.ts';

/**
 * The way of the hands up to the moment that is shown, older parts fainter. Back, down and through differ in colour and
 * in stroke, so that nobody has to tell colours apart.
 */
const PARTS = {
  back: { colour: '#6fd3ff', dash: [2.2, 1.6] },
  down: { colour: '#c8f560', dash: [] },
  through: { colour: '#ffc457', dash: [0.1, 1.7] },
} as const;
type Part = keyof typeof PARTS;

const RIM = 'rgba(5, 10, 9, 0.55)';
/** Milliseconds of the swing in which a part of the path fades to its faintest, and how faint that is. */
const FADING_MS = 1_100;
const FAINTEST = 0.28;
/** Of one strength: as many steps as the eye takes for a ramp. */
const STEPS = 8;

export function drawHandPath(context: CanvasRenderingContext2D, path: HandPath, fit: PictureFit, timeMs: number): void {
  const thickness = Math.max(2.5, fit.height * 0.0045);
  context.save();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const { part, step, from, to } of stretches(path, timeMs)) {
    const line = lineOf(path, fit, from, to);
    const { colour, dash } = PARTS[part];
    context.globalAlpha = FAINTEST + ((1 - FAINTEST) * step) / STEPS;
    for (const [width, stroke] of [
      [thickness * 1.9, RIM],
      [thickness, colour],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = stroke;
      context.setLineDash(dash.map((each) => each * thickness * 1.6));
      context.stroke(line);
    }
  }
  context.restore();
}

interface Stretch {
  readonly part: Part;
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** Neighbouring points of one part and one strength, drawn in one stroke. */
function stretches({ timesMs, topMs, impactMs }: HandPath, timeMs: number): Stretch[] {
  const found: Stretch[] = [];
  for (let i = 1; i < timesMs.length; i += 1) {
    const at = timesMs[i] ?? Number.POSITIVE_INFINITY;
    if (at > timeMs + 1) break;
    const part: Part = at <= topMs ? 'back' : at <= impactMs ? 'down' : 'through';
    const step = Math.round(STEPS * Math.max(0, 1 - (timeMs - at) / FADING_MS));
    const last = found.at(-1);
    if (last?.part === part && last.step === step) found[found.length - 1] = { ...last, to: i };
    else found.push({ part, step, from: i - 1, to: i });
  }
  return found;
}

function lineOf({ points }: HandPath, fit: PictureFit, from: number, to: number): Path2D {
  const line = new Path2D();
  let isDown = false;
  for (let i = from; i <= to; i += 1) {
    const [x, y] = [points[i * 2] ?? Number.NaN, points[i * 2 + 1] ?? Number.NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) {
      isDown = false;
      continue;
    }
    const [left, top] = [fit.left + x * fit.width, fit.top + y * fit.height];
    if (isDown) line.lineTo(left, top);
    else line.moveTo(left, top);
    isDown = true;
  }
  return line;
}
