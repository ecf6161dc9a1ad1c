import type { Vector } from '../../geometry/vector.ts';
import type { Handedness } from '../../report/swing-report.ts';
import { drawFigure } from './draw-figure.ts';
import { drawArrow, drawProp } from './draw-props.ts';
import { type MannequinJoints, poseMannequin } from './mannequin.ts';
import { INK, PANEL, Pen } from './pen.ts';
import type { DrillScene, PlanePoint, ScenePanel, SceneProp } from './scene.ts';

/**
 * A drill's scene as one SVG document, panels side by side, numbered where there is more than one. Words come from the
 * texts by key, so that a drawing speaks the page's language; they are never mirrored.
 */
export interface DrawingOptions {
  readonly handedness: Handedness;
  readonly text: (key: string) => string;
  readonly title: string;
}

/** A ghost whose head stands this far from the golfer's is marked there. */
const HEAD_APART_M = 0.14;

/** A bold letter's mean width, and the size that is still read from the mat. */
const LETTER_PX = 15;
const LETTERS_PX = 22;
/** Kana and kanji are as wide as they are high. */
const FULL_WIDTH = /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60]/g;

const PANEL_PX = { width: PANEL.widthM * PANEL.pixelsPerM, height: PANEL.heightM * PANEL.pixelsPerM };

export function drawScene(scene: DrillScene, options: DrawingOptions): string {
  const width = PANEL_PX.width * scene.panels.length;
  const panels = scene.panels.map((panel, i) => drawPanel(panel, i, scene.panels.length, options)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL_PX.height}" role="img" ` +
    `font-family="DejaVu Sans,Verdana,sans-serif" font-size="${LETTERS_PX}" font-weight="700" stroke-linecap="round" stroke-linejoin="round" fill="none">` +
    `<title>${escaped(options.title)}</title>` +
    `<desc>${escaped(scene.panels.map(({ view }) => options.text(`drawing.${view}`)).join(', '))}</desc>` +
    `<style>.o{stroke:${INK.outline}}.t{fill:${INK.label};stroke:${INK.paper};stroke-width:4;paint-order:stroke;text-anchor:middle}</style>` +
    `<rect width="${width}" height="${PANEL_PX.height}" rx="14" fill="${INK.paper}"/>${panels}</svg>\n`
  );
}

function drawPanel(panel: ScenePanel, index: number, count: number, options: DrawingOptions): string {
  const left = index * PANEL_PX.width;
  const pen = new Pen(panel.view, options.handedness === 'left', left);
  const joints = poseMannequin(panel.figure);
  const props = panel.props ?? [];
  const draw = (chosen: readonly SceneProp[]) => chosen.map((prop) => drawProp(prop, joints, pen)).join('');
  const ghost = panel.ghost === undefined ? null : poseMannequin(panel.ghost);
  const drawn = [
    groundOf(left),
    draw(props.filter(isBehind)),
    ghost === null ? '' : drawFigure(ghost, pen, 'ghost'),
    drawFigure(joints, pen, 'golfer'),
    ghost === null ? '' : crossOf(ghost, joints, pen),
    draw(props.filter((prop) => !isBehind(prop))),
    ...(panel.arrows ?? []).map((arrow) => drawArrow(arrow, pen)),
    ...(panel.labels ?? []).map(({ word, at }) => label(options.text(`drawing.${word}`), at, pen, left)),
    count > 1 ? badge(index + 1, left) : '',
  ].join('');
  const { width, height } = PANEL_PX;
  return `<svg x="${left}" width="${width}" height="${height}" viewBox="${left} 0 ${width} ${height}">${drawn}</svg>`;
}

function isBehind(prop: SceneProp): boolean {
  return (
    prop.kind === 'wall' ||
    prop.kind === 'chair' ||
    prop.kind === 'bag' ||
    (prop.kind === 'stick' && prop.behind === true)
  );
}

function groundOf(left: number): string {
  const y = (PANEL.heightM - PANEL.groundM + 0.1) * PANEL.pixelsPerM;
  return `<path d="M${left + 16} ${y}H${left + PANEL_PX.width - 16}" stroke="${INK.ground}" stroke-width="3"/>`;
}

/** Marks the wrong position where it departs from the right one: its colour alone would not say it. */
function crossOf(ghost: MannequinJoints, golfer: MannequinJoints, pen: Pen): string {
  const apart = (of: (joints: MannequinJoints) => Vector): number => {
    const [from, to] = [pen.flatten(of(golfer)), pen.flatten(of(ghost))];
    return Math.hypot(to[0] - from[0], to[1] - from[1]);
  };
  const spots: readonly ((joints: MannequinJoints) => Vector)[] = [
    ({ hands }) => hands[0],
    ({ ankles }) => ankles[0],
    ({ midHip }) => midHip,
  ];
  const headOf = ({ head }: MannequinJoints) => head;
  const farthest = spots.toSorted((a, b) => apart(b) - apart(a))[0] ?? headOf;
  const [x, y] = pen.flatten((apart(headOf) > HEAD_APART_M ? headOf : farthest)(ghost));
  const arm = 0.05;
  const cross =
    pen.path([
      [x - arm, y - arm],
      [x + arm, y + arm],
    ]) +
    pen.path([
      [x - arm, y + arm],
      [x + arm, y - arm],
    ]);
  return (
    `<path d="${cross}" stroke="${INK.outline}" stroke-width="11"/>` +
    `<path d="${cross}" stroke="${INK.wrong}" stroke-width="6"/>`
  );
}

/** Kept on its panel whatever its language makes of its length. */
function label(words: string, at: PlanePoint, pen: Pen, left: number): string {
  const [x, y] = pen.at(at);
  const wide = words.match(FULL_WIDTH)?.length ?? 0;
  const widthPx = (words.length - wide) * LETTER_PX + wide * LETTERS_PX;
  const half = widthPx / 2 + 8;
  const across = Math.min(Math.max(Number(x), left + half), left + PANEL_PX.width - half);
  return `<text class="t" x="${Math.round(across)}" y="${y}">${escaped(words)}</text>`;
}

function badge(number: number, left: number): string {
  return (
    `<circle cx="${left + 26}" cy="26" r="18" fill="${INK.go}"/>` +
    `<text x="${left + 26}" y="34" text-anchor="middle" fill="${INK.paper}">${number}</text>`
  );
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
