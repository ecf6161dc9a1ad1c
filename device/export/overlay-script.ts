/**
 * What is drawn over the film, as a script of ASS subtitles in which everything is a drawing, letters included: no
 * font is looked for on the machine, so the film looks the same wherever it is made.
 *
 * ASS has hundredths of a second. Ticks of the film are further apart than that, and a drawing begins and ends midway
 * between two ticks, so each is on exactly the pictures that it was made for.
 */
import { FILM_FPS } from './film-timing.ts';
import { DRAWING_SCALE, type Point, type VectorShape } from './vector-shape.ts';

/** From the first tick, up to and without the last one. */
export interface TickRange {
  readonly from: number;
  readonly to: number;
}

export interface Ink {
  /** `#rrggbb`. */
  readonly colour: string;
  /** 0–1; opaque where absent. */
  readonly opacity?: number;
}

interface Moving {
  readonly to: Point;
}

export class OverlayScript {
  readonly #size: { readonly width: number; readonly height: number };
  readonly #lines: string[] = [];

  constructor(size: { readonly width: number; readonly height: number }) {
    this.#size = size;
  }

  /** Drawings of a higher layer lie over those of a lower one; within a layer, later ones over earlier ones. */
  draw(shape: VectorShape, ink: Ink, layer: number, ticks: TickRange, moving?: Moving): void {
    if (shape.isEmpty || ticks.to <= ticks.from) return;
    const place =
      moving === undefined ? '\\pos(0,0)' : `\\move(0,0,${moving.to.x.toFixed(2)},${moving.to.y.toFixed(2)})`;
    const tags = `{\\an7${place}\\1c${assColour(ink.colour)}\\1a${assAlpha(ink.opacity ?? 1)}\\p${DRAWING_SCALE}}`;
    const [from, to] = [assTime(ticks.from), assTime(ticks.to)];
    this.#lines.push(`Dialogue: ${layer},${from},${to},S,,0,0,0,,${tags}${shape.toString()}`);
  }

  toString(): string {
    const { width, height } = this.#size;
    return `${[
      '[Script Info]',
      'ScriptType: v4.00+',
      `PlayResX: ${width}`,
      `PlayResY: ${height}`,
      'WrapStyle: 2',
      'ScaledBorderAndShadow: yes',
      'YCbCr Matrix: None',
      '',
      '[V4+ Styles]',
      'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
      'Style: S,none,20,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1',
      '',
      '[Events]',
      'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
      ...this.#lines,
    ].join('\n')}\n`;
  }
}

/** Midway to the tick before. */
export function assTime(tick: number): string {
  const hundredths = Math.max(0, Math.round(((tick - 0.5) * 100) / FILM_FPS));
  const pad = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(hundredths / 100);
  const clock = `${Math.floor(seconds / 3_600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return `${clock}.${pad(hundredths % 100)}`;
}

/** Blue first, as ASS has it. */
function assColour(colour: string): string {
  return `&H${colour.slice(5, 7)}${colour.slice(3, 5)}${colour.slice(1, 3)}&`.toUpperCase();
}

/** Of transparency. */
function assAlpha(opacity: number): string {
  const alpha = Math.round((1 - Math.min(1, Math.max(0, opacity))) * 255);
  return `&H${alpha.toString(16).padStart(2, '0').toUpperCase()}&`;
}
