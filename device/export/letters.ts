/**
 * The letters of the film as outlines: Noto Sans, and for kana and kanji Noto Sans JP, out of the same files that the
 * pages bring. Those are compressed and variable, which drawing programs know only in part; here they are opened once
 * and kept.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import decompress from 'woff2-encoder/decompress';
import { fontsUnusable } from './errors.ts';
import { at } from './vector-shape.ts';

export type LetterWeight = 500 | 700;

/** A line of text that begins at the left end of its baseline. */
export interface TextLine {
  readonly width: number;
  /** Commands of a drawing, with the beginning of the baseline at a place. */
  outlineAt(left: number, baseline: number): string;
}

const FAMILIES = ['@fontsource-variable/noto-sans', '@fontsource-variable/noto-sans-jp'] as const;
const FACE = /url\(\.\/(files\/[^)]+?wght-normal\.woff2)\)[^;]*;\s*unicode-range:\s*([^;]+);/g;
/** Fonts of some signs each; the words of one film need a dozen. */
const FILES_OPEN_MAX = 48;

interface Face {
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Opens what the signs of some texts need. Rejects with `export/fonts-unusable`. */
export async function lettersFor(texts: readonly string[]): Promise<Letters> {
  try {
    const faces = await allFaces();
    const signs = new Set(texts.join('').normalize('NFC'));
    const files = new Map<string, string>();
    for (const sign of signs) {
      const face = faces.find(({ ranges }) => isIn(ranges, sign.codePointAt(0) ?? 0));
      if (face !== undefined) files.set(sign, face.file);
    }
    const fonts = new Map<string, Font>();
    for (const file of [...new Set(files.values())].slice(0, FILES_OPEN_MAX)) fonts.set(file, await openFont(file));
    return new Letters((sign) => fonts.get(files.get(sign) ?? ''));
  } catch (cause) {
    throw fontsUnusable(cause);
  }
}

export class Letters {
  readonly #fontOf: (sign: string) => Font | undefined;
  readonly #weighted = new Map<Font, Map<LetterWeight, Font>>();

  constructor(fontOf: (sign: string) => Font | undefined) {
    this.#fontOf = fontOf;
  }

  /** A sign that no font has is left out. */
  line(text: string, size: number, weight: LetterWeight): TextLine {
    const glyphs: { left: number; scale: number; commands: readonly Command[] }[] = [];
    let width = 0;
    for (const { font, signs } of this.#runs(text)) {
      const scale = size / font.unitsPerEm;
      const run = this.#inWeight(font, weight).layout(signs);
      for (const [index, glyph] of run.glyphs.entries()) {
        const position = run.positions[index];
        glyphs.push({ left: width + (position?.xOffset ?? 0) * scale, scale, commands: glyph.path.commands });
        width += (position?.xAdvance ?? glyph.advanceWidth) * scale;
      }
    }
    return {
      width,
      outlineAt: (left, baseline) =>
        glyphs
          .map((glyph) => outlineOf(glyph.commands, { left: left + glyph.left, baseline, scale: glyph.scale }))
          .filter((outline) => outline !== '')
          .join(' '),
    };
  }

  /** As large as it may be without being wider than its room. */
  lineWithin(text: string, room: number, size: number, weight: LetterWeight): TextLine {
    const line = this.line(text, size, weight);
    return line.width <= room ? line : this.line(text, (size * room) / line.width, weight);
  }

  #runs(text: string): { font: Font; signs: string }[] {
    const runs: { font: Font; signs: string }[] = [];
    for (const sign of text.normalize('NFC')) {
      const font = this.#fontOf(sign);
      if (font === undefined) continue;
      const last = runs.at(-1);
      if (last?.font === font) last.signs += sign;
      else runs.push({ font, signs: sign });
    }
    return runs;
  }

  #inWeight(font: Font, weight: LetterWeight): Font {
    const known = this.#weighted.get(font) ?? new Map<LetterWeight, Font>();
    this.#weighted.set(font, known);
    const made = known.get(weight) ?? font.getVariation({ wght: weight });
    known.set(weight, made);
    return made;
  }
}

type Command = { readonly command: string; readonly args: readonly number[] };

function outlineOf(commands: readonly Command[], place: { left: number; baseline: number; scale: number }): string {
  const written: string[] = [];
  let pen = { x: 0, y: 0 };
  const point = (x = 0, y = 0) => ({ x: place.left + x * place.scale, y: place.baseline - y * place.scale });
  for (const { command, args } of commands) {
    const [a, b, c, d, e, f] = args;
    if (command === 'moveTo') {
      pen = point(a, b);
      written.push(`m ${at(pen)}`);
    } else if (command === 'lineTo') {
      pen = point(a, b);
      written.push(`l ${at(pen)}`);
    } else if (command === 'quadraticCurveTo') {
      // ASS has cubic curves only; this one is the same curve.
      const [handle, end] = [point(a, b), point(c, d)];
      const near = (from: { x: number; y: number }) => ({
        x: from.x + (2 / 3) * (handle.x - from.x),
        y: from.y + (2 / 3) * (handle.y - from.y),
      });
      written.push(`b ${at(near(pen))} ${at(near(end))} ${at(end)}`);
      pen = end;
    } else if (command === 'bezierCurveTo') {
      pen = point(e, f);
      written.push(`b ${at(point(a, b))} ${at(point(c, d))} ${at(pen)}`);
    }
  }
  return written.join(' ');
}

let faces: Promise<readonly Face[]> | undefined;

function allFaces(): Promise<readonly Face[]> {
  faces ??= Promise.all(FAMILIES.map(facesOf)).then((each) => each.flat());
  return faces;
}

async function facesOf(family: string): Promise<Face[]> {
  const css = createRequire(import.meta.url).resolve(`${family}/index.css`);
  const text = await readFile(css, 'utf8');
  return Array.from(text.matchAll(FACE), ([, file = '', ranges = '']) => ({
    file: join(dirname(css), file),
    ranges: ranges.split(',').map((range) => {
      const [low = '', high = low] = range.trim().slice(2).split('-');
      return [Number.parseInt(low, 16), Number.parseInt(high, 16)] as const;
    }),
  }));
}

function isIn(ranges: Face['ranges'], code: number): boolean {
  return ranges.some(([low, high]) => code >= low && code <= high);
}

const opened = new Map<string, Promise<Font>>();

function openFont(file: string): Promise<Font> {
  const known = opened.get(file);
  if (known !== undefined) return known;
  const opening = readFile(file)
    .then((bytes) => decompress(bytes))
    .then((sfnt) => create(Buffer.from(sfnt)) as Font);
  opened.set(file, opening);
  opening.catch(() => opened.delete(file));
  return opening;
}
